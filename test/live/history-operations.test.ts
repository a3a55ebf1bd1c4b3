// The record of step-downs on a real election: made by force-release, and by hand as a dead run leaves it.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatNote } from '../../src/lease/operation-note.ts';
import { formatMicroTime, parseTime, SECOND } from '../../src/lease/time.ts';
import { testCluster } from '../cluster/cluster.ts';
import { startElectors } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { readLedger } from '../cluster/ledger.ts';
import { getLease, waitForHolder } from '../cluster/leases.ts';
import { noteOf } from '../lease/operations.ts';
import { conforms } from '../schemas/conforms.ts';
import { createLease, lease } from './live.ts';

const cluster = testCluster();

interface Row {
  readonly event: string;
  readonly from: string;
  readonly holder: string | null;
  readonly source: readonly string[];
  readonly confidence: string;
  readonly detail: {
    readonly previous?: string;
    readonly counts?: number;
    readonly leaderless?: number;
    readonly operation?: { readonly id: string; readonly state: string; readonly operator: string };
  };
}

interface History {
  readonly coverage: {
    readonly transitions: { counted: number; seen: number; multiple: readonly number[] };
  };
  readonly rows: readonly Row[];
}

async function history(namespace: string, more = ''): Promise<History> {
  const { stdout, code } = await lease(cluster, `history ${namespace}/reconciler -o json ${more}`);
  assert.equal(code, 0);
  const document = JSON.parse(stdout) as History;
  conforms('LeaseHistory', document);
  return document;
}

function micros(time: string): number {
  return parseTime(time) ?? NaN;
}

describe('the record of a step-down', () => {
  test('is one row in the history, as the ledger has it, and a person finds it', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const { leader } = await startElectors(cluster, { namespace, replicas: 2 });
    const forced = await lease(
      cluster,
      `force-release ${namespace}/reconciler --reason drill --ticket INC-1 --evict-pod --yes -o json`,
    );
    assert.equal(forced.code, 0, forced.stderr);
    const { operationId } = JSON.parse(forced.stdout) as { readonly operationId: string };
    const next = (await getLease(cluster, namespace, 'reconciler'))?.spec.holderIdentity;

    for (const [log, sources] of [
      ['', ['mark', 'event']],
      [`--audit-log ${cluster.auditLog}`, ['audit', 'mark', 'event']],
    ] as const) {
      const { rows, coverage } = await history(namespace, log);
      assert.deepEqual(coverage.transitions, { counted: 2, seen: 2, later: 0, multiple: [2] });
      assert.deepEqual(
        rows.map(({ event }) => event),
        ['acquired', 'forced'],
        'nothing of what force-release wrote is told as a stranger’s',
      );
      const row = rows.at(-1);
      assert.ok(row);
      assert.deepEqual(
        [row.holder, row.detail.previous, row.confidence],
        [next, leader, log === '' ? 'likely' : 'certain'],
      );
      assert.ok(
        sources.every((it) => row.source.includes(it)),
        row.source.join(' '),
      );
      const { operation } = row.detail;
      assert.deepEqual([operation?.id, operation?.state], [operationId, 'ended']);
      const ledger = readLedger(cluster, namespace, 'reconciler');
      const led = (id: string | null | undefined) => ledger.filter((span) => span.id === id);
      const [from, to] = [led(leader).at(-1)?.to ?? NaN, led(next)[0]?.from ?? NaN];
      const gap = (to - from) / SECOND;
      assert.ok(gap > 0 && gap <= (row.detail.leaderless ?? 0) + 0.1, `${gap} s without a leader`);
      const fenced = micros(row.from);
      assert.ok(
        fenced <= from + SECOND && fenced <= to,
        'the fence came before the old leader stopped',
      );
    }

    const one = `history ${namespace}/reconciler --operation`;
    const found = await lease(cluster, `${one} ${operationId}`);
    assert.equal(found.code, 0);
    assert.match(
      found.stdout,
      /┃ forced, recorded as by kubernetes-admin: "drill" INC-1, at most /,
    );
    assert.equal((await lease(cluster, `${one} 00000000`)).code, 2);
    const { stdout: page } = await lease(cluster, `describe ${namespace}/reconciler --watch-for 0`);
    assert.match(page, /\nHistory {6}last: forced from its holder to reconciler-\S+ at /);
    assert.doesNotMatch(page, /\nOperation/);
  });

  test('is told of a run that died: under way, left behind, and then that somebody leads again', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const { leader } = await startElectors(cluster, { namespace, replicas: 2 });
    await fence(namespace, leader);
    const who = await lease(cluster, `who-holds ${namespace}/reconciler`);
    assert.equal(who.code, 2);
    assert.match(
      who.stdout,
      /^Nobody leads: \S+ is fenced, recorded as by alice, for \d+s now: "drill"\. /,
    );
    const early = await lease(cluster, `describe ${namespace}/reconciler --watch-for 0`);
    assert.match(early.stdout, /\nOperation {4}recorded as being stepped down by alice since /);

    const next = await waitForHolder(
      cluster,
      namespace,
      'reconciler',
      (it) => !it.startsWith('kubectl-lease/'),
      { seconds: 60 },
    );
    const { rows, coverage } = await history(namespace, `--audit-log ${cluster.auditLog}`);
    const told = rows.filter(({ event }) => event !== 'late' && event !== 'expired');
    assert.deepEqual(
      told.map(({ event, holder }) => [event, holder]),
      [
        ['acquired', leader],
        ['forced', null],
        ['acquired', next],
      ],
    );
    assert.deepEqual([coverage.transitions.counted, coverage.transitions.seen], [2, 2]);
  });
});

