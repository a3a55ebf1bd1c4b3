// kube-apiserver, with an audit log that tells every write on a Lease in full.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { onHost } from './hosts.ts';
import { hostsFile } from './layout.ts';
import { pkiFile } from './pki.ts';
import { ready, start } from './processes.ts';
import type { Started } from './processes.ts';
import { message, openClient } from './request.ts';

const auditPolicy = `apiVersion: audit.k8s.io/v1
kind: Policy
omitStages: [RequestReceived]
rules:
- level: RequestResponse
  resources: [{group: coordination.k8s.io, resources: [leases, leasecandidates]}]
- level: Metadata
`;

export function startApiserver(cluster: Cluster, ports: { etcd: number; server: number }): Started {
  const policy = inside(cluster, 'audit-policy.yaml');
  writeFileSync(policy, auditPolicy);
  const flags = [
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${ports.server}`,
    `--tls-cert-file=${pkiFile(cluster, 'apiserver.crt')}`,
    `--tls-private-key-file=${pkiFile(cluster, 'apiserver.key')}`,
    `--client-ca-file=${pkiFile(cluster, 'ca.crt')}`,
    '--service-account-issuer=https://kubernetes.default.svc',
    `--service-account-key-file=${pkiFile(cluster, 'service-account.pub')}`,
    `--service-account-signing-key-file=${pkiFile(cluster, 'service-account.key')}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--authorization-mode=Node,RBAC',
    // An endpoint on 127.0.0.1 is not valid, and nobody looks for one.
    '--endpoint-reconciler-type=none',
    `--audit-policy-file=${policy}`,
    `--audit-log-path=${cluster.auditLog}`,
    // Megabytes: a log that is rotated within a test run loses what the tests look for.
    '--audit-log-maxsize=100000',
    ...(cluster.node === null ? [] : kubeletFlags(cluster)),
    ...(cluster.coordinated
      ? [coordinatedElection, '--runtime-config=coordination.k8s.io/v1beta1=true']
      : []),
  ];
  return start(cluster, {
    name: 'kube-apiserver',
    command: onHost(
      'control-plane-1',
      [join(cluster.bin, 'kube-apiserver'), ...flags],
      cluster.node === null ? undefined : hostsFile(cluster),
    ),
  });
}

// For kubectl logs and exec: the kubelet is on 127.0.0.1, which no address of a Node may be, so it
// is found by its name.
const kubeletFlags = (cluster: Cluster) => [
  '--kubelet-preferred-address-types=Hostname',
  `--kubelet-certificate-authority=${pkiFile(cluster, 'ca.crt')}`,
  `--kubelet-client-certificate=${pkiFile(cluster, 'admin.crt')}`,
  `--kubelet-client-key=${pkiFile(cluster, 'admin.key')}`,
];

/** The gate, which is off by default up to Kubernetes 1.37, for every part of the control plane. */
export const coordinatedElection = '--feature-gates=CoordinatedLeaderElection=true';

export async function apiserverReady(cluster: Cluster, process: Started): Promise<void> {
  const client = openClient(cluster);
  try {
    await ready(process, async (saw) => {
      try {
        const { status, body } = await client.request('GET', '/readyz');
        if (status === 200) return true;
        saw(`${status} ${message(body)}`);
      } catch (error) {
        saw(String(error));
      }
      return undefined;
    });
  } finally {
    client.close();
  }
}
