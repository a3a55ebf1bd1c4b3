// Leases in bulk, as if many controllers had elected leaders: for tables, paging and figures.
import { randomUUID } from 'node:crypto';
import type { Cluster } from './cluster.ts';
import { createAll } from './create-all.ts';

const namespaces = Array.from(
  { length: 16 },
  (_, index) => `bulk-${String(index).padStart(2, '0')}`,
);

const controllers = ['cert-manager', 'external-dns', 'ingress-nginx', 'karpenter', 'reconciler'];

export async function createBulkLeases(cluster: Cluster, count: number): Promise<void> {
  await createAll(
    cluster,
    namespaces.map((name) => ({ path: '/api/v1/namespaces', body: { metadata: { name } } })),
  );
  const now = Date.now();
  await createAll(
    cluster,
    Array.from({ length: count }, (_, index) => {
      const { namespace, body } = lease(index, now);
      return {
        path: `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`,
        body,
        // The server writes its first part into managedFields, as it does for a real elector.
        userAgent: 'manager/v0.0.0 (linux/amd64) kubernetes/$Format/leader-election',
      };
    }),
  );
}

/** Heartbeats as of that many nodes; without an owner, which the garbage collector would miss. */
export async function createBulkHeartbeats(cluster: Cluster, count: number): Promise<void> {
  const renewTime = microTime(Date.now());
  await createAll(
    cluster,
    Array.from({ length: count }, (_, index) => {
      const name = `node-${String(index).padStart(5, '0')}`;
      return {
        path: '/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases',
        body: {
          metadata: { name },
          spec: { holderIdentity: name, leaseDurationSeconds: 40, renewTime },
        },
        userAgent: 'kubelet/v1.36.3 (linux/amd64) kubernetes/$Format',
      };
    }),
  );
}

function lease(index: number, now: number) {
  const controller = controllers[index % controllers.length] ?? 'controller';
  const name = `${controller}-${String(index).padStart(5, '0')}`;
  const acquired = now - ((index * 7919) % 86_400) * 1000;
  const body = {
    metadata: { name },
    spec: {
      holderIdentity: `${name}-${podSuffix(index)}_${randomUUID()}`,
      leaseDurationSeconds: 15,
      acquireTime: microTime(acquired),
      renewTime: microTime(now),
      leaseTransitions: index % 5,
    },
  };
  return { namespace: namespaces[index % namespaces.length] ?? '', body };
}

// As a ReplicaSet and its Pod are named: no vowels, no 0, 1 or 3.
function podSuffix(seed: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const take = (length: number, step: number) =>
    Array.from({ length }, (_, at) => letters[(seed * step + at * 11) % letters.length]).join('');
  return `${take(10, 3)}-${take(5, 7)}`;
}

function microTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}
