// A step-down that is confirmed at a terminal: its steps, its end, and what Ctrl-C means once something is written.
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { fenceId } from '../../src/lease/fence.ts';
import { testCluster } from '../cluster/cluster.ts';
import { allRun } from '../cluster/electors.ts';
import { overlaps, readLedger } from '../cluster/ledger.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { elect } from '../live/holders.ts';
import type { Pty } from '../terminal/pty.ts';
import { enter, forceReleaseAt, NAME, rawLease } from './at-terminal.ts';
import { setDesk, type Desk } from './desk.ts';

const cluster = testCluster();

const EVICT = '> fence, evict its Pod   new leader in';
const WAIT = '> fence, wait            new leader in';
const DONE =
  /^Stepped down in \d+\.\ds, nobody led for \d+\.\d( to \d+\.\d)?s \(\d+ to \d+s expected\); reconciler-\S+ leads\.$/m;

/** Two real electors, of which one leads. */
async function election(t: TestContext): Promise<{ namespace: string; leader: string }> {
  const settings = { seconds: [6, 4, 1] } as const;
  const elected = await elect(cluster, t, { taken: true, replicas: 2, settings });
  await allRun(cluster, { ...elected, name: 'reconciler', replicas: 2 });
  return elected;
}

interface Way {
  readonly title: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdout?: 'terminal';
  readonly chooses: (pty: Pty) => Promise<void>;
  /** Behind the fence, up to the release. */
  readonly steps: RegExp;
}

const EVICTED =
  /^ +\d+\.\ds {2}it has had time to see the fence\n +\d+\.\ds {2}Pod reconciler-\S+ evicted\n +\d+\.\ds {2}its container has ended, says its node$/m;
const WAITED =
  /^ +\d+\.\ds {2}(its container has ended, says its node|it has had the time in which it must stop)$/m;

const WAYS: readonly Way[] = [
  {
    title: 'evicted: the first choice, with Enter',
    chooses: async (pty) => {
      await pty.shows(EVICT);
      await pty.press('Enter');
    },
    steps: EVICTED,
  },
  {
    title: 'evicted: by arrows, down and up again, everything on the screen',
    stdout: 'terminal',
    chooses: async (pty) => {
      await pty.shows(EVICT);
      await pty.press('Down');
      await pty.shows(WAIT);
      await pty.press('Up');
      await pty.shows(EVICT);
      await pty.press('Enter');
    },
    steps: EVICTED,
  },
  {
    title: 'waited for: by an arrow',
    chooses: async (pty) => {
      await pty.shows(EVICT);
      await pty.press('Down');
      await pty.shows(WAIT);
      await pty.press('Enter');
    },
    steps: WAITED,
  },
  {
    title: 'waited for: by its number, in plain lines',
    env: { TERM: 'dumb' },
    chooses: async (pty) => {
      await pty.shows(/ {2}1 {2}fence, evict its Pod[^]*\n {2}2 {2}fence, wait[^]*for 1: *$/);
      await enter(pty, '2');
    },
    steps: WAITED,
  },
];

/** A wrong name, and the right one; returns once the fence is written. */
async function confirmed(pty: Pty): Promise<void> {
  await pty.shows(NAME);
  await enter(pty, 'reconcile', /that is not reconciler\n.*: *$/);
  await enter(pty, 'reconciler', /^ +0\.\ds {2}fenced as kubectl-lease\/[0-9a-f]{8}, nobody can/m);
}

let desk: Desk;
before(async () => {
  desk = await setDesk();
});
after(() => desk.clear());

describe('a leader is stepped down at a terminal', { concurrency: 2 }, () => {
  for (const { title, chooses, steps, ...options } of WAYS) {
    test(title, async (t) => {
      const { namespace, leader } = await election(t);
      const left = await forceReleaseAt(
        desk,
        namespace,
        { columns: 170, ...options },
        async (pty) => {
          await chooses(pty);
          await confirmed(pty);
          await pty.shows(/ {2}released$/m);
          await pty.shows(/ {2}recorded as Event reconciler\.[0-9a-f]{8}$/m);
        },
      );
      const { code, screen, answer } = left;
      assert.equal(code, 0, screen);
      assert.match(screen, /that is not reconciler\n.*: reconciler\n\n +0\.\ds {2}fenced as /);
      assert.match(screen, steps);
      if (options.stdout === 'terminal') assert.match(screen, /Event \S+\n\nStepped down in .*$/);
      else assert.doesNotMatch(screen, DONE);
      assert.match(options.stdout === 'terminal' ? screen : answer, DONE);
      const { spec, metadata } = await rawLease(namespace, 'reconciler');
      assert.notEqual(spec.holderIdentity, leader);
      const record = metadata.annotations?.['kubectl-lease.github.io/record'] ?? '';
      assert.match(record, /"reason":"it hangs"/);
      assert.deepEqual(overlaps(readLedger(cluster, namespace, 'reconciler')), []);
    });
  }

  test('to its end after one Ctrl-C, which is answered', async (t) => {
    const { namespace } = await election(t);
    const left = await forceReleaseAt(desk, namespace, { columns: 130 }, async (pty) => {
      await pty.shows(EVICT);
      await pty.press('2', 'Enter');
      await confirmed(pty);
      await pty.press('C-c');
      await pty.shows(/^it goes on until the Lease is safe; Ctrl-C once more leaves it as it is$/m);
      await pty.shows(/ {2}recorded as Event/);
    });
    assert.equal(left.code, 0, left.screen);
    assert.match(left.answer, DONE);
    assert.deepEqual(overlaps(readLedger(cluster, namespace, 'reconciler')), []);
  });

  test('no further after a second Ctrl-C, and the command that it names tells of it', async (t) => {
    const { namespace } = await election(t);
    const left = await forceReleaseAt(desk, namespace, { columns: 200 }, async (pty) => {
      await pty.shows(EVICT);
      await pty.press('2', 'Enter');
      await confirmed(pty);
      await pty.press('C-c');
      await pty.shows(/^it goes on until the Lease is safe/m);
      await pty.press('C-c');
    });
    assert.deepEqual([left.code, left.answer], [6, ''], left.screen);
    const [, id = '', look = ''] =
      /^error: What became of the operation is not known: [^]*? The fence kubectl-lease\/([0-9a-f]{8}) holds [^]*?\nTo finish it sooner: kubectl lease force-release -n [a-z0-9-]+ reconciler --reason 'it hangs'; to look: (kubectl lease history .*)$/m.exec(
        left.screen,
      ) ?? [];
    assert.equal(
      look,
      `kubectl lease history -n ${namespace} reconciler --operation ${id}`,
      left.screen,
    );
    const env = { KUBECONFIG: cluster.kubeconfig };
    const found = await desk.type(look, env);
    assert.equal(found.code, 0, found.stderr);
    assert.match(found.stdout, /fenced, recorded as by kubernetes-admin: "it hangs"; under way/);
    assert.equal((await desk.type(`${look} -o json`, env)).stdout.split(`"id": "${id}"`).length, 2);
    const isOurs = (holder: string) => fenceId({ holderIdentity: holder }) !== undefined;
    await waitForHolder(cluster, namespace, 'reconciler', (holder) => !isOurs(holder));
    assert.deepEqual(overlaps(readLedger(cluster, namespace, 'reconciler')), []);
  });
});
