// A list in protobuf holds the same Leases as the list in JSON, field by field.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { decodeLeaseList, PROTOBUF } from '../../src/cluster/lease-protobuf.ts';
import { leaseFrom, list, object } from '../../src/lease/lease.ts';
import { testCluster } from '../cluster/cluster.ts';
import { apply, createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { pkiFile } from '../cluster/pki.ts';
import { openClient } from '../cluster/request.ts';
import { electionSpec } from './live.ts';

const cluster = testCluster();

function get(path: string, accept: string): Promise<Buffer> {
  const [ca, cert, key] = ['ca.crt', 'admin.crt', 'admin.key'].map((name) =>
    readFileSync(pkiFile(cluster, name)),
  );
  return new Promise((resolve, reject) => {
    const outgoing = request(
      cluster.server + path,
      { ca, cert, key, headers: { accept } },
      (incoming) => {
        buffer(incoming).then(resolve, reject);
      },
    );
    outgoing.on('error', reject).end();
  });
}

/** Leases that differ in every field that a verdict reads. */
async function leases(namespace: string): Promise<object[]> {
  const spec = electionSpec('somebody');
  // An owner that does not exist would have its Lease collected.
  const uid = await mustKubectl(cluster, [
    'get',
    'node',
    'worker-1',
    '-o',
    'jsonpath={.metadata.uid}',
  ]);
  const specs: [name: string, spec: object, metadata?: object][] = [
    ['a', spec],
    ['b', {}],
    ['c', { ...spec, holderIdentity: '', leaseTransitions: 0, leaseDurationSeconds: 2147483647 }],
    [
      'd',
      {
        ...spec,
        acquireTime: '1970-01-01T00:00:00.000000Z',
        renewTime: '2255-06-05T23:47:34.740991Z',
      },
    ],
    ['e', { ...spec, holderIdentity: '日本語\u001b[31m\u202e' }],
    ['f', { holderIdentity: 'x'.repeat(100_000) }],
    [
      'g',
      spec,
      {
        labels: { renewTime: 'x', app: 'y' },
        annotations: { holderIdentity: 'z', constructor: 'c' },
      },
    ],
    [
      'h',
      spec,
      {
        ownerReferences: [
          { apiVersion: 'v1', kind: 'Node', name: 'worker-1', uid, controller: true },
        ],
      },
    ],
  ];
  return specs.map(([name, of, metadata]) => ({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { namespace, name, ...metadata },
    spec: of,
  }));
}

test('a list in protobuf is the list in JSON', async (t) => {
  const namespace = await createNamespace(cluster, t);
  await apply(cluster, await leases(namespace));
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
  const json = object(JSON.parse((await get(path, 'application/json')).toString()));
  const { leases: read, token } = decodeLeaseList(await get(path, PROTOBUF));
  const decoded = [...read];
  assert.equal(decoded.length, 8);
  assert.deepEqual(decoded, list(json['items']).map(leaseFrom));
  assert.equal(token, undefined);
});

test('so is the list of everything that a cluster has by itself', async () => {
  const path = '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases';
  const json = object(JSON.parse((await get(path, 'application/json')).toString()));
  const decoded = [...decodeLeaseList(await get(path, PROTOBUF)).leases];
  const timeless = (lease: object) => ({
    ...lease,
    resourceVersion: '',
    renewTime: 0,
    writers: [],
  });
  assert.deepEqual(decoded.map(timeless), list(json['items']).map(leaseFrom).map(timeless));
});

test('a Lease with as many annotations as the server lets in is read at once', async (t) => {
  const namespace = await createNamespace(cluster, t);
  const entries = Array.from({ length: 20_000 }, (_, at): [string, string] => [`a${at}`, '']);
  const client = openClient(cluster);
  t.after(() => {
    client.close();
  });
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
  const metadata = { name: 'many', annotations: Object.fromEntries(entries) };
  assert.equal((await client.request('POST', path, { metadata })).status, 201);
  const bytes = await get(path, PROTOBUF);
  const started = performance.now();
  const [lease] = decodeLeaseList(bytes).leases;
  assert.equal(lease?.annotations.size, 20_000);
  assert.ok(performance.now() - started < 2000, `${performance.now() - started} ms`);
});

test('a page of a list names the next', async (t) => {
  const namespace = await createNamespace(cluster, t);
  await apply(cluster, await leases(namespace));
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases?limit=5`;
  const { leases: first, token = '' } = decodeLeaseList(await get(path, PROTOBUF));
  const rest = decodeLeaseList(
    await get(`${path}&continue=${encodeURIComponent(token)}`, PROTOBUF),
  );
  assert.deepEqual([[...first].length, [...rest.leases].length, rest.token], [5, 3, undefined]);
});

test('what is cut off, or no protobuf, is refused', async () => {
  const path = '/apis/coordination.k8s.io/v1/namespaces/kube-system/leases';
  const whole = await get(path, PROTOBUF);
  const list = whole.subarray(0, whole.length - 5);
  for (const cut of [
    list.subarray(0, list.length - 10),
    list.subarray(0, list.length / 2),
    Buffer.from('k8s\0'),
  ]) {
    assert.throws(() => [...decodeLeaseList(cut).leases], /it ends within|its envelope is empty/);
  }
  assert.throws(() => decodeLeaseList(Buffer.from('{}')), /does not begin/);
});
