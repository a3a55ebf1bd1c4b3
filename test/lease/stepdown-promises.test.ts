// What a plan does not promise, in the words that are confirmed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { EVICT, live, pod, silent } from './plan-rows.ts';
import { changeIn, type PlanScene } from './plan-scene.ts';

const OUTSIDE = 'that work it started outside Kubernetes has stopped';
const UNSEEN =
  'that its work stops within 30s: nothing shows the process, and a program may work on after it has lost the Lease';
const UNLESS = 'that it is released: if its holder renews the Lease meanwhile, nothing is written';
const FROZEN = 'that a process which is frozen now does not act for a moment when it wakes later';
const ALONE = 'that there is another candidate: its Pod belongs to no workload';
const AGAIN =
  'that a program which campaigns again in the same process leads anew: only an ended process cannot';

const killed = (who: string, free: number, bound: number): string =>
  `anything if this program is killed before the old leader has stopped: ${who} takes an unrenewed fence after ${free}s, and the old leader may act for up to ${bound}s`;

const ROWS: readonly (readonly [title: string, scene: PlanScene, words: readonly string[]])[] = [
  ['a live leader', live, [OUTSIDE, FROZEN, killed('client-go before 1.27', 16, 30), ALONE]],
  [
    'a live leader whose Pod is evicted',
    { ...live, wish: EVICT },
    [
      ...[OUTSIDE, killed('client-go before 1.27', 16, 30)],
      'that it is evicted: where a disruption budget forbids that, it is waited for instead, 30s and more',
      'that its container ends at once: it may take its grace period, 30s, and nobody leads meanwhile',
      ALONE,
    ],
  ],
  [
    'a leader whose Pod is not certain',
    { ...live, pods: [] },
    [OUTSIDE, FROZEN, UNSEEN, killed('client-go before 1.27', 16, 30)],
  ],
  [
    'a silent holder whose container runs',
    silent,
    [
      OUTSIDE,
      'that it stays silent: its container still runs, and if it wakes it may act for up to 10s beside the new leader; --evict-pod ends it first',
      UNLESS,
      ALONE,
    ],
  ],
  [
    'a silent holder whose Pod is gone',
    { ...silent, pods: [] },
    [
      OUTSIDE,
      'that the old process has ended: if it is frozen and wakes, it may act for up to 10s beside the new leader',
      UNLESS,
    ],
  ],
  [
    'a silent holder of another term, of which no deadline is known',
    { ...silent, pods: [], lease: { stampedAgo: 300, spec: { leaseDurationSeconds: 41 } } },
    [
      OUTSIDE,
      'that the old process has ended: if it is frozen and wakes, it may act for up to 41s beside the new leader',
      UNLESS,
    ],
  ],
  [
    'fabric8, whose fences last',
    { ...live, manager: 'fabric8-kubernetes-client' },
    [OUTSIDE, FROZEN, AGAIN, ALONE],
  ],
  [
    'the official Java client',
    { ...live, manager: 'Kubernetes Java Client' },
    [OUTSIDE, FROZEN, AGAIN, killed('the official Java client', 16, 30), ALONE],
  ],
  [
    'a Python client',
    { ...live, manager: 'OpenAPI-Generator' },
    [OUTSIDE, FROZEN, killed('a Python client', 16, 30), ALONE],
  ],
  [
    'kubert, whose fence is as long as its term',
    { ...live, manager: 'kubert' },
    [OUTSIDE, FROZEN, killed('kubert', 15, 30), ALONE],
  ],
  [
    'kube-leader-election, whose candidates do not look twice',
    { ...live, manager: 'unknown' },
    [
      ...[OUTSIDE, FROZEN],
      'that two candidates take it at once, for about 5s: kube-leader-election takes a free Lease without a precondition',
      ALONE,
    ],
  ],
  [
    'a Pod of a workload',
    {
      ...live,
      pods: [pod({ owner: { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'x', uid: 'x' } })],
    },
    [OUTSIDE, FROZEN, killed('client-go before 1.27', 16, 30)],
  ],
];

describe('what is not promised of a step-down', () => {
  for (const [title, scene, words] of ROWS) {
    test(title, async () => {
      assert.deepEqual((await changeIn(scene)).notPromised, words);
    });
  }
});
