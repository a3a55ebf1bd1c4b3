// What is planned for a coordinated election: whom the control plane is asked to prefer.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RawObject } from '../../src/lease/lease.ts';
import { planIn, type PlanScene } from './plan-scene.ts';

interface Standby {
  /** Asked whether it lives, and has not answered. */
  readonly silent?: true;
  readonly emulation?: string;
}

function candidate(name: string, { silent, emulation = '1.36' }: Standby = {}): RawObject {
  return {
    ...{ apiVersion: 'coordination.k8s.io/v1beta1', kind: 'LeaseCandidate' },
    metadata: { namespace: 'payments', name, creationTimestamp: '2026-11-25T02:00:00Z' },
    spec: {
      ...{ leaseName: 'reconciler', binaryVersion: '1.36.3', emulationVersion: emulation },
      renewTime: '2026-11-25T02:59:00.000000Z',
      ...(silent ? { pingTime: '2026-11-25T02:59:30.000000Z' } : {}),
    },
  };
}

const a = candidate('a');
const LEASE = { spec: { strategy: 'OldestEmulationVersion', leaseTransitions: 0 } };
const scene: PlanScene = { holder: 'a', pods: [], renews: 2, lease: LEASE };

interface Row {
  readonly title: string;
  readonly scene: PlanScene;
  /** Whom it asks for. */
  readonly asked?: string;
  /** Or why it does not. */
  readonly why?: RegExp;
}

const ROWS: readonly Row[] = [
  {
    title: 'the one that the strategy would choose next is asked for',
    scene: { ...scene, others: [a, candidate('b'), candidate('c', { emulation: '1.35' })] },
    asked: 'c',
  },
  {
    title: 'the one whom the operator names',
    scene: { ...scene, others: [a, candidate('b'), candidate('c')], wish: { to: 'b' } },
    asked: 'b',
  },
  {
    title: 'one that does not answer is not asked for',
    scene: { ...scene, others: [a, candidate('b', { silent: true }), candidate('c')] },
    asked: 'c',
  },
  {
    title: 'nor where the operator names it',
    scene: {
      ...scene,
      others: [a, candidate('b', { silent: true }), candidate('c')],
      wish: { to: 'b' },
    },
    why: /no live candidate b beside its holder/,
  },
  {
    title: 'nor the holder itself',
    scene: { ...scene, others: [a, candidate('c')], wish: { to: 'a' } },
    why: /no live candidate a beside its holder/,
  },
  {
    title: 'nobody stands by',
    scene: { ...scene, others: [a] },
    why: /no other candidate that answers/,
  },
  {
    title: 'its candidates could not be seen',
    scene,
    why: /whose candidates were not seen/,
  },
  {
    title: 'its gate is off',
    scene: { ...scene, others: [a, candidate('b')], gate: false },
    why: /CoordinatedLeaderElection is off/,
  },
  {
    title: 'the server does not know its gate',
    scene: { ...scene, others: [a, candidate('b')], gate: undefined },
    why: /CoordinatedLeaderElection is off/,
  },
  {
    title: 'an eviction is wished for',
    scene: { ...scene, others: [a, candidate('b')], wish: { speed: 'evict' } },
    why: /needs no eviction/,
  },
  {
    title: 'its leader is silent past its term',
    scene: {
      holder: 'a',
      pods: [],
      lease: { ...LEASE, stampedAgo: 300 },
      others: [a, candidate('b')],
    },
    why: /the control plane elects the next leader by itself/,
  },
  {
    title: 'nothing tells whether its leader lives',
    scene: {
      ...{ holder: 'a', pods: [], unwatched: true, others: [a, candidate('b')] },
      lease: { ...LEASE, managedFields: false },
    },
    why: /not known whether it lives/,
  },
];

describe('the plan of a hand-over', () => {
  for (const { title, scene: seen, asked, why } of ROWS) {
    test(title, async () => {
      const plan = await planIn(seen);
      if (plan.action === 'refuse') {
        assert.match(plan.why, why ?? /^no refusal$/);
        return;
      }
      assert.equal(plan.action, 'hand-over');
      assert.equal(plan.asked, asked);
      assert.equal(plan.strategy, 'OldestEmulationVersion');
      // Never fenced, never evicted.
      assert.deepEqual([plan.fenceSeconds, plan.pod, plan.evictAfter], [0, undefined, undefined]);
    });
  }
});