test('a fence that is not renewed is found, with what to do', async (t) => {
  const namespace = await createNamespace(cluster, t);
  const now = formatMicroTime(Date.now() * 1000);
  await createLease(cluster, namespace, 'reconciler', {
    ...{ holderIdentity: 'kubectl-lease/3f2a91c4', leaseDurationSeconds: 1 },
    ...{ acquireTime: now, renewTime: now, leaseTransitions: 1 },
  });
  await new Promise((resolve) => setTimeout(resolve, 3000));
  const { stdout } = await lease(cluster, `describe ${namespace}/reconciler -o json --watch-for 0`);
  const { findings, operations } = JSON.parse(stdout) as {
    readonly findings: readonly { readonly id: string; readonly advice: string }[];
    readonly operations: readonly { readonly id: string }[];
  };
  const left = findings.find(({ id }) => id === 'fence-left-behind');
  assert.match(
    left?.advice ?? '',
    new RegExp(`kubectl lease force-release -n ${namespace} reconciler`),
  );
  assert.deepEqual(
    operations.map(({ id }) => id),
    ['3f2a91c4'],
  );
});

/** As the first write of a step-down leaves it; nobody renews it. */
async function fence(namespace: string, leader: string): Promise<void> {
  const at = Date.now() * 1000;
  const { acquireTime } = (await getLease(cluster, namespace, 'reconciler'))?.spec ?? {};
  const before = {
    uid: undefined,
    holder: leader,
    acquireTime: parseTime(acquireTime),
    transitions: 0,
  };
  const note = formatNote(
    noteOf({ ...{ reason: 'drill', ticket: undefined, at, before, bound: 20, renewEvery: 10 } }),
  );
  const time = formatMicroTime(at);
  const annotations = {
    'kubectl-lease.github.io/operation-id': '3f2a91c4',
    'kubectl-lease.github.io/operation': note,
  };
  const spec = {
    ...{ holderIdentity: 'kubectl-lease/3f2a91c4', leaseDurationSeconds: 20 },
    ...{ acquireTime: time, renewTime: time, leaseTransitions: 1 },
  };
  await mustKubectl(cluster, [
    ...['patch', 'lease', 'reconciler', '--namespace', namespace, '--type=merge'],
    ...[
      '--field-manager=kubectl-lease',
      `--patch=${JSON.stringify({ metadata: { annotations }, spec })}`,
    ],
  ]);
}
