// Writes down a cluster as `kubectl get -o yaml` shows it, with the moment at which it was read.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../../test/cluster/cluster.ts';
import { mustKubectl } from '../../test/cluster/kubectl.ts';

/** What a verdict rests on: who holds the Lease, what that one may do, and what was told of it. */
const OBJECTS = [
  ...['events', 'pods', 'replicasets', 'deployments'],
  ...['roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
];

/** One moment of the incident. The API server runs on this machine, so its clock is ours. */
export async function captureMoment(cluster: Cluster, directory: string): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await writeResource(cluster, directory, 'leases');
  const takenAt = new Date().toISOString();
  for (const resource of OBJECTS) await writeResource(cluster, directory, resource);
  const lines = [
    '# Written by npm run record-incident, on a real cluster.',
    'apiVersion: kubectl-lease.github.io/v1alpha1',
    'kind: Capture',
    `takenAt: "${takenAt}"`,
    `serverVersion: ${await serverVersion(cluster)}`,
  ];
  writeFileSync(join(directory, 'capture.yaml'), `${lines.join('\n')}\n`);
}

/** What is known in the end: Events, and the audit log's writes on the Lease. */
export async function captureRecord(
  cluster: Cluster,
  directory: string,
  lease: { namespace: string; name: string },
): Promise<void> {
  mkdirSync(directory, { recursive: true });
  await writeResource(cluster, directory, 'events');
  const audit = readFileSync(cluster.auditLog, 'utf8')
    .split('\n')
    .filter((line) => isWriteOn(line, lease));
  writeFileSync(join(directory, 'audit.log'), `${audit.join('\n')}\n`);
}

async function writeResource(cluster: Cluster, directory: string, resource: string): Promise<void> {
  const yaml = await mustKubectl(cluster, [
    ...['get', resource, '--all-namespaces', '--output=yaml', '--show-managed-fields'],
  ]);
  writeFileSync(join(directory, `${resource}.yaml`), yaml);
}

async function serverVersion(cluster: Cluster): Promise<string> {
  const answer = await mustKubectl(cluster, ['version', '--output=json']);
  return (JSON.parse(answer) as { serverVersion: { gitVersion: string } }).serverVersion.gitVersion;
}

interface AuditEvent {
  readonly verb?: string;
  readonly objectRef?: { resource?: string; namespace?: string; name?: string };
}

/** The standbys' reads are nine lines of ten and say nothing. */
function isWriteOn(
  line: string,
  { namespace, name }: { namespace: string; name: string },
): boolean {
  if (line === '') return false;
  const { verb, objectRef } = JSON.parse(line) as AuditEvent;
  if (verb === undefined || ['get', 'list', 'watch'].includes(verb)) return false;
  return (
    objectRef?.resource === 'leases' &&
    objectRef.namespace === namespace &&
    (objectRef.name ?? name) === name
  );
}
