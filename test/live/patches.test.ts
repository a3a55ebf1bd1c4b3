// The patches of an operation on a real API server: what it makes of each, and of each that comes too late.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openWritableCluster, type WritableCluster } from '../../src/cluster/cluster.ts';
import { object, type RawObject } from '../../src/lease/lease.ts';
import { recordPatch } from '../../src/operation/patches.ts';
import { testCluster } from '../cluster/cluster.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { applied } from '../operation/patched.ts';
import { withSpec, WRITES } from '../operation/writes.ts';
import { electionSpec } from './live.ts';

const cluster = testCluster();
let open: WritableCluster;

before(async () => {
  const program = { version: '0.0.0', note: () => Promise.resolve() };
  open = await openWritableCluster({ kubeconfig: cluster.kubeconfig }, {}, program);
});

after(() => {
  open.evidence.close();
});

/** A server without the feature gate drops strategy and preferredHolder. */
const writes = WRITES.filter(({ writes: fields }) => !fields.includes('spec.preferredHolder'));

/** As electors leave them: kubernetes_asyncio counts no transitions, others annotate. */
const SHAPES: readonly (readonly [title: string, shape: RawObject])[] = [
  ['without annotations', { metadata: {}, spec: electionSpec('a') }],
  [
    'with annotations',
    { metadata: { annotations: { 'team.example/owner': '"' } }, spec: electionSpec('a') },
  ],
  ['without transitions', { metadata: {}, spec: { ...electionSpec('a'), leaseTransitions: null } }],
  ['with a holder alone', { metadata: {}, spec: { holderIdentity: 'a' } }],
];

describe('a patch of an operation', () => {
  for (const [shape, lease] of SHAPES) {
    test(`on a Lease ${shape} does what it was made for, and is refused once that is past`, async (t) => {
      const namespace = await createNamespace(cluster, t);
      for (const [at, { title, patch, made, writes: fields }] of writes.entries()) {
        const ref = { namespace, name: `lease-${at}` };
        const [apiVersion, kind] = ['coordination.k8s.io/v1', 'Lease'];
        const whole = made(lease);
        const metadata = { ...object(whole['metadata']), ...ref };
        const input = JSON.stringify({ apiVersion, kind, ...whole, metadata });
        // Not applied, which would annotate it.
        await mustKubectl(cluster, ['create', '-f', '-'], { input });
        const { raw } = await open.evidence.lease(ref);

        const answer = await open.writing.patchLease(ref, patch(raw), { dryRun: true });
        assert.ok(answer.kind === 'done', `${title}: ${JSON.stringify(answer)}`);
        const expected = applied(raw, patch(raw));
        assert.ok('raw' in expected, title);
        assert.deepEqual(answer.raw['spec'] ?? {}, expected.raw['spec'], title);
        assert.deepEqual(annotationsOf(answer.raw), annotationsOf(expected.raw), title);

        const late = fields.length === 0 ? recordPatch(raw, '00000000', []) : patch(past(raw));
        const refused = await open.writing.patchLease(ref, late, { dryRun: true });
        assert.ok(refused.kind === 'no', title);
        assert.equal(refused.status, late.type === 'json' ? 422 : 409, title);
      }
    });
  }
});

/** The Lease as somebody may have read it: another one, held by somebody else. */
function past(raw: RawObject): RawObject {
  const metadata = { uid: 'another', resourceVersion: '1' };
  return withSpec(
    { ...raw, metadata: { ...object(raw['metadata']), ...metadata } },
    { holderIdentity: 'b' },
  );
}

function annotationsOf(raw: RawObject): unknown {
  return object(raw['metadata'])['annotations'] ?? {};
}
