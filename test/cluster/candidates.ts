// Candidates of a coordinated election.
import type { Cluster } from './cluster.ts';
import { get } from './request.ts';
import { waitFor } from './wait.ts';

export interface LeaseCandidate {
  readonly metadata: { readonly name: string; readonly creationTimestamp: string };
  readonly spec: { readonly leaseName: string };
}

export async function candidates(
  cluster: Cluster,
  namespace: string,
  lease: string,
): Promise<LeaseCandidate[]> {
  const path = `/apis/coordination.k8s.io/v1beta1/namespaces/${namespace}/leasecandidates`;
  const list = await get<{ items: LeaseCandidate[] }>(cluster, path);
  return (list?.items ?? []).filter(({ spec }) => spec.leaseName === lease);
}

/**
 * Waits until a Lease has so many candidates and the next one will be a whole second younger.
 * Of candidates created in the same second the control plane prefers now one, now the other, and
 * nobody gets to lead: compare() in pkg/controlplane/controller/leaderelection/election.go.
 */
export async function nextWillBeYounger(
  cluster: Cluster,
  namespace: string,
  lease: string,
  count: number,
): Promise<void> {
  await waitFor(`${count} candidates for ${namespace}/${lease}`, async (saw) => {
    const all = await candidates(cluster, namespace, lease);
    saw(`${all.length}`);
    const youngest = Math.max(...all.map(({ metadata }) => Date.parse(metadata.creationTimestamp)));
    return all.length >= count && Date.now() >= youngest + 1000 ? true : undefined;
  });
}
