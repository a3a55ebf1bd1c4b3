// What the rows of step-downs on a real API server are played with.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { apply, createNamespace, kubectl, mustKubectl } from '../../cluster/kubectl.ts';
import { kubeconfigFor } from '../../cluster/pki.ts';
import { createLease, electionSpec } from '../../live/live.ts';
import type { Outcome } from '../../program.ts';
import { deskFor, type Desk } from '../desk.ts';
import type { RunningCluster } from '../real-server.ts';
import { until, type RealFault, type Stage } from '../stage.ts';
import type { StepDown } from './play.ts';

export const NAME = 'reconciler';
export const HOLDER = 'reconciler-5dd487bb7b-5ffjv_0f6b4b39-ee0c-4853-99f6-31036a1e67f2';
export const LEASES = { apiGroups: ['coordination.k8s.io'], resources: ['leases'] };
const RBAC = 'rbac.authorization.k8s.io';

export interface Place {
  readonly namespace: string;
  /** `kubectl lease force-release` of the Lease, as whoever sits at the desk. */
  readonly release: (flags: string, desk?: Desk) => Promise<Told>;
  readonly holder: () => Promise<string>;
}

export interface Told extends Outcome {
  readonly document: StepDown & { readonly confirm?: string };
}

/** A namespace of its own for as long as the row is played. */
export function inNamespace(act: (stage: Stage, place: Place) => Promise<void>): RealFault['act'] {
  return async (stage) => {
    const { cluster, admin, program } = stage;
    const namespace = await createNamespace(cluster);
    const release = async (flags: string, desk = admin): Promise<Told> => {
      const line = `kubectl lease force-release -n ${namespace} ${NAME} --reason hangs -o json ${flags}`;
      const came = await desk.type(line, program);
      return { ...came, document: JSON.parse(came.stdout || '{}') as StepDown };
    };
    const holder = () => fieldOf(cluster, namespace, '{.spec.holderIdentity}');
    try {
      await act(stage, { namespace, release, holder });
    } finally {
      await kubectl(cluster, ['delete', 'namespace', namespace, '--wait=false']);
    }
  };
}

export function fieldOf(cluster: RunningCluster, namespace: string, path: string): Promise<string> {
  return mustKubectl(cluster, ['get', 'lease', NAME, '-n', namespace, '-o', `jsonpath=${path}`]);
}

export function ends(
  { document, code, stdout, stderr }: Told,
  word: string,
  exitCode: number,
): void {
  assert.equal(document.outcome?.word, word, stdout + stderr);
  assert.equal(code, exitCode, stderr);
}

/** A user who may do these things in a namespace, and nothing else. */
export async function operator(
  { cluster }: Stage,
  { namespace }: Place,
  rules: readonly object[],
): Promise<Desk> {
  const name = `operator-${namespace}`;
  const metadata = { name, namespace };
  const apiVersion = `${RBAC}/v1`;
  const path = kubeconfigFor(cluster, name);
  await apply(cluster, [
    { apiVersion, kind: 'Role', metadata, rules },
    {
      ...{ apiVersion, kind: 'RoleBinding', metadata },
      roleRef: { apiGroup: RBAC, kind: 'Role', name },
      subjects: [{ apiGroup: RBAC, kind: 'User', name }],
    },
  ]);
  const may = ['auth', 'can-i', 'get', 'leases', '-n', namespace, `--as=${name}`];
  await until(async () => (await kubectl(cluster, may)).code === 0);
  return deskFor(path);
}

export const held = (cluster: RunningCluster, namespace: string) =>
  createLease(cluster, namespace, NAME, electionSpec(HOLDER));

/** Past its term of a second. */
export async function fallenSilent(cluster: RunningCluster, namespace: string): Promise<void> {
  await createLease(cluster, namespace, NAME, electionSpec(HOLDER, 1));
  await delay(3500);
}
