// history on a real election and the API server's own audit log; the electors' ledger is the judge.
import assert from 'node:assert/strict';
import { readFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { elector } from '../cluster/containers.ts';
import { startElectors } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { readLedger, type Span } from '../cluster/ledger.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { freeze, resume } from '../cluster/signals.ts';
import { waitFor } from '../cluster/wait.ts';
import { PROGRAMS } from '../program.ts';
import { conforms } from '../schemas/conforms.ts';
import { lease } from './live.ts';

const cluster = testCluster();

interface Row {
  readonly event: string;
  readonly from: string;
  readonly holder: string | null;
  readonly by: { readonly user?: string; readonly pod?: string; readonly manager?: string } | null;
  readonly source: readonly string[];
  readonly confidence: string;
  readonly detail: {
    readonly silentFor?: number;
    readonly tookBack?: boolean;
    readonly neverStopped?: boolean;
    readonly formerLeader?: {
      identity: string;
      awakeAt: string | null;
      until: string;
      basis: string;
    };
  };
}

interface Document {
  readonly coverage: {
    readonly transitions: { readonly counted: number; readonly seen: number };
    readonly audit: { readonly tells: string; readonly unreadable: unknown } | null;
  };
  readonly rows: readonly Row[];
}

async function history(namespace: string, log: string): Promise<Document> {
  const args = `history ${namespace}/reconciler --audit-log ${log}`;
  const outcome = await lease(cluster, `${args} -o json`);
  assert.equal(outcome.code, 0, outcome.stderr);
  const document = JSON.parse(outcome.stdout) as Document;
  conforms('LeaseHistory', document);
  return document;
}

/** Microseconds; the API server and the electors share this machine's clock. */
function micros(time: string): number {
  return Date.parse(`${time.slice(0, 23)}Z`) * 1000;
}

function isNear(actual: number, expected: number, seconds: number, what: string): void {
  const apart = (actual - expected) / 1e6;
  assert.ok(Math.abs(apart) <= seconds, `${what}: ${apart} s apart`);
}

function find(rows: readonly Row[], event: string, holder?: string): Row {
  const row = rows.find(
    (it) => it.event === event && (holder === undefined || it.holder === holder),
  );
  assert.ok(row, `no ${event} among ${rows.map((it) => it.event).join(', ')}`);
  return row;
}

/** The leader hangs, a standby takes over, the old one wakes up and works on until it is restarted. */
async function hang(namespace: string, first: string): Promise<string> {
  const pod = first.replace(/_.*$/, '');
  const frozen = elector(cluster, namespace, pod);
  freeze(frozen);
  const second = await waitForHolder(cluster, namespace, 'reconciler', (it) => it !== first, {
    seconds: 60,
  });
  resume(frozen);
  await waitFor(
    `container of ${pod} restarted`,
    async (saw) => {
      const count = await mustKubectl(cluster, [
        ...['get', 'pod', pod, '--namespace', namespace],
        '--output=jsonpath={.status.containerStatuses[0].restartCount}',
      ]);
      saw(`restartCount ${count}`);
      return Number(count) > 0 ? true : undefined;
    },
    { seconds: 60 },
  );
  return second;
}

async function clearHolder(namespace: string): Promise<string> {
  await mustKubectl(cluster, [
    ...['patch', 'lease', 'reconciler', '--namespace', namespace, '--as=bob'],
    ...['--as-group=system:masters', '--type=merge', '--patch={"spec":{"holderIdentity":""}}'],
  ]);
  return waitForHolder(cluster, namespace, 'reconciler', undefined, { seconds: 40 });
}

/** The part of the log that is about this namespace, without bodies: as at level Metadata. */
function withoutBodies(namespace: string): string {
  const lines = readFileSync(cluster.auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.includes(namespace) && line.endsWith('}'));
  return lines
    .map((line) => {
      const event = JSON.parse(line) as Record<string, unknown>;
      delete event['requestObject'];
      delete event['responseObject'];
      return `${JSON.stringify({ ...event, level: 'Metadata' })}\n`;
    })
    .join('');
}

function spansOf(spans: readonly Span[], id: string): readonly Span[] {
  return spans.filter((span) => span.id === id);
}

describe('history of an incident on a real cluster', () => {
  test('tells what the electors themselves wrote down', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const { leader: first } = await startElectors(cluster, { namespace, replicas: 2 });
    const second = await hang(namespace, first);
    const cleared = Date.now() * 1000;
    const third = await clearHolder(namespace);

    const { rows, coverage } = await history(namespace, cluster.auditLog);
    const ledger = readLedger(cluster, namespace, 'reconciler');
    assert.deepEqual(coverage.transitions.seen, coverage.transitions.counted);
    assert.deepEqual([coverage.transitions.counted, coverage.audit?.tells], [2, 'holders']);

    const acquired = find(rows, 'acquired', first);
    isNear(micros(acquired.from), spansOf(ledger, first)[0]?.from ?? 0, 1, 'acquired');
    assert.ok(acquired.source.includes('audit'));

    const late = find(rows, 'late', first);
    const hung = spansOf(ledger, first)[0]?.to ?? 0;
    isNear(micros(late.from), hung, 3, 'the last renewal before it hung');
    assert.equal(late.confidence, 'certain');
    find(rows, 'expired', first);

    const taken = find(rows, 'taken-over', second);
    isNear(micros(taken.from), spansOf(ledger, second)[0]?.from ?? 0, 1, 'taken over');
    const { formerLeader } = taken.detail;
    assert.equal(formerLeader?.identity, first);
    assert.equal(formerLeader.basis, 'container');
    const [awake, ended] = [spansOf(ledger, first).at(-1)?.from, spansOf(ledger, first).at(-1)?.to];
    // It asks for the Lease as soon as it wakes, and the kubelet tells ends in whole seconds.
    isNear(micros(formerLeader.awakeAt ?? ''), awake ?? 0, 2.5, 'awake');
    isNear(micros(formerLeader.until), ended ?? 0, 2, 'its end');

    const released = find(rows, 'released', second);
    assert.deepEqual([released.by?.user, released.by?.manager], ['bob', 'kubectl-patch']);
    isNear(micros(released.from), cleared, 3, 'cleared');
    const last = rows.at(-1);
    assert.equal(last?.holder, third);
    assert.equal(last.event, 'acquired');
    if (third === second) {
      assert.deepEqual([last.detail.tookBack, last.detail.neverStopped], [true, true]);
      const working = spansOf(ledger, second).some(
        ({ from, to }) => from < micros(released.from) && to > micros(last.from),
      );
      assert.ok(working, 'the ledger shows a gap where history says that it never stopped');
    } else {
      assert.equal(last.detail.formerLeader?.identity, second);
    }

    for (const program of Object.values(PROGRAMS)) {
      const args = `history ${namespace}/reconciler --audit-log ${cluster.auditLog}`;
      const { stdout, stderr } = await lease(cluster, args, program);
      assert.equal(stderr, '');
      assert.match(
        stdout,
        new RegExp(`^${namespace}/reconciler   2 of 2 counted transitions seen   audit log `),
      );
      assert.match(
        stdout,
        /╳ holder cleared by bob \(impersonated by kubernetes-admin\) with kubectl patch +audit/,
      );
    }

    const folder = mkdtempSync(join(tmpdir(), 'kubectl-lease-history-'));
    t.after(() => {
      rmSync(folder, { recursive: true });
    });
    const log = join(folder, 'metadata.log');
    writeFileSync(log, withoutBodies(namespace));
    const bare = await history(namespace, log);
    assert.equal(bare.coverage.audit?.tells, 'writers');
    const [change] = bare.rows.filter(
      ({ event, source }) => event === 'taken-over' && source.includes('audit'),
    );
    // Its Pod is what the log names; the Event gives the identity.
    assert.equal(change?.by?.pod, second.replace(/_.*$/, ''));
    assert.equal(change.confidence, 'likely');
    isNear(micros(change.from), micros(taken.from), 0.001, 'taken over');
    assert.equal(find(bare.rows, 'edited').by?.user, 'bob');
  });
});
