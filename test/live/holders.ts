// What who-holds says of a Lease, and which Pods and processes there really are.
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { containers, type Container } from '../cluster/containers.ts';
import { startElectors, type ElectorOptions } from '../cluster/electors.ts';
import { startElectorProcess } from '../cluster/elector-process.ts';
import { apply, createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { images, nodeName } from '../cluster/layout.ts';
import { waitForHolder } from '../cluster/leases.ts';
import { terminate } from '../cluster/signals.ts';
import { removeStaticPod } from '../cluster/static-pods.ts';
import { conforms } from '../schemas/conforms.ts';
import { createLease, electionSpec, lease } from './live.ts';

export interface Named {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface Holder {
  readonly sentence: string;
  readonly code: number;
  readonly resolvesTo: Named | null;
  readonly confidence: string;
  readonly why: string;
  /** Null: there is none; undefined: none was looked for. */
  readonly pod:
    { uid: string; node: string; static: boolean } | { seen: false; why: string } | null;
  readonly workload: (Named & { madeBy?: Named; partly?: string }) | null | undefined;
}

interface Document {
  readonly verdict: { readonly holder: Pick<Holder, 'resolvesTo' | 'confidence' | 'why'> };
  readonly pod: Holder['pod'];
  readonly workload?: Holder['workload'];
}

/** The sentence and the document: both of the same Lease, a moment apart. */
export async function whoHolds(cluster: Cluster, name: string, flags = ''): Promise<Holder> {
  const { stdout: sentence, stderr, code } = await lease(cluster, `who-holds ${name} ${flags}`);
  assert.notEqual(code, 1, stderr);
  const { stdout } = await lease(cluster, `who-holds ${name} ${flags} -o json`);
  const document = JSON.parse(stdout) as Document;
  conforms('LeaseHolder', document);
  const { verdict, pod, workload } = document;
  const { resolvesTo, confidence, why } = verdict.holder;
  return { sentence, code, resolvesTo, confidence, why, pod, workload };
}

export interface Elected {
  readonly namespace: string;
  readonly leader: string;
  /** The containers that run electors. */
  readonly managers: readonly Container[];
}

/**
 * Electors in a namespace of their own, where one leads. `taken`: somebody else holds the Lease
 * before them, so that they are seconds older than their acquisition.
 */
export async function elect(
  cluster: Cluster,
  t: TestContext,
  { taken = false, ...options }: ElectorOptions & { readonly taken?: boolean } = {},
): Promise<Elected> {
  const namespace = options.namespace ?? (await createNamespace(cluster, t));
  const name = options.name ?? 'reconciler';
  if (options.workload === 'StaticPod') {
    t.after(() => {
      removeStaticPod(cluster, { namespace, name });
    });
  }
  t.after(() => forget(cluster, namespace, name));
  if (taken) await createLease(cluster, namespace, name, electionSpec('somebody-before', 4));
  const { leader } = await startElectors(cluster, {
    replicas: 1,
    ...options,
    namespace,
    settings: taken ? { seconds: [4, 3, 1], ...options.settings } : (options.settings ?? {}),
  });
  const managers = containers(cluster, namespace).filter(({ name }) => name === 'manager');
  return { namespace, leader, managers };
}

/** What is of no namespace does not go with one; all electors of the usual name share a ClusterRole. */
async function forget(cluster: Cluster, namespace: string, name: string): Promise<void> {
  const role = name === 'reconciler' ? [] : [`clusterrole/${name}`];
  const bindings = [`clusterrolebinding/${name}-${namespace}`, ...role];
  await mustKubectl(cluster, ['delete', '--ignore-not-found', ...bindings]);
}

/** An elector as a process on a host of that name, until the test ends. */
export async function electorOn(cluster: Cluster, t: TestContext, host: string): Promise<string> {
  const namespace = await createNamespace(cluster, t);
  const elector = startElectorProcess(cluster, { namespace, host });
  t.after(() => {
    terminate(elector);
  });
  await waitForHolder(cluster, namespace, 'reconciler');
  return namespace;
}

/** Deletes a bare Pod, and makes it again as it was, seconds after it took the Lease. */
export async function runAgain(cluster: Cluster, namespace: string, name: string): Promise<void> {
  const pod = ['pod', name, '-n', namespace];
  const manifest = await mustKubectl(cluster, [
    ...['get', ...pod, '-o'],
    String.raw`jsonpath={.metadata.annotations.kubectl\.kubernetes\.io/last-applied-configuration}`,
  ]);
  await delay(3000);
  await mustKubectl(cluster, ['delete', ...pod, '--grace-period=1']);
  await apply(cluster, [JSON.parse(manifest) as object]);
  await mustKubectl(cluster, ['wait', ...pod, '--for=condition=Ready', '--timeout=60s']);
}

/** A Pod that elects nobody. */
export function idlePod(
  namespace: string,
  name: string,
  image: string = images.pause,
  args: string[] = [],
) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace, name },
    spec: {
      serviceAccountName: 'default' as string | undefined,
      restartPolicy: 'Never',
      nodeSelector: { 'kubernetes.io/hostname': nodeName },
      tolerations: [{ operator: 'Exists' }],
      containers: [{ name: 'idle', image, imagePullPolicy: 'Never', args }],
    },
  };
}
