// The cast of a run: the leader's process, the fence that a run waits for, standbys that come later.
import { fenceId } from '../../src/lease/fence.ts';
import { leaseFrom, type Lease, type RawObject } from '../../src/lease/lease.ts';
import type { Container } from '../cluster/containers.ts';
import { containers } from '../cluster/containers.ts';
import { startElectorProcess, type ElectorProcessOptions } from '../cluster/elector-process.ts';
import { mustKubectl } from '../cluster/kubectl.ts';
import type { Started } from '../cluster/processes.ts';
import { signal } from '../cluster/procfs.ts';
import { get } from '../cluster/request.ts';
import { waitFor } from '../cluster/wait.ts';
import { LEASE, type Stage } from './stage.ts';

/** The process that bears an identity; throws where no container of the namespace does. */
export function containerOf({ cluster, namespace }: Stage, identity: string): Container {
  const all = containers(cluster, namespace).filter(({ name }) => name === 'manager');
  const found = all.find(({ pod, podUid }) => identity.startsWith(pod) || identity === podUid);
  if (found === undefined) throw new Error(`no container bears ${identity}`);
  return found;
}

/** An elector without a Pod; ended with the run. */
export function process(
  stage: Stage,
  options: Omit<ElectorProcessOptions, 'namespace' | 'name'>,
): Started {
  const { cluster, namespace } = stage;
  const started = startElectorProcess(cluster, { namespace, name: LEASE, ...options });
  stage.atEnd(() => signal(started, 'SIGKILL'));
  return started;
}

/** How many electors of the Deployment there are to be from now on. */
export async function scale({ cluster, namespace }: Stage, replicas: number): Promise<void> {
  const words = ['scale', 'deployment', LEASE, `--replicas=${replicas}`];
  await mustKubectl(cluster, [...words, '-n', namespace]);
}

/** Waits until the Lease is so; for as long as an operation may look and plan. */
export async function whenLease(
  { cluster, namespace }: Stage,
  what: string,
  is: (lease: Lease) => boolean,
  seconds = 60,
): Promise<Lease> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/${LEASE}`;
  return waitFor(
    `${namespace}/${LEASE} ${what}`,
    async (saw) => {
      const lease = leaseFrom((await get<RawObject>(cluster, path)) ?? {});
      saw(lease.holderIdentity ?? 'no holder');
      return is(lease) ? lease : undefined;
    },
    { seconds },
  );
}

export function whenFenced(stage: Stage): Promise<Lease> {
  return whenLease(stage, 'fenced', (lease) => fenceId(lease) !== undefined);
}

export function whenFree(stage: Stage, seconds?: number): Promise<Lease> {
  return whenLease(stage, 'free', (lease) => (lease.holderIdentity ?? '') === '', seconds);
}
