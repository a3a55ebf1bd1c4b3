// The Pod that an identity names by its name, or by its index in a Job.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  ACQUIRED_AGO,
  NAMES_IT,
  resolved,
  UUID,
  whoHoldsIn,
  type PodOptions,
  type Scene,
} from './holder-scene.ts';

const named = { name: 'web-0' };
const holder = `web-0_${UUID}`;
const indexed = (name: string, more: Partial<PodOptions> = {}): PodOptions => ({
  name,
  hostname: 'web-0',
  labels: {
    'batch.kubernetes.io/job-name': 'web',
    'batch.kubernetes.io/job-completion-index': '0',
  },
  ...more,
});

type Row = [title: string, scene: Partial<Scene>, expected: string, why: RegExp];

const rows: readonly Row[] = [
  [
    'is certain where it is old enough and may write the Lease',
    { pods: [named] },
    'certain Pod payments/web-0',
    /^the only Pod of that name, older than the term, may write this Lease$/,
  ],
  [
    'is likely where it was created seconds before the acquisition, as another may have been',
    { pods: [{ ...named, createdAgo: ACQUIRED_AGO + 1 }] },
    'likely Pod payments/web-0',
    /^a Pod of that name, created within seconds of the acquisition$/,
  ],
  [
    'is a guess where it was created seconds after the acquisition, as far as the stamps tell',
    { pods: [{ ...named, createdAgo: ACQUIRED_AGO - 1 }] },
    'guess Pod payments/web-0',
    /^a Pod of that name, created within seconds of the acquisition$/,
  ],
  [
    'is certain within those seconds where its name was made up for it alone',
    {
      holder: `web-5dd487bb7b-5ffjv_${UUID}`,
      pods: [{ name: 'web-5dd487bb7b-5ffjv', createdAgo: ACQUIRED_AGO - 1 }],
    },
    'certain Pod payments/web-5dd487bb7b-5ffjv',
    /^the only Pod of that name, older than the term/,
  ],
  [
    'is another one where it came after the acquisition',
    { pods: [{ ...named, createdAgo: 60 }] },
    'none',
    /^Pod payments\/web-0 was created after the Lease was acquired$/,
  ],
  [
    'is likely the next one of that name where nothing random is behind it',
    { holder: 'web-0', pods: [{ ...named, createdAgo: 60 }] },
    'likely Pod payments/web-0',
    /^a Pod of that name, which is younger than the term$/,
  ],
  [
    'is the one that runs, where another has ended',
    { pods: [named, { ...named, namespace: 'other', phase: 'Succeeded' }] },
    'certain Pod payments/web-0',
    /^the only Pod of that name/,
  ],
  [
    'is a guess where two of them run',
    { pods: [named, { ...named, namespace: 'other' }] },
    'guess Pod payments/web-0',
    /^2 Pods have that name$/,
  ],
  [
    'is a guess where it may not write the Lease',
    { pods: [{ ...named, namespace: 'other' }] },
    'guess Pod other/web-0',
    /may not update this Lease$/,
  ],
  [
    'is likely where its holder’s clock is minutes off',
    { lease: { skew: -300 }, pods: [named] },
    'likely Pod payments/web-0',
    /; its holder's clock is wrong$/,
  ],
  [
    'is likely where no time of acquisition is known',
    { lease: { spec: { acquireTime: null } }, pods: [named] },
    'likely Pod payments/web-0',
    /; when the Lease was acquired is not known by the server's clock$/,
  ],
  [
    'is likely where a static Pod has it that does not name the Lease',
    { holder: `web-worker-1_${UUID}`, pods: [{ name: 'web-worker-1', mirror: true }] },
    'likely Pod payments/web-worker-1',
    /^a static Pod of that name, which does not name this Lease$/,
  ],
  [
    'is certain where a static Pod has it that names the Lease',
    {
      holder: `web-worker-1_${UUID}`,
      pods: [{ name: 'web-worker-1', mirror: true, args: NAMES_IT }],
    },
    'certain Pod payments/web-worker-1',
    /^the only Pod of that name, which is static and owns this Lease$/,
  ],
  [
    'and uid are certain, whatever the clocks say and wherever else the name is',
    {
      lease: { skew: -300 },
      pods: [
        { ...named, namespace: 'other' },
        { ...named, uid: UUID, createdAgo: 1 },
      ],
    },
    'certain Pod payments/web-0',
    /^the only Pod of that name and uid, may write this Lease$/,
  ],
  [
    'and uid of a Pod that may not write the Lease are a guess',
    { pods: [{ ...named, uid: UUID }], writers: [] },
    'guess Pod payments/web-0',
    /may not update this Lease$/,
  ],
  [
    'may be that of an index, which its Pod has for its host name',
    { pods: [indexed('web-0-x2k4b')] },
    'likely Pod payments/web-0-x2k4b',
    /^the Pod of Job web with that host name$/,
  ],
  [
    'of an index is that of the attempt that runs',
    { pods: [indexed('web-0-x2k4b', { phase: 'Failed' }), indexed('web-0-5ffjv')] },
    'likely Pod payments/web-0-5ffjv',
    /^the Pod of Job web with that host name$/,
  ],
  [
    'of an index is looked for where a Pod of that name may not write the Lease',
    { pods: [{ ...named, namespace: 'other' }, indexed('web-0-x2k4b')] },
    'likely Pod payments/web-0-x2k4b',
    /^the Pod of Job web with that host name$/,
  ],
  [
    'of an index is nobody’s whose host name is another',
    { pods: [indexed('web-0-x2k4b', { hostname: 'other' })] },
    'none',
    /^no Pod has that name/,
  ],
  [
    'of an index is not that of a Pod that may not write the Lease',
    { pods: [indexed('web-0-x2k4b')], writers: [] },
    'none',
    /^no Pod has that name/,
  ],
];

describe('a Pod’s name', () => {
  for (const [title, scene, expected, why] of rows) {
    test(title, async () => {
      const who = await whoHoldsIn({ holder, pods: [], ...scene });
      assert.equal(resolved(who), expected);
      assert.match(who.verdict.holder.why, why);
    });
  }
});
