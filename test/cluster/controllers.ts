// kube-controller-manager and kube-scheduler, which elect a leader even where they are alone.
import { join } from 'node:path';
import { coordinatedElection } from './apiserver.ts';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { keptRunning, onHost } from './hosts.ts';
import { pkiFile } from './pki.ts';
import { start } from './processes.ts';
import type { Started } from './processes.ts';

export const componentUsers = [
  { name: 'kube-controller-manager', commonName: 'system:kube-controller-manager' },
  { name: 'kube-scheduler', commonName: 'system:kube-scheduler' },
] as const;

/** A second one, on a second host, is the standby of a coordinated election. */
export function startControllerManager(cluster: Cluster, number: 1 | 2): Started {
  return component(cluster, 'kube-controller-manager', number, [
    '--controllers=*',
    // Each controller with rights of its own, as in a real cluster.
    '--use-service-account-credentials=true',
    `--root-ca-file=${pkiFile(cluster, 'ca.crt')}`,
    `--service-account-private-key-file=${pkiFile(cluster, 'service-account.key')}`,
  ]);
}

export function startScheduler(cluster: Cluster): Started {
  return component(cluster, 'kube-scheduler', 1, []);
}

function component(
  cluster: Cluster,
  name: (typeof componentUsers)[number]['name'],
  number: 1 | 2,
  flags: readonly string[],
): Started {
  const all = [
    `--kubeconfig=${inside(cluster, `${name}.kubeconfig`)}`,
    '--leader-elect=true',
    // Nobody asks for its metrics, and two on one machine would need two ports.
    '--secure-port=0',
    ...flags,
    ...(cluster.coordinated ? [coordinatedElection] : []),
  ];
  return start(cluster, {
    name: number === 1 ? name : `${name}-${number}`,
    // Whoever loses the lead ends; on a machine under load that can happen.
    command: onHost(`control-plane-${number}`, keptRunning([join(cluster.bin, name), ...all])),
  });
}
