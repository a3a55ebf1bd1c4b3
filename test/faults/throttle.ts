// Makes a real API server throttle a user, for as long as a test wants.
import { setTimeout as delay } from 'node:timers/promises';
import { apply, kubectl, mustKubectl } from '../cluster/kubectl.ts';
import { hang } from './answers.ts';
import { certified } from './certificates.ts';
import type { RunningCluster } from './real-server.ts';
import { serve, type FaultServer } from './server.ts';

/**
 * From now on the API server answers this user's requests with 429, by priority and fairness: the
 * one seat that even a level without shares has is taken, by a request that waits for its webhook.
 * Returns what ends it.
 */
export async function throttle(
  cluster: RunningCluster,
  user: string,
): Promise<() => Promise<void>> {
  const { ca, cert, key } = certified({});
  const webhook = await serve({ answer: hang, tls: { cert, key } });
  await apply(cluster, [...level(user), waitingFor(webhook, ca)]);
  const seated = kubectl(cluster, ['auth', 'whoami', `--as=${user}`]);
  while (webhook.visits() === 0) await delay(50);
  return async () => {
    webhook.close();
    await mustKubectl(cluster, ['delete', 'validatingwebhookconfiguration/seat']);
    await mustKubectl(cluster, ['delete', `flowschema/${user}`]);
    await seated;
  };
}

function level(user: string): object[] {
  const apiVersion = 'flowcontrol.apiserver.k8s.io/v1';
  const subject = { kind: 'User', user: { name: user } };
  const everything = { verbs: ['*'], apiGroups: ['*'], resources: ['*'], clusterScope: true };
  const limited = {
    ...{ nominalConcurrencyShares: 0, lendablePercent: 0, borrowingLimitPercent: 0 },
    limitResponse: { type: 'Reject' },
  };
  return [
    {
      ...{ apiVersion, kind: 'PriorityLevelConfiguration', metadata: { name: user } },
      spec: { type: 'Limited', limited },
    },
    {
      ...{ apiVersion, kind: 'FlowSchema', metadata: { name: user } },
      spec: {
        ...{ matchingPrecedence: 2, priorityLevelConfiguration: { name: user } },
        rules: [{ subjects: [subject], resourceRules: [{ ...everything, namespaces: ['*'] }] }],
      },
    },
  ];
}

function waitingFor({ url }: FaultServer, ca: string): object {
  const rule = { apiGroups: ['authentication.k8s.io'], apiVersions: ['*'], operations: ['CREATE'] };
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    ...{ kind: 'ValidatingWebhookConfiguration', metadata: { name: 'seat' } },
    webhooks: [
      {
        ...{ name: 'seat.kubectl-lease.example', sideEffects: 'None', timeoutSeconds: 30 },
        ...{ admissionReviewVersions: ['v1'], failurePolicy: 'Ignore' },
        clientConfig: { url, caBundle: Buffer.from(ca).toString('base64') },
        rules: [{ ...rule, resources: ['selfsubjectreviews'] }],
      },
    ],
  };
}
