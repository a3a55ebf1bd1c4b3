// What the layouts of must-gather and support bundles tell, on fixtures made after published samples.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { isKept } from '../../src/archive/kinds.ts';
import { gatheredFrom, isWanted } from '../../src/archive/layout.ts';
import { RESOURCES } from '../../src/lease/look.ts';
import { formatMicroTime } from '../../src/lease/time.ts';
import { readPath, leaseYaml, withFiles } from './reading.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures');

describe('a must-gather', () => {
  test('gives the objects of its YAML files, each once', async () => {
    const { objects, notes, contents } = await readPath(join(FIXTURES, 'must-gather'));
    const name = 'openshift-config-operator';
    assert.deepEqual([...objects].sort(), [
      'ClusterRole metrics-daemon-role',
      'ClusterRoleBinding metrics-daemon-sa-rolebinding',
      `Deployment ${name}`,
      'Event config-operator-lock.1801654bc1e79e07',
      'Event config-operator-lock.18016630b5b5a49a',
      'Lease apiserver-2qfn5ezw2vvxpqrsr4ukj3w5oa',
      'Lease ci-op-2fcpj5j6-f6035-2lklf-master-1',
      'Lease config-operator-lock',
      'Lease openshift-master-controllers',
      `Namespace ${name}`,
      'Node ci-op-2fcpj5j6-f6035-2lklf-master-1',
      `Pod ${name}-85b957bbfc-dwcrh`,
      `ReplicaSet ${name}-85b957bbfc`,
      'RoleBinding network-diagnostics',
    ]);
    assert.deepEqual(notes, []);
    // Its ConfigMaps and Secrets.
    assert.equal(contents?.passedOver, 2);
  });

  test('was gathered when the node says so that gathered it, not the desk', async () => {
    const { contents } = await readPath(join(FIXTURES, 'must-gather'));
    assert.ok(contents?.gathered);
    assert.equal(formatMicroTime(contents.gathered.from), '2024-10-24T14:43:32.750360Z');
    assert.equal(formatMicroTime(contents.gathered.to), '2024-10-24T14:45:15.249541Z');
  });

  test('says when its Leases were gathered only where they lie beside the timestamp', async () => {
    const timestamp = '2024-10-24 14:43:32 +0000 UTC\n2024-10-24 14:43:40 +0000 UTC\n';
    const gathered = async (path: string) =>
      withFiles(
        { 'a/timestamp': timestamp, [`${path}.yaml`]: leaseYaml('one') },
        async (folder) => (await readPath(folder)).contents?.gathered !== undefined,
      );
    assert.equal(await gathered('a/b/one'), true);
    assert.equal(await gathered('ab/one'), false);
  });

  const timestamps: [title: string, content: string, from?: string, to?: string][] = [
    [
      'of one run',
      '2023-03-02 17:38:43.259217885 +0100 CET m=+1.531858028\n2023-03-02 17:39:18.396025962 +0100 CET m=+36.668666035\n',
      '2023-03-02T16:38:43.259217Z',
      '2023-03-02T16:39:18.396025Z',
    ],
    [
      'of several runs at once',
      '2024-10-24 14:43:38 +0000 UTC m=+1\n2024-10-24 14:43:32.5 +0000 UTC m=+1\n2024-10-24 14:43:40 -0330 -0330\n',
      '2024-10-24T14:43:32.500000Z',
      '2024-10-24T18:13:40.000000Z',
    ],
    ['of a run that did not end', '2024-10-24 14:43:38 +0000 UTC m=+1\n'],
    ['of something else', 'yesterday\nand today\n'],
    [
      'of a moment that there is not',
      '2024-13-24 14:43:38 +0000 UTC\n2024-13-24 14:43:39 +0000 UTC\n',
    ],
  ];
  for (const [title, content, from, to] of timestamps) {
    test(`reads the timestamp ${title}`, () => {
      const gathered = gatheredFrom(content);
      assert.equal(gathered && formatMicroTime(gathered.from), from);
      assert.equal(gathered && formatMicroTime(gathered.to), to);
    });
  }
});

describe('a support bundle', () => {
  test('gives the objects of its lists', async () => {
    const { objects, contents } = await readPath(join(FIXTURES, 'support-bundle'));
    const kinds = Object.groupBy(objects, (it) => it.split(' ')[0] ?? '');
    assert.deepEqual(
      Object.entries(kinds).map(([kind, all = []]) => `${all.length} ${kind}`),
      BUNDLE,
    );
    assert.equal(contents?.serverVersion, 'v1.36.3');
    assert.equal(contents.gathered, undefined);
  });

  test('says whose Leases could not be listed', async () => {
    const { notes } = await readPath(join(FIXTURES, 'support-bundle'));
    assert.deepEqual(notes, [
      `${join(FIXTURES, 'support-bundle')} holds no Leases of namespace team-b: leases.coordination.k8s.io is forbidden: User "support" cannot list resource "leases" in API group "coordination.k8s.io" in the namespace "team-b"`,
    ]);
  });
});

const BUNDLE = [
  '6 ClusterRoleBinding',
  '7 ClusterRole',
  '1 Deployment',
  '5 Lease',
  '3 Pod',
  '1 ReplicaSet',
  '8 RoleBinding',
  '8 Role',
];

describe('of an archive', () => {
  const paths: [path: string, wanted: boolean][] = [
    ['namespaces/a/core/pods.yaml', true],
    ['cluster-resources/leases/kube-system.json', true],
    ['a.yml', true],
    ['A.YAML', true],
    ['a.yaml.gz', true],
    ['in/must-gather.tar.gz', true],
    ['bundle.tgz', true],
    ['a/timestamp', true],
    ['timestamp', true],
    ['cluster-resources/clusterroles', true],
    ['cluster-resources/clusterRoleBindings', true],
    ['clusterroles', false],
    ['a/timestamps', false],
    ['pods/p/c/c/logs/current.log', false],
    ['audit.log.gz', false],
    ['._a.yaml', false],
    ['a/._a.yaml', false],
    ['yaml', false],
  ];
  for (const [path, wanted] of paths) {
    test(`${path} is ${wanted ? 'read' : 'passed over'}`, () => {
      assert.equal(isWanted(path), wanted);
    });
  }

  const kinds: [apiVersion: string | undefined, kind: string, kept: boolean][] = [
    ['v1', 'Secret', false],
    ['v1', 'ConfigMap', false],
    ['v1', 'Pod', true],
    ['longhorn.io/v1beta2', 'Node', false],
    ['authorization.openshift.io/v1', 'Role', false],
    ['events.k8s.io/v1', 'Event', true],
    ['coordination.k8s.io/v1beta1', 'LeaseCandidate', true],
    ['kubectl-lease.github.io/v1alpha1', 'Capture', true],
    ['kubectl-lease.github.io.example/v1', 'Capture', false],
    [undefined, 'Lease', true],
    [undefined, 'Secret', false],
  ];
  for (const [apiVersion, kind, kept] of kinds) {
    test(`${kind} of ${apiVersion ?? 'no API version'} is ${kept ? 'kept' : 'dropped'}`, () => {
      assert.equal(isKept({ apiVersion, kind }), kept);
    });
  }

  test('every kind that the core looks for is kept', () => {
    const dropped = Object.values(RESOURCES).filter(({ kind }) => !isKept({ kind }));
    assert.deepEqual(dropped, []);
  });
});
