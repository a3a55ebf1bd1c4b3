// What an archive does not hold is none where it is of a whole cluster, and not known where it may be a part.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lookIn } from '../../src/archive/looks.ts';
import { candidatesOf } from '../../src/lease/candidates.ts';
import { controllerOf } from '../../src/lease/controller.ts';
import type { Evidence, Seen } from '../../src/lease/evidence.ts';
import { placeOf } from '../../src/lease/holding-place.ts';
import type { Target } from '../../src/lease/holding-target.ts';
import { holdingsOf } from '../../src/lease/holdings.ts';
import { findHolderPod } from '../../src/lease/holder-pod.ts';
import { leaseFrom, type OwnerReference, type RawObject } from '../../src/lease/lease.ts';
import type { Look } from '../../src/lease/look.ts';
import { nodeStateOf } from '../../src/lease/node.ts';
import { podFrom } from '../../src/lease/pod.ts';
import { neighboursOf, standbysOf, workloadAbove } from '../../src/lease/surroundings.ts';
import { judge } from '../../src/lease/verdict.ts';
import type { Workload } from '../../src/lease/workload.ts';

const WHY = 'the archive does not say that it holds all';
const UNKNOWN = { seen: false, why: WHY };
const namespace = 'payments';
const labels = new Map([['app', 'app']]);

function object(kind: string, name: string, more: RawObject = {}): RawObject {
  return { kind, metadata: { name, namespace, uid: name, labels: { app: 'app' } }, ...more };
}

const lease = object('Lease', 'app', { spec: { holderIdentity: 'app-0' } });
const rawPod = object('Pod', 'app-0', { spec: { nodeName: 'node-b' } });
const PART: readonly RawObject[] = [
  ...[lease, rawPod, object('StatefulSet', 'other'), object('ReplicaSet', 'other')],
  ...[object('ServiceAccount', 'other'), object('LeaseCandidate', 'other')],
  { kind: 'Node', metadata: { name: 'node-a' } },
  { kind: 'Lease', metadata: { name: 'node-a', namespace: 'kube-node-lease' } },
];
const WHOLE: readonly RawObject[] = [...PART, { kind: 'Capture' }];

describe('single files say of a look', () => {
  const rows: [title: string, look: Look, count: number, partly: string | undefined][] = [
    ['in a namespace that there may be more', { resource: 'pods', namespace }, 1, WHY],
    ['in all of them too', { resource: 'pods' }, 1, WHY],
    ['at Nodes too', { resource: 'nodes' }, 1, WHY],
    ['at one that is not there too', { resource: 'nodes', name: 'node-b' }, 0, WHY],
    ['at one that is there no such thing', { resource: 'nodes', name: 'node-a' }, 1, undefined],
    ['at all of a name that there may be more', { resource: 'pods', name: 'app-0' }, 1, WHY],
  ];
  for (const [title, look, count, partly] of rows) {
    test(title, () => {
      const found = lookIn(PART, look);
      assert.ok(found.seen);
      assert.deepEqual([found.value.length, found.partly], [count, partly]);
      const whole = lookIn(WHOLE, look);
      assert.deepEqual(whole, { seen: true, value: found.value });
    });
  }
});

const owner = (kind: string): OwnerReference => ({
  ...{ apiVersion: 'apps/v1', kind, name: 'app', uid: 'u', controller: true },
});
const pod = podFrom(rawPod);
const workload = { podLabels: labels } as unknown as Workload;
const exists = async (target: Target, evidence: Evidence) =>
  (await placeOf(target, evidence)).exists;

test('single files do not say that a holder has no Pod', async () => {
  const rows = [
    ['app-5dd487bb7b-5ffjv', `no Pod of that name was seen: ${WHY}`, 'its Pod is gone'],
    ['IP-10', `no Pod on a node of that name was seen: ${WHY}`, GONE_HOST],
    ['74b9fa94-33c1-481b-bd15-f159ceb3a089', WHY, NO_UID],
  ] as const;
  for (const [holderIdentity, unknown, none] of rows) {
    const held = leaseFrom(object('Lease', 'app', { spec: { holderIdentity } }));
    const verdict = judge(held, CLOCK);
    const at = { at: undefined, exact: false, renewedAt: undefined };
    const find = async (objects: readonly RawObject[]) =>
      (await findHolderPod(held, verdict, at, archiveOf(objects)))?.holder.why;
    assert.deepEqual([await find(PART), await find(WHOLE)], [unknown, none]);
  }
});

describe('what single files do not hold is not known, and what a capture does not hold is none:', () => {
  const rows: [
    title: string,
    ask: (evidence: Evidence) => Promise<Seen<unknown> | undefined>,
    none: unknown,
  ][] = [
    [
      'the workload above a Pod',
      (it) => workloadAbove(pod, { seen: true, value: owner('StatefulSet') }, it),
      undefined,
    ],
    ['the Pods that stand by', (it) => standbysOf(pod, { seen: true, value: workload }, it), []],
    ['the Leases beside it', (it) => neighboursOf(leaseFrom(lease), it), []],
    [
      'the Node of a heartbeat',
      async (it) => nodeStateOf(await it.look({ resource: 'nodes', name: 'node-b' }), UNSEEN),
      undefined,
    ],
    [
      'the candidates of an election',
      async (it) =>
        candidatesOf(leaseFrom(lease), await it.look({ resource: 'leasecandidates' }), 0),
      { all: [], preferred: undefined },
    ],
    ['a node', (it) => exists({ kind: 'Node', name: 'node-b' }, it), false],
    ['a zone', (it) => exists({ kind: 'Zone', name: 'z' }, it), false],
    ['a Pod', (it) => exists({ kind: 'Pod', namespace, name: 'app-1' }, it), false],
    ['an account', (it) => exists({ kind: 'ServiceAccount', namespace, name: 'app' }, it), false],
    [
      "a node's heartbeat",
      async (it) =>
        (await holdingsOf({ kind: 'Node', name: 'node-b' }, it, { objects: false })).heartbeat,
      undefined,
    ],
  ];
  for (const [title, ask, none] of rows) {
    test(title, async () => {
      assert.deepEqual(await ask(archiveOf(PART)), UNKNOWN);
      assert.deepEqual(await ask(archiveOf(WHOLE)), { seen: true, value: none });
    });
  }

  test('what is above a ReplicaSet that is not there', async () => {
    const owned = { ...pod, controller: owner('ReplicaSet') };
    const alone = { seen: true, value: owned.controller };
    assert.deepEqual(await controllerOf(owned, archiveOf(PART)), { ...alone, partly: WHY });
    assert.deepEqual(await controllerOf(owned, archiveOf(WHOLE)), alone);
  });
});

const GONE_HOST = 'no Pod runs on a node of that name: it is a host, or a node that is gone';
const NO_UID = `its identity is an id, which is not the uid of a Pod in namespace ${namespace}`;
const CLOCK = { now: 0, source: 'given', restamps: undefined } as const;
const UNSEEN = { seen: false, why: '' } as const;

function archiveOf(objects: readonly RawObject[]): Evidence {
  const evidence: Pick<Evidence, 'look' | 'leases'> = {
    look: (look) => Promise.resolve(lookIn(objects, look)),
    async *leases() {
      yield await Promise.resolve({ items: [leaseFrom(lease)], clock: CLOCK });
    },
  };
  return evidence as Evidence;
}
