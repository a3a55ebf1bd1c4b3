// Clocks that are wrong: real electors are frozen and resumed, and each verdict is held against the audit log.
import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { describe, test } from 'node:test';
import { SECOND } from '../../src/lease/time.ts';
import { testCluster } from '../cluster/cluster.ts';
import { startElectorProcess } from '../cluster/elector-process.ts';
import { createNamespace } from '../cluster/kubectl.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { kill } from '../cluster/signals.ts';
import { CONTESTS, startContests } from './contests.ts';
import { diceOf } from './dice.ts';
import { judgeUntil, type Judgement } from './judgements.ts';
import { auditLogLength, isRightSkew, rightWords, writesSince, type Write } from './truth.ts';
import { onWorkstation, requestsOf } from './workstation.ts';

const cluster = testCluster();

const FREEZES = 200;

test(`nothing wrong is said of ${FREEZES} freezes and resumes, whosever clock is an hour off`, async (t) => {
  const seed = Number(process.env['SKEW_SEED'] ?? randomInt(2 ** 32));
  const leases = CONTESTS.map(({ lease }) => lease);
  const namespace = await createNamespace(cluster, t);
  const before = auditLogLength(cluster);
  const electors = startContests(cluster, namespace);
  t.after(() => {
    electors.kill();
  });
  for (const lease of leases) await waitForHolder(cluster, namespace, lease);
  const begun = performance.now();
  const over = new AbortController();
  const [judgements, trouble] = await Promise.all([
    judgeUntil(over.signal, cluster, namespace, leases, diceOf(seed)),
    electors.trouble(FREEZES, seed).finally(() => {
      over.abort();
    }),
  ]);
  const seconds = Math.round((performance.now() - begun) / 1000);

  const writes = await writesSince(cluster, before, namespace);
  const { wrong, clear } = held(judgements, writes);
  t.diagnostic(
    `seed ${seed}: ${trouble.freezes} freezes, ${trouble.resumes} resumes, ${trouble.restarts} restarts, ` +
      `${judgements.length} judgements, ${clear.length} of them away from every border, ` +
      `${wrong.length} wrong, ${seconds} s`,
  );
  assert.deepEqual(wrong.slice(0, 10), [], `wrong with SKEW_SEED=${seed}`);
  assert.deepEqual([trouble.freezes, trouble.resumes], [FREEZES, FREEZES]);
  for (const word of ['held', 'late', 'expired']) {
    const said = clear.filter((judgement) => judgement.word === word).length;
    assert.ok(said > 300, `only ${said} times ${word} away from every border`);
  }
  // Three workstations for each way to ask, and one that watches.
  const ways = Map.groupBy(clear, ({ by }) => by);
  assert.equal(ways.size, 10);
  for (const [by, { length }] of ways) assert.ok(length > 20, `only ${length} times by ${by}`);
  for (const { lease, skews } of CONTESTS) assertSkewed(lease, skews, writes.get(lease) ?? []);
});

describe('a holder whose clock is wrong', () => {
  const rows: [skew: number, shown: RegExp | undefined][] = [
    [3600, /^ +its holder's clock is 60m ahead of the API server's$/m],
    [-3600, /^ +its holder's clock is 60m behind the API server's$/m],
    [5, /^ +its holder's clock is [56]s ahead of the API server's$/m],
    [-5, /^ +its holder's clock is [45]s behind the API server's$/m],
    [1, undefined],
    [-1, undefined],
    [0, undefined],
  ];
  for (const [skew, shown] of rows) {
    test(`by ${skew} s: describe ${shown ? 'says so' : 'says nothing of it'}, ls asks for ${shown ? 'the version once' : 'nothing more'}`, async (t) => {
      const namespace = await createNamespace(cluster, t);
      const electors = ['a', 'b'].map((name) =>
        startElectorProcess(cluster, {
          ...{ namespace, name, host: `host-${name}` },
          settings: { clockSkewSeconds: skew },
        }),
      );
      t.after(() => {
        electors.forEach(kill);
      });
      for (const name of ['a', 'b']) await waitForHolder(cluster, namespace, name);
      const { stdout } = await onWorkstation(cluster, -3600, `describe ${namespace}/a`);
      if (shown) assert.match(stdout, shown);
      else assert.doesNotMatch(stdout, /its holder's clock is/);
      assert.match(stdout, /^Timing +term 15s/m);
      const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
      for (const format of ['', '-o json', '--fail-on expired']) {
        const listed = await onWorkstation(cluster, 3600, `ls -n ${namespace} ${format}`);
        assert.deepEqual(requestsOf(listed), shown ? [path, '/version'] : [path]);
        assert.equal(listed.code, 0);
      }
    });
  }
});

function held(
  judgements: readonly Judgement[],
  writes: ReadonlyMap<string, readonly Write[]>,
): { wrong: string[]; clear: Judgement[] } {
  const wrong: string[] = [];
  const clear: Judgement[] = [];
  const terms = new Map(CONTESTS.map(({ lease, seconds }) => [lease, seconds[0]]));
  for (const judgement of judgements) {
    const { by, lease, word, holderSkew, span } = judgement;
    const of = writes.get(lease) ?? [];
    const right: ReadonlySet<string> = rightWords(of, terms.get(lease) ?? 0, span);
    if (right.size === 1) clear.push(judgement);
    const what = `${by}, of ${lease}`;
    if (!right.has(word)) wrong.push(`${what}: ${word}, not ${[...right].join(' or ')}`);
    const documents = by.includes('json') || by.includes('who-holds');
    if (documents && (holderSkew === undefined || !isRightSkew(of, holderSkew, span)))
      wrong.push(`${what}: a skew of ${holderSkew ?? 'nothing'} s`);
  }
  return { wrong, clear };
}

/**
 * The electors' clocks were as wrong as they were set, by most of what reached the API server: one
 * may be frozen between looking at its clock and sending what it saw.
 */
function assertSkewed(lease: string, skews: readonly number[], writes: readonly Write[]): void {
  const seen = writes.map(({ renewTime, received }) => (renewTime - received) / SECOND);
  const right = seen.filter((one) => skews.some((skew) => Math.abs(one - skew) < 1));
  assert.ok(right.length > seen.length / 2, `${lease} was written at ${seen.join(', ')} s`);
}
