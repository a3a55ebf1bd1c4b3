// What is planned for a fence that was found: from the Lease and the Pods, never from its note.
import { describe } from 'node:test';
import { checkPlans, EVICT, pod, type Row } from './plan-rows.ts';
import { FENCE, fenced } from './fenced-scene.ts';

const ROWS: readonly Row[] = [
  {
    title: 'a fence that nobody renews is held as long as it would have lasted, but for the watch',
    scene: fenced(),
    plan: { action: 'step-down', speed: 'wait', bound: 14, fenceSeconds: 30, term: 15 },
    row: 'recorded',
  },
  {
    title: 'a long fence that nobody renews is held as long',
    scene: fenced({}, { seconds: 274 }),
    plan: { bound: 274 - 16, fenceSeconds: 274, term: 137 },
  },
  {
    title: 'a fence of 68 years that nobody renews is held for an hour',
    scene: fenced({}, { seconds: 2_147_483_647 }),
    plan: { bound: 3600 - 16, fenceSeconds: 3600 },
  },
  {
    title: 'a fence of a second, which somebody forged, is held as a usual one',
    scene: fenced({}, { seconds: 1 }),
    plan: { bound: 14, fenceSeconds: 30, renewEvery: 1 },
  },
  {
    title: 'a fence without a lease duration, is held as a usual one',
    scene: fenced({}, { seconds: null }),
    // Nobody watches a Lease without a lease duration: whoever takes it over says so.
    plan: { bound: 30, fenceSeconds: 30 },
    abandoned: true,
  },
  {
    title: 'a fence without a note is held as any other',
    scene: fenced(null),
    plan: { bound: 14, pod: undefined },
    row: 'recorded',
  },
  {
    title: 'a note that tells of a library without a bound: only the end of its process counts',
    scene: fenced({ bound: Infinity, elector: 'unmeasured' }),
    plan: { bound: undefined },
    row: 'unmeasured',
  },
  {
    title: 'a note that tells of a longer bound adds seconds',
    scene: fenced({ bound: 45 }),
    plan: { bound: 45 - 16 },
  },
  {
    title: 'a note that tells of a bound of a day adds no more than the fence has',
    scene: fenced({ bound: 86_400 }),
    plan: { bound: 60 - 16 },
  },
  {
    title: 'the holder before the fence has a Pod that is certain: it is evicted for who asks',
    scene: { ...fenced({ speed: 'wait' }), pods: [pod()], wish: EVICT },
    plan: { speed: 'evict', evictAfter: 3 },
    containers: ['A1'],
  },
  {
    title: 'a note that tells of an eviction evicts nothing unless the operator asks',
    scene: { ...fenced({ speed: 'evict' }), pods: [pod()] },
    plan: { speed: 'wait', evictAfter: undefined },
    containers: ['A1'],
  },
  {
    title: 'a Pod whose flags declare a longer lease duration adds seconds',
    scene: { ...fenced({}, { seconds: 36 }), pods: [pod({ args: FENCE.flags(18) })] },
    plan: { bound: 36 - 16, interval: 2 },
  },
  {
    title:
      'a fence that somebody renews, taken over as abandoned, is held from its last renewal on',
    scene: { ...fenced(), renews: 2 },
    plan: { action: 'step-down', bound: 30 },
    abandoned: true,
  },
];

describe('a plan for a fence that was found', () => {
  checkPlans(ROWS);
});
