// What a Lease, its holder and its Pod may claim without being believed.
import { describe } from 'node:test';
import { FENCE } from './fenced-scene.ts';
import { checkPlans, EVICT, live, NAME, pod, type Row } from './plan-rows.ts';

const BY_HAND =
  'no Pod is certain: its holder was written by kubectl-patch, and nobody has renewed the Lease since';
const ELSEWHERE = `Pod other/${NAME} is not in namespace payments: --evict-in-namespace other allows its eviction`;
const elsewhere = { ...live, pods: [pod({ namespace: 'other' })], writers: ['other/reconciler'] };

const ROWS: readonly Row[] = [
  {
    title: 'a holder that was written by hand names no Pod to evict',
    scene: { ...live, manager: 'kubectl-patch', wish: EVICT },
    plan: { ...{ speed: 'wait', pod: undefined, evictAfter: undefined }, podWhy: BY_HAND },
  },
  {
    title: 'a Pod in another namespace than the Lease is not evicted',
    scene: { ...elsewhere, wish: EVICT },
    plan: { speed: 'wait', evictAfter: undefined, podWhy: ELSEWHERE },
    containers: ['A1'],
  },
  {
    title: 'a Pod in another namespace is evicted where that namespace is named',
    scene: { ...elsewhere, wish: { ...EVICT, evictIn: 'other' } },
    plan: { speed: 'evict', evictAfter: 3, podWhy: undefined },
    containers: ['A1'],
  },
  {
    title: 'a Pod in another namespace is not evicted where a third one is named',
    scene: { ...elsewhere, wish: { ...EVICT, evictIn: 'third' } },
    plan: { speed: 'wait', evictAfter: undefined, podWhy: ELSEWHERE },
  },
  {
    title:
      'a holder that tells of 1e9 s between its renewals is waited for no longer than is watched',
    scene: { ...live, renews: 1e9, pods: [pod({ args: FENCE.flags(15) })] },
    plan: { interval: 2, bound: 30 },
  },
  {
    title: 'a Pod whose flags declare a retry period of a day is not believed',
    scene: {
      ...{ ...live, unwatched: true, wish: EVICT },
      pods: [pod({ args: ['--lease-duration=15s', '--retry-period=86400s'] })],
    },
    plan: { interval: 20, evictAfter: 30 },
  },
  {
    title: 'a lease duration of an hour: the fence is no longer than that',
    scene: { ...live, lease: { spec: { leaseDurationSeconds: 3600 } } },
    plan: { fenceSeconds: 3600 },
  },
];

describe('a plan for a Lease that claims too much', () => {
  checkPlans(ROWS);
});
