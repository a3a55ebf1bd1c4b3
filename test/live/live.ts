// The program under test against the run's cluster, and Leases made for it.
import type { Cluster } from '../cluster/cluster.ts';
import { apply } from '../cluster/kubectl.ts';
import { PROGRAMS, runLine, type Outcome } from '../program.ts';

/** `kubectl lease ARGS` as the administrator of the cluster. */
export function lease(
  cluster: Cluster,
  args: string,
  program: string = PROGRAMS.file,
): Promise<Outcome> {
  const env = { KUBECONFIG: cluster.kubeconfig };
  return runLine(`kubectl lease ${args}`, { env, program });
}

/** Creates a Lease as it is given; the server stamps it. */
export async function createLease(
  cluster: Cluster,
  namespace: string,
  name: string,
  spec: object,
): Promise<void> {
  const metadata = { namespace, name };
  await apply(cluster, [{ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec }]);
}

/** As an elector writes it at this moment. */
export function electionSpec(holderIdentity: string, leaseDurationSeconds = 15): object {
  const now = `${new Date().toISOString().slice(0, -1)}000Z`;
  return {
    holderIdentity,
    leaseDurationSeconds,
    acquireTime: now,
    renewTime: now,
    leaseTransitions: 1,
  };
}
