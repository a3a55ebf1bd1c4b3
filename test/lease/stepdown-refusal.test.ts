// What is never stepped down, and what its owner would do instead.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { OPERATION } from '../../src/lease/fence.ts';
import { formatNote, type OperationNote } from '../../src/lease/operation-note.ts';
import { SECOND } from '../../src/lease/time.ts';
import { NOW } from './leases.ts';
import { noteOf } from './operations.ts';
import { planIn, type PlanScene } from './plan-scene.ts';

const HOLDER = 'reconciler-5dd487bb7b-5ffjv_74b9fa94-33c1-481b-bd15-f159ceb3a089';
const FORCED = { treatAsElection: true };
const held = { holder: HOLDER, pods: [], renews: 2 };
const fenced = (note: Partial<OperationNote> | string): PlanScene => ({
  ...{ holder: 'kubectl-lease/3f2a91c4', pods: [], manager: 'kubectl-lease' },
  metadata: {
    annotations: {
      [OPERATION]:
        typeof note === 'string' ? note : formatNote(noteOf({ at: NOW - 60 * SECOND, ...note })),
    },
  },
});

const CLUSTER = { apiVersion: 'postgresql.cnpg.io/v1', kind: 'Cluster', name: 'ledger', uid: 'u' };

interface Row {
  readonly title: string;
  readonly scene: PlanScene;
  readonly why: RegExp;
  readonly next: RegExp;
  readonly busy?: string;
}

const ROWS: readonly Row[] = [
  {
    title: "a node's heartbeat",
    scene: {
      ...{ holder: 'worker-2', pods: [] },
      lease: {
        namespace: 'kube-node-lease',
        name: 'worker-2',
        owner: { kind: 'Node', name: 'worker-2' },
      },
    },
    ...{ why: /heartbeat, not a lock/, next: /kubectl drain worker-2/ },
  },
  {
    title: "an API server's identity",
    scene: {
      ...{ holder: 'apiserver-x_74b9fa94-33c1-481b-bd15-f159ceb3a089', pods: [] },
      lease: {
        ...{ namespace: 'kube-system', name: 'apiserver-x' },
        labels: { 'apiserver.kubernetes.io/identity': 'kube-apiserver' },
      },
    },
    ...{ why: /API server's identity, not a lock/, next: /^$/ },
  },
  {
    title: "Terraform's lock of a state",
    scene: {
      ...{ holder: '0b2b1c4e-5c2c-4d54-a8c5-0f2e3a0d7f10', pods: [] },
      lease: {
        name: 'lock-tfstate-default-state',
        spec: { leaseDurationSeconds: null, renewTime: null },
      },
      metadata: { annotations: { 'app.terraform.io/lock-info': '{"ID":"x"}' } },
    },
    ...{
      why: /lock that is held while something is done/,
      next: /terraform force-unlock 0b2b1c4e/,
    },
  },
  {
    title: 'a value that others read',
    scene: {
      ...{ holder: '8e9e05c52164694d:Leader', pods: [] },
      lease: { name: 'etcd-main-0', owner: { kind: 'Etcd', name: 'etcd-main' } },
    },
    ...{ why: /its holder is a value that others read/, next: /^$/ },
  },
  {
    title: 'the primary of a data system',
    scene: {
      ...{ holder: 'ledger-1', pods: [] },
      lease: { name: 'ledger' },
      metadata: { ownerReferences: [CLUSTER] },
    },
    ...{
      why: /primary of a data system/,
      next: /kubectl cnpg promote -n payments ledger INSTANCE/,
    },
  },
  {
    title: 'a Lease that nobody holds',
    scene: { holder: '', pods: [] },
    ...{ why: /is held by nobody/, next: /campaign/ },
  },
  {
    title: 'a Lease that is being deleted',
    scene: { ...held, metadata: { deletionTimestamp: '2026-11-25T02:59:00Z', finalizers: ['x'] } },
    ...{ why: /is being deleted/, next: /finalizers/ },
  },
  {
    title: 'a server that tells no time',
    scene: { ...held, source: 'workstation' },
    ...{ why: /tells no time/, next: /Date header/ },
  },
  {
    title: 'a record without a term',
    scene: { ...held, lease: { spec: { leaseDurationSeconds: null } } },
    ...{ why: /no leaseDurationSeconds, renewTime or acquireTime/, next: /end the process/ },
  },
  {
    title: 'a record without an acquireTime',
    scene: { ...held, lease: { spec: { acquireTime: null } } },
    ...{ why: /no leaseDurationSeconds, renewTime or acquireTime/, next: /end the process/ },
  },
  {
    title: 'a library without a measured row, whose Pod is not certain',
    scene: { ...held, lease: { spec: { leaseTransitions: null } } },
    ...{ why: /written by a library whose leaders were not measured/, next: /end the process/ },
  },
  {
    title: 'a fence that somebody renews, as its note tells',
    scene: { ...fenced({ operator: 'bob', reason: 'drill' }), renews: 2 },
    ...{
      why: /is fenced by operation 3f2a91c4, recorded as by bob: drill; somebody renews the fence$/,
      next: /^wait for it to end, or ask; if no such operation runs: --treat-as abandoned$/,
    },
    busy: 'bob',
  },
  {
    title: 'a fence that somebody renews, and that another program wrote',
    scene: { ...fenced({ operator: 'bob' }), renews: 2, manager: 'kubectl-edit' },
    ...{ why: /; not kubectl lease but kubectl-edit wrote it$/, next: /abandoned/, busy: 'bob' },
  },
  {
    title: 'a fence that somebody renews, and that says nothing of itself',
    scene: { ...fenced(''), renews: 2, metadata: {} },
    ...{ why: /operation 3f2a91c4, which says nothing of itself; somebody/, next: /abandoned/ },
  },
  {
    title: 'a fence with the note of another operation, which gives it no name',
    scene: { ...fenced({ id: '00000000', operator: 'bob' }), renews: 2 },
    ...{ why: /operation 3f2a91c4, which says nothing of itself; somebody/, next: /abandoned/ },
  },
  {
    title: 'a fence that could not be watched may be renewed',
    scene: { ...fenced({}), unwatched: true },
    ...{ why: /recorded as by alice: .*; whether somebody renews the fence was not seen: may not/ },
    ...{ next: /wait/, busy: 'alice' },
  },
  {
    title: 'a lease duration of more than a day',
    scene: { ...held, lease: { spec: { leaseDurationSeconds: 86_401 } } },
    ...{ why: /has a lease duration of 86401s: .* longer than a day/, next: /end the process/ },
  },
  {
    title: 'a lease duration of more than 68 years',
    scene: { ...held, lease: { spec: { leaseDurationSeconds: 2_147_483_647 } } },
    ...{ why: /has a lease duration of 2147483647s/, next: /end the process/ },
  },
];

describe('a Lease is refused', () => {
  for (const { title, scene, why, next, busy } of ROWS) {
    for (const [flags, wish] of [
      ['', {}],
      [', whatever flag is given', { ...FORCED, speed: 'evict', to: 'b' }],
    ] as const) {
      test(`${title}${flags}`, async () => {
        const plan = await planIn({ ...scene, wish });
        assert.ok(plan.action === 'refuse', plan.action);
        assert.match(plan.why, why);
        assert.match(plan.next ?? '', next);
        assert.equal(plan.busy?.operator, busy);
      });
    }
  }
});
