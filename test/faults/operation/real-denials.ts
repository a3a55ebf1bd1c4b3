// Rows of a step-down that a real API server denies: by a policy, by RBAC.
import assert from 'node:assert/strict';
import { apply, kubectl, mustKubectl } from '../../cluster/kubectl.ts';
import { until, type RealFault } from '../stage.ts';
import {
  ends,
  fallenSilent,
  held,
  HOLDER,
  inNamespace,
  LEASES,
  NAME,
  operator,
} from './real-stage.ts';

const READ = { ...LEASES, verbs: ['get', 'list', 'watch'] };
const WRITE = { ...LEASES, verbs: ['get', 'list', 'watch', 'patch'] };
const RECORD = { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] };

const MESSAGE = 'no releases during the freeze: ask #ops';

/** It denies our fence, and nothing else. */
function policy(namespace: string): object[] {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const metadata = { name: namespace };
  const rule = { apiVersions: ['*'], operations: ['UPDATE'] };
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };
  const expression = "!object.spec.holderIdentity.startsWith('kubectl-lease/')";
  const resourceRules = [{ ...LEASES, ...rule }];
  return [
    {
      ...{ apiVersion, kind: 'ValidatingAdmissionPolicy', metadata },
      spec: {
        matchConstraints: { resourceRules, namespaceSelector },
        validations: [{ expression, message: MESSAGE }],
      },
    },
    {
      ...{ apiVersion, kind: 'ValidatingAdmissionPolicyBinding', metadata },
      spec: { policyName: namespace, validationActions: ['Deny'] },
    },
  ];
}

export const denied: readonly RealFault[] = [
  {
    row: '41',
    title: 'an admission policy that denies the fence is quoted, and nothing is written',
    act: inNamespace(async ({ cluster, tally }, { namespace, release, holder }) => {
      await held(cluster, namespace);
      await apply(cluster, policy(namespace));
      const patch = JSON.stringify({ spec: { holderIdentity: 'kubectl-lease/00000000' } });
      const tried = ['patch', 'lease', NAME, '-n', namespace, '--type=merge', '--dry-run=server'];
      await until(async () => (await kubectl(cluster, [...tried, '-p', patch])).code !== 0);
      tally.injected();
      const told = await release('--yes');
      await mustKubectl(cluster, ['delete', `validatingadmissionpolicy/${namespace}`]);
      await mustKubectl(cluster, ['delete', `validatingadmissionpolicybinding/${namespace}`]);
      ends(told, 'denied', 3);
      assert.match(
        told.stderr,
        new RegExp(`ValidatingAdmissionPolicy.*denied request: ${MESSAGE}`),
      );
      assert.equal(await holder(), HOLDER);
      tally.hit();
    }),
  },
  {
    row: '9',
    title: 'who may not patch the Lease is told so, and nothing is written',
    act: inNamespace(async (stage, place) => {
      await held(stage.cluster, place.namespace);
      const desk = await operator(stage, place, [READ, RECORD]);
      stage.tally.injected();
      const told = await place.release('--yes', desk);
      ends(told, 'denied', 3);
      assert.match(told.stderr, /may not patch leases|cannot patch resource "leases"/);
      assert.equal(await place.holder(), HOLDER);
      stage.tally.hit();
    }),
  },
  {
    row: '10',
    title:
      'who may create no Events is refused; with --no-record the Lease alone records it, without a look at Pods',
    act: inNamespace(async (stage, place) => {
      await fallenSilent(stage.cluster, place.namespace);
      const desk = await operator(stage, place, [WRITE]);
      stage.tally.injected();
      const refused = await place.release('--yes', desk);
      ends(refused, 'refused', 3);
      assert.match(refused.stderr, /--no-record/);
      assert.equal(await place.holder(), HOLDER);
      const told = await place.release('--yes --no-record', desk);
      ends(told, 'unled', 5);
      assert.deepEqual({ ...told.document.recorded }, { event: false, lease: true });
      assert.match(told.stderr, /no Event/);
      const { pod } = told.document.plan as { pod?: { seen?: boolean; why?: string } };
      assert.match(pod?.why ?? '', /forbidden|written by kubectl/);
      stage.tally.hit();
    }),
  },
];
