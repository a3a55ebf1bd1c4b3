// Leases as the tests look at them.
import type { Cluster } from './cluster.ts';
import { get } from './request.ts';
import { waitFor } from './wait.ts';
import type { Patience } from './wait.ts';

export interface Lease {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly spec: {
    readonly holderIdentity?: string | null;
    readonly leaseDurationSeconds?: number;
    readonly acquireTime?: string;
    readonly renewTime?: string;
    readonly leaseTransitions?: number;
    readonly strategy?: string;
  };
}

const leasesPath = '/apis/coordination.k8s.io/v1';

export function getLease(
  cluster: Cluster,
  namespace: string,
  name: string,
): Promise<Lease | undefined> {
  return get<Lease>(cluster, `${leasesPath}/namespaces/${namespace}/leases/${name}`);
}

export async function listLeases(cluster: Cluster, namespace?: string): Promise<readonly Lease[]> {
  const scope = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const list = await get<{ items: readonly Lease[] }>(cluster, `${leasesPath}${scope}/leases`);
  return list?.items ?? [];
}

/** Waits until somebody of whom `wanted` is true holds the Lease; returns the identity. */
export function waitForHolder(
  cluster: Cluster,
  namespace: string,
  name: string,
  wanted: (holder: string) => boolean = () => true,
  patience: Patience = {},
): Promise<string> {
  return waitFor(
    `a leader in ${namespace}/${name}`,
    async (saw) => {
      const holder = (await getLease(cluster, namespace, name))?.spec.holderIdentity ?? '';
      if (holder !== '' && wanted(holder)) return holder;
      saw(holder === '' ? 'nobody' : holder);
      return undefined;
    },
    patience,
  );
}
