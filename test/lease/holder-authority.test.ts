import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Evidence, Review, Seen } from '../../src/lease/evidence.ts';
import { holderWithAuthority } from '../../src/lease/holder-authority.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { evidenceOf, HASH, held, LEADER, pod, UUID, type Scene } from './holdings-scene.ts';
import { clock } from './leases.ts';
import { rule, subject } from './rbac.ts';

const REF = { namespace: 'payments', name: 'reconciler' };
const POD = pod({ name: LEADER, node: 'w1', hash: HASH, account: 'worker' });
const RBAC_API = { apiVersion: 'rbac.authorization.k8s.io/v1' };
const BINDING = {
  ...RBAC_API,
  metadata: { name: 'cluster-admin' },
  roleRef: { kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [subject('ServiceAccount payments/worker')],
};
const ROLE = { metadata: { name: 'cluster-admin' }, rules: [rule('list secrets')] };
/** Without these an archive is known not to hold all. */
const SYSTEM = { namespace: 'kube-system', name: 'extension-apiserver-authentication-reader' };
const RBAC: RawObject[] = [
  { ...BINDING, kind: 'ClusterRoleBinding' },
  { ...RBAC_API, ...ROLE, kind: 'ClusterRole' },
  { ...RBAC_API, kind: 'Role', metadata: SYSTEM },
  { ...RBAC_API, kind: 'RoleBinding', metadata: { ...SYSTEM, name: `system::${SYSTEM.name}` } },
];

const YES: Seen<Review> = { seen: true, value: { allowed: true, reason: 'RBAC: it is' } };
const DENIED: Seen<Review> = { seen: true, value: { allowed: false, reason: '' } };
const NO: Seen<Review> = { seen: false, why: 'cannot ask what others may do (forbidden)' };

interface Row {
  readonly lease?: RawObject;
  readonly objects: readonly RawObject[];
  readonly refused?: Scene['refused'];
  readonly review?: Seen<Review>;
}

async function asked({
  lease = held(`${LEADER}_${UUID}`),
  objects,
  refused = [],
  review = YES,
}: Row) {
  const { evidence, looks } = evidenceOf({ objects, refused });
  const requests: string[] = [];
  const whole: Evidence = {
    ...evidence,
    lease: () => Promise.resolve({ raw: lease, lease: leaseFrom(lease), clock: clock() }),
    review: (_, question) => {
      requests.push(
        'verb' in question && 'resource' in question ? `${question.verb} ${question.resource}` : '',
      );
      return Promise.resolve(review);
    },
  };
  const { who, authority } = await holderWithAuthority(REF, whole);
  const found = await authority;
  requests.push(...looks.map(({ resource }) => resource));
  return { who, found, requests: requests.filter((it) => !/^(pods|replicasets)$/.test(it)).sort() };
}

const BOUND = ['clusterrolebindings', 'rolebindings'] as const;
const ROLES = ['clusterroles', 'roles'] as const;

describe('the authority of a holder', () => {
  const rows: [title: string, row: Row, requests: string[]][] = [
    [
      'costs four lists, and one question about its Pod',
      { objects: [POD, ...RBAC] },
      [...BOUND, ...ROLES, 'update leases'],
    ],
    [
      'costs two lists where bindings may not be read, and two questions instead',
      { objects: [POD, ...RBAC], refused: BOUND, review: DENIED },
      [...BOUND, '* *', 'update leases', 'create pods'],
    ],
    [
      'costs no more where nobody is told anything',
      { objects: [POD, ...RBAC], refused: BOUND, review: NO },
      [...BOUND, '* *', 'update leases', 'create pods'],
    ],
    [
      'costs nothing where nobody holds the Lease',
      { objects: [POD, ...RBAC], lease: held('') },
      [],
    ],
  ];
  for (const [title, row, requests] of rows) {
    test(title, async () => {
      assert.deepEqual((await asked(row)).requests, requests.sort());
    });
  }

  test('is that of its Pod’s ServiceAccount', async () => {
    const { found } = await asked({ objects: [POD, ...RBAC] });
    assert.ok(found?.seen);
    assert.deepEqual(
      found.value.rules.map(({ verbs, resources }) => [verbs, resources]),
      [[['list'], ['secrets']]],
    );
    assert.deepEqual([found.value.unseen, found.value.confidence], [[], 'certain']);
  });

  test('is none where its Pod is gone, and not known where Pods may not be seen', async () => {
    const gone = await asked({ objects: [pod({ name: 'another', node: 'w1' }), ...RBAC] });
    assert.equal(gone.found, undefined);
    const hidden = await asked({ objects: RBAC, refused: ['pods'] });
    assert.deepEqual(hidden.found, { seen: false, why: 'cannot list pods (forbidden)' });
  });

  test('of a static Pod is not known', async () => {
    const ref = { namespace: 'kube-system', name: 'kube-vip-w1', node: 'w1', mirror: true };
    const lease = held('w1', { namespace: 'kube-system', name: 'plndr-cp-lock' });
    const { found } = await asked({ objects: [pod(ref), ...RBAC], lease });
    assert.ok(found && !found.seen);
    assert.match(found.why, /^a static Pod has no ServiceAccount/);
  });
});
