// Keys and certificates of a cluster, made by our own program pki, and kubeconfigs for them.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inside } from './cluster.ts';
import type { Cluster } from './cluster.ts';

/** A client, and with hosts also a server. */
export interface Certificate {
  /** Names the files: NAME.crt and NAME.key. */
  readonly name: string;
  readonly commonName: string;
  readonly organizations?: readonly string[];
  readonly hosts?: readonly string[];
}

export function pkiFile(cluster: Cluster, file: string): string {
  return inside(cluster, 'pki', file);
}

/** Makes certificates, and bare key pairs; the first call makes the CA that signs them all. */
export function issue(cluster: Cluster, certificates: readonly Certificate[], keys: string[] = []) {
  const directory = inside(cluster, 'pki');
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const pki = spawnSync(join(cluster.bin, 'pki'), [directory], {
    input: JSON.stringify({ certificates, keys }),
    encoding: 'utf8',
  });
  if (pki.status !== 0)
    throw new Error(`pki could not make the certificates: ${pki.stderr.trim()}`);
}

/** Writes the kubeconfig of a certificate that was issued, and returns its path. */
export function writeKubeconfig(cluster: Cluster, name: string): string {
  const path = inside(cluster, `${name}.kubeconfig`);
  const data = (file: string) => readFileSync(pkiFile(cluster, file)).toString('base64');
  const text = `apiVersion: v1
kind: Config
clusters:
- name: test
  cluster:
    server: ${cluster.server}
    certificate-authority-data: ${data('ca.crt')}
users:
- name: ${name}
  user:
    client-certificate-data: ${data(`${name}.crt`)}
    client-key-data: ${data(`${name}.key`)}
contexts:
- name: test
  context:
    cluster: test
    user: ${name}
current-context: test
`;
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

/** A kubeconfig for a user of one's own, who may do nothing until a binding says so. */
export function kubeconfigFor(
  cluster: Cluster,
  user: string,
  groups: readonly string[] = [],
): string {
  issue(cluster, [{ name: user, commonName: user, organizations: groups }]);
  return writeKubeconfig(cluster, user);
}
