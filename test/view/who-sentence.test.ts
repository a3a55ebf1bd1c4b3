// The sentence of who-holds, of every way in which a holder may be found, or not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { whoSentence } from '../../src/view/who-sentence.ts';
import { NAMES_IT, UUID, whoHoldsIn, type Scene } from '../lease/holder-scene.ts';

const HELD = ' has led payments/reconciler for 10m and renewed it 2s ago.\n';
const SILENT =
  'Nobody: payments/reconciler was last held by worker-1, which fell silent 60s ago (term 15s).';
const holder = `worker-1_${UUID}`;
const job = { apiVersion: 'batch/v1', kind: 'Job', name: 'nightly-1', uid: 'j' };
const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid: 'c' };
const twins = ['a', 'b'].map((name) => ({ name, hostNetwork: true, args: NAMES_IT }));
const static1 = { name: 'fixed-worker-1', mirror: true, args: NAMES_IT };

describe('the sentence', () => {
  const rows: [title: string, scene: Scene, expected: string][] = [
    [
      'calls a static Pod static',
      { holder, pods: [static1] },
      `Pod fixed-worker-1 (static, node worker-1)${HELD}`,
    ],
    [
      'names a Job and its CronJob',
      {
        holder: `nightly-1-x2k4b_${UUID}`,
        pods: [{ name: 'nightly-1-x2k4b', owner: job }],
        others: [
          {
            kind: 'Job',
            metadata: {
              ...{ namespace: 'payments', name: 'nightly-1', uid: 'j' },
              ownerReferences: [{ ...cronJob, controller: true }],
            },
          },
        ],
      },
      `Pod nightly-1-x2k4b (Job nightly-1 of CronJob nightly, node worker-1)${HELD}`,
    ],
    [
      'says of a Pod that has ended that it has',
      { holder: `web-0_${UUID}`, pods: [{ name: 'web-0', phase: 'Failed' }] },
      `Probably Pod web-0 (node worker-1, Failed)${HELD}`,
    ],
    [
      'says perhaps of a guess',
      { holder, pods: [{ name: 'near', hostNetwork: true }] },
      `Perhaps Pod near (node worker-1)${HELD}`,
    ],
    [
      'says which Pods of a node may be meant',
      { holder, pods: twins },
      `worker-1 (a node, where 2 Pods name this Lease: a and b)${HELD}`,
    ],
    [
      'does not say of a node that fell silent that its Pod is gone',
      { holder, pods: twins, lease: { stampedAgo: 60 } },
      `${SILENT} Whether its Pod is there is not known: the identity names a node, where 2 Pods name this Lease: a and b.\n`,
    ],
    [
      'says of a static Pod that fell silent that it is still there',
      { holder, pods: [static1], lease: { stampedAgo: 60 } },
      `${SILENT} Its Pod is still there (Running, node worker-1).\n`,
    ],
    [
      'does not say of a host that its Pod is gone, whatever its name looks like',
      {
        holder: `md-0-x2k4b_${UUID}`,
        pods: [{ name: 'any', node: 'md-0-x2k4b', hostNetwork: true, account: 'unable' }],
      },
      `md-0-x2k4b (a node, where no Pod of namespace payments is known to write this Lease)${HELD}`,
    ],
  ];
  for (const [title, scene, expected] of rows) {
    test(title, async () => {
      assert.equal(whoSentence(await whoHoldsIn(scene)), expected);
    });
  }
});
