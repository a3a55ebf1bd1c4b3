// What keeps a Pod running: its controller, and what is above that as far as it could be seen.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { controllerOf } from '../../src/lease/controller.ts';
import type { Seen } from '../../src/lease/evidence.ts';
import type { RawObject } from '../../src/lease/lease.ts';
import type { Look } from '../../src/lease/look.ts';
import { podFrom } from '../../src/lease/pod.ts';
import { rawPod } from './holder-scene.ts';

const replicaSet = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5dd487bb7b', uid: 'r' };
const job = { apiVersion: 'batch/v1', kind: 'Job', name: 'nightly-1', uid: 'j' };
const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'd' };
const cronJob = { apiVersion: 'batch/v1', kind: 'CronJob', name: 'nightly', uid: 'c' };

function owned(uid: string | undefined, owner?: RawObject): Seen<RawObject[]> {
  const ownerReferences = owner ? [{ controller: true, ...owner }] : [];
  return { seen: true, value: [{ metadata: { uid, ownerReferences } }] };
}

describe('the workload of a Pod', () => {
  type Row = [
    title: string,
    owner: RawObject | undefined,
    above: Seen<RawObject[]>,
    expected: string,
    asked: string,
  ];
  const nothing: Seen<RawObject[]> = { seen: true, value: [] };
  const rows: readonly Row[] = [
    [
      'is the Deployment above its ReplicaSet',
      replicaSet,
      owned('r', deployment),
      'Deployment web',
      'replicasets',
    ],
    [
      'is its ReplicaSet where that is not owned',
      replicaSet,
      owned('r'),
      'ReplicaSet web-5dd487bb7b',
      'replicasets',
    ],
    [
      'is its ReplicaSet where that is gone',
      replicaSet,
      nothing,
      'ReplicaSet web-5dd487bb7b',
      'replicasets',
    ],
    [
      'is its ReplicaSet where another of that name came after it',
      replicaSet,
      owned('other', deployment),
      'ReplicaSet web-5dd487bb7b',
      'replicasets',
    ],
    [
      'is its ReplicaSet, or one above it, where that may not be seen',
      replicaSet,
      { seen: false, why: 'cannot get replicasets (forbidden)' },
      'ReplicaSet web-5dd487bb7b (cannot get replicasets (forbidden))',
      'replicasets',
    ],
    [
      'is its Job, with the CronJob that made it',
      job,
      owned('j', cronJob),
      'Job nightly-1 of CronJob nightly',
      'jobs',
    ],
    [
      'is its Job alone where nobody but a person made it',
      job,
      owned('j'),
      'Job nightly-1',
      'jobs',
    ],
    [
      'is its StatefulSet, without a question',
      { apiVersion: 'apps/v1', kind: 'StatefulSet', name: 'web', uid: 's' },
      nothing,
      'StatefulSet web',
      '',
    ],
    ['is nothing where it has no controller', undefined, nothing, 'none', ''],
  ];
  for (const [title, owner, above, expected, asked] of rows) {
    test(title, async () => {
      const looks: Look[] = [];
      const look = (what: Look) => {
        looks.push(what);
        return Promise.resolve(above);
      };
      const pod = podFrom(rawPod({ name: 'web-0', ...(owner ? { owner } : {}) }));
      const found = await controllerOf(pod, { look });
      assert.equal(inWords(found), expected);
      assert.equal(looks.map(({ resource }) => resource).join(' '), asked);
    });
  }

  test('is none of a static Pod, whose controller is its Node', async () => {
    const owner = { apiVersion: 'v1', kind: 'Node', name: 'worker-1', uid: 'n' };
    const pod = podFrom(rawPod({ name: 'web-worker-1', mirror: true, owner }));
    const look = () => Promise.reject(new Error('nothing is asked'));
    assert.equal(inWords(await controllerOf(pod, { look })), 'none');
  });
});

function inWords(found: Awaited<ReturnType<typeof controllerOf>>): string {
  if (!found.seen) return found.why;
  if (found.value === undefined) return 'none';
  const { kind, name, madeBy } = found.value;
  const above = madeBy ? ` of ${madeBy.kind} ${madeBy.name}` : '';
  return `${kind} ${name}${above}${found.partly === undefined ? '' : ` (${found.partly})`}`;
}
