// A bundle of objects in which every place that may hold a secret holds a marker: no byte of the bundle has it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { bundleOf } from '../../src/archive/bundle.ts';
import { recording } from '../../src/archive/recording.ts';
import type { Evidence } from '../../src/lease/evidence.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { RESOURCES, type Resource } from '../../src/lease/look.ts';

const MARKER = 'S3CR3T-MARKER';

/** Keys under which tools keep copies of objects, and programs keep what nobody else may know. */
const COPIES = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'objectset.rio.cattle.io/applied',
  'banzaicloud.com/last-applied',
  'argocd.argoproj.io/manifests',
  'meta.helm.sh/release',
  'fluxcd.io/last-applied-manifest',
  'deployment.kubernetes.io/revision',
  'kubernetes.io/config.mirror',
  'app.terraform.io/lock-info',
  'control-plane.alpha.kubernetes.io/leader',
  'example.com/token',
  'token',
];

const annotations = Object.fromEntries(
  COPIES.map((key) => [key, `{"env":[{"name":"PASSWORD","value":"${MARKER}"}]}`]),
);
const metadata = {
  name: 'reconciler',
  namespace: 'payments',
  uid: 'u',
  resourceVersion: '7',
  creationTimestamp: '2026-11-25T02:00:00Z',
  annotations,
};
const container = {
  name: 'manager',
  image: 'registry.example/reconciler:1',
  command: ['/manager', `--token=${MARKER}`],
  args: [`--password=${MARKER}`, '--leader-elect=true'],
  env: [
    { name: 'PASSWORD', value: MARKER },
    { name: 'LEASE_NAME', valueFrom: { secretKeyRef: { name: MARKER, key: MARKER } } },
  ],
  envFrom: [{ secretRef: { name: MARKER } }],
  livenessProbe: { httpGet: { httpHeaders: [{ name: 'Authorization', value: MARKER }] } },
};
const podSpec = {
  nodeName: 'worker-1',
  serviceAccountName: 'reconciler',
  containers: [container],
  initContainers: [container],
  ephemeralContainers: [container],
  imagePullSecrets: [{ name: MARKER }],
  volumes: [{ name: 'v', secret: { secretName: MARKER } }],
};
const template = { metadata: { annotations, labels: { app: 'reconciler' } }, spec: podSpec };

/** An object of any kind, with all of it. */
const stuffed: RawObject = {
  metadata,
  spec: {
    ...podSpec,
    template,
    jobTemplate: { metadata, spec: { template } },
    holderIdentity: 'a',
  },
  status: {
    phase: 'Running',
    conditions: [{ type: 'Ready', status: 'False', reason: 'Failed', message: MARKER }],
    containerStatuses: [
      { name: 'manager', state: { terminated: { reason: 'Error', exitCode: 1, message: MARKER } } },
    ],
    images: [{ names: [MARKER] }],
  },
  data: { token: MARKER },
  stringData: { token: MARKER },
  secrets: [{ name: MARKER }],
  imagePullSecrets: [{ name: MARKER }],
  reason: 'BackOff',
  message: MARKER,
  note: MARKER,
};

const lease: RawObject = { metadata, spec: { holderIdentity: 'a' } };
const event: RawObject = { metadata, reason: 'BackOff', message: MARKER, note: MARKER };

/** What a Lease and an Event hold of their own is no secret. */
const OWN: Partial<Record<Resource, RawObject>> = {
  leases: lease,
  leasecandidates: lease,
  events: event,
};

const REF = { namespace: 'payments', name: 'reconciler' };

/** A cluster in which everything that is asked for is stuffed. */
function cluster(): Evidence {
  const clock = { now: 1, source: 'server', restamps: undefined } as const;
  const unseen = Promise.resolve({ seen: false, why: 'not asked' } as const);
  const nothing = (): never => {
    throw new Error('nothing else is asked for');
  };
  return {
    defaultNamespace: undefined,
    leases: nothing,
    objects: nothing,
    watch: nothing,
    lease: () => Promise.resolve({ raw: lease, lease: leaseFrom(lease), clock }),
    look: ({ resource }) => {
      const { kind, apiVersion } = RESOURCES[resource];
      return Promise.resolve({
        seen: true,
        value: [{ apiVersion, kind, ...(OWN[resource] ?? stuffed) }],
      });
    },
    review: () => unseen,
    version: () => unseen,
    watched: () =>
      Promise.resolve({ seen: true, value: { sightings: [{ raw: lease, at: 1 }], until: 2 } }),
    audit: () => Promise.resolve(undefined),
    featureGate: () => unseen,
    close: () => undefined,
  };
}

test('a bundle of objects that are full of secrets holds none of them', async () => {
  const { evidence, ...recorded } = recording(cluster());
  await evidence.lease(REF);
  await evidence.watched(REF, { writes: 2, seconds: 1 });
  const resources = Object.keys(RESOURCES) as Resource[];
  for (const resource of resources) await evidence.look({ resource });
  const packed = bundleOf({ evidence, ...recorded });
  const plain = gunzipSync(packed);
  assert.ok(plain.includes('reconciler'), 'the bundle holds the objects');
  assert.equal(recorded.answers().length, resources.length + 2);
  for (const bytes of [packed, plain]) {
    for (const secret of [MARKER, Buffer.from(MARKER).toString('base64').replace(/=+$/, '')]) {
      const line = plain
        .toString()
        .split('\n')
        .find((it) => it.includes(secret));
      assert.equal(bytes.indexOf(secret), -1, line ?? 'a byte of the packed bundle');
    }
  }
});
