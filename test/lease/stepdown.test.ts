// What is planned for a Lease that may be stepped down: which write, at which speed, in which seconds.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  app,
  checkPlans,
  EVICT,
  HOLDER,
  live,
  NAME,
  pod,
  silent,
  UUID,
  type Row,
} from './plan-rows.ts';
import { planIn } from './plan-scene.ts';
import { after, running, terminated } from './pod-statuses.ts';

const ROWS: readonly Row[] = [
  {
    title: 'a live leader: it is fenced, and waited for',
    scene: live,
    plan: {
      ...{ action: 'step-down', speed: 'wait', term: 15, interval: 2, fenceSeconds: 30 },
      ...{ renewEvery: 5, bound: 30, evictAfter: undefined },
    },
    ...{ containers: ['A1'], row: 'client-go', ended: false },
  },
  {
    title: 'a live leader whose Pod shall be evicted: once it has seen the fence',
    scene: { ...live, wish: EVICT },
    plan: { action: 'step-down', speed: 'evict', bound: 30, evictAfter: 3 },
  },
  {
    title: 'a Pod that is not certain is not evicted',
    scene: { ...live, writers: [], wish: EVICT },
    plan: { action: 'step-down', speed: 'wait', pod: undefined, evictAfter: undefined },
  },
  {
    title: 'two Pods of that name: none is certain',
    scene: { ...live, pods: [pod(), pod({ namespace: 'other', uid: 'v' })], wish: EVICT },
    plan: { speed: 'wait', pod: undefined, evictAfter: undefined },
  },
  {
    title: "a static Pod's mirror is never evicted",
    scene: {
      ...{ holder: `worker-1_${UUID}`, renews: 2, wish: EVICT },
      lease: { namespace: 'kube-system', name: 'kube-scheduler' },
      pods: [
        {
          ...{ namespace: 'kube-system', name: 'kube-scheduler-worker-1', mirror: true },
          ...{ statuses: app(running('A1', -3000)), labels: { component: 'kube-scheduler' } },
        },
      ],
    },
    plan: { action: 'step-down', speed: 'wait', evictAfter: undefined },
  },
  {
    title: 'a holder silent past its term: released',
    scene: silent,
    plan: { action: 'release', speed: undefined, evictAfter: undefined },
  },
  {
    title: 'a silent holder whose container runs: with --evict-pod it is fenced, and ended first',
    scene: { ...silent, wish: EVICT },
    plan: { action: 'step-down', speed: 'evict' },
    containers: ['A1'],
  },
  {
    title: 'no renewal was seen: twice the term, whatever is usual',
    scene: { ...live, unwatched: true },
    plan: { action: 'step-down', interval: 2, bound: 30 },
  },
  {
    title: 'one renewal was seen, and the next is due for longer: it takes at least so long',
    scene: { ...live, renews: 3 },
    plan: { bound: 30 },
  },
  {
    title: "OpenShift's 137 s, of whose renewals one was seen",
    scene: { ...live, renews: 16, lease: { spec: { leaseDurationSeconds: 137 } } },
    plan: { bound: 274, fenceSeconds: 274, renewEvery: 5 },
  },
  {
    title: "OpenShift's 137 s and a process that has ended: there is nothing to wait for",
    scene: {
      ...{ holder: HOLDER, wish: EVICT },
      pods: [pod({ statuses: app(after(terminated('A1', -3000, -20), running('A2', -18))) })],
      lease: { stampedAgo: 25, spec: { leaseDurationSeconds: 137 } },
    },
    plan: { action: 'step-down', evictAfter: undefined },
    ...{ containers: [], ended: true },
  },
  {
    title: 'a surviving identity whose container has been restarted: nothing is proved',
    scene: {
      ...{ holder: NAME, renews: 2 },
      pods: [pod({ statuses: app(after(terminated('A1', -3000, -20), running('A2', -18))) })],
    },
    plan: { action: 'step-down', bound: 30 },
    ...{ containers: ['A2'], ended: false },
  },
  {
    title: 'a short term is renewed every second',
    scene: {
      ...live,
      renews: 0.5,
      lease: { stampedAgo: 0, spec: { leaseDurationSeconds: 3 } },
      wish: EVICT,
    },
    plan: { fenceSeconds: 18, renewEvery: 1, bound: 6, evictAfter: 0.75 },
  },
  {
    title: 'the official Java client: freed by absence alone',
    scene: { ...live, manager: 'Kubernetes Java Client' },
    plan: { action: 'step-down', bound: 30, fenceSeconds: 30 },
    row: 'java',
  },
  {
    title: 'kubernetes_asyncio, which counts no transitions',
    scene: { ...live, manager: 'OpenAPI-Generator', lease: { spec: { leaseTransitions: null } } },
    plan: { action: 'step-down', bound: 30 },
    row: 'python',
  },
  {
    title: "kubert sleeps until the fence's term: it is its own",
    scene: { ...live, manager: 'kubert', lease: { spec: { leaseDurationSeconds: 60 } } },
    plan: { fenceSeconds: 60, renewEvery: 5, bound: 120 },
    row: 'kubert',
  },
  {
    title: 'kube-leader-election, which writes without a name',
    scene: { ...live, manager: 'unknown' },
    plan: { action: 'step-down' },
    row: 'kube-leader-election',
  },
  {
    title: 'a library that was not measured: only with its Pod evicted, and without a bound',
    scene: { ...live, lease: { spec: { leaseTransitions: null } }, wish: EVICT },
    plan: { action: 'step-down', speed: 'evict', bound: undefined, elector: undefined },
  },
  {
    title: 'an unknown kind, which the operator takes for an election',
    scene: {
      ...{ holder: 'a', pods: [], renews: 2, wish: { treatAsElection: true } },
      lease: { name: 'x', spec: { leaseTransitions: null } },
      manager: 'OpenAPI-Generator',
    },
    plan: { action: 'step-down' },
  },
];

describe('a plan', () => {
  checkPlans(ROWS);

  test('is refused where --treat-as election is not given for an unknown kind', async () => {
    const lease = { name: 'x', spec: { leaseTransitions: null } };
    const plan = await planIn({ holder: 'a', pods: [], renews: 2, lease });
    assert.equal(plan.action, 'refuse');
  });
});
