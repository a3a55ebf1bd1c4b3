// An elector as a plain process with a kubeconfig, where a test needs no Pod.
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { inside } from './cluster.ts';
import { electorFlags, electorSettings } from './elector-settings.ts';
import type { ElectorSettings } from './elector-settings.ts';
import { onHost } from './hosts.ts';
import { ledgerFolder, ledgerName } from './layout.ts';
import { start } from './processes.ts';
import type { Started } from './processes.ts';

export interface ElectorProcessOptions {
  readonly namespace: string;
  readonly name?: string;
  /** The host name that it sees, and so the first part of its usual identity. */
  readonly host: string;
  readonly settings?: Partial<ElectorSettings>;
  /** The administrator's unless said otherwise. */
  readonly kubeconfig?: string;
  /** What the downward API would tell it. */
  readonly pod?: { readonly name: string; readonly uid: string };
}

/** Freeze, resume, kill and terminate it as any process (signals.ts). */
export function startElectorProcess(cluster: Cluster, options: ElectorProcessOptions): Started {
  const { namespace, name = 'reconciler', host, pod, kubeconfig = cluster.kubeconfig } = options;
  const settings = electorSettings('usual', {
    coordinated: cluster.coordinated,
    ...options.settings,
  });
  mkdirSync(ledgerFolder(cluster), { recursive: true });
  return start(cluster, {
    name: `elector-${host}-${randomBytes(2).toString('hex')}`,
    command: onHost(host, [
      manager(cluster),
      ...electorFlags(namespace, name, settings),
      `--kubeconfig=${kubeconfig}`,
      `--ledger=${join(ledgerFolder(cluster), ledgerName(namespace, name))}`,
    ]),
    environment: pod ? { POD_NAME: pod.name, POD_UID: pod.uid } : {},
  });
}

// Called as in the image: the file's name is what client-go calls itself in managedFields.
function manager(cluster: Cluster): string {
  const path = inside(cluster, 'manager');
  if (!existsSync(path)) symlinkSync(join(cluster.bin, 'elector'), path);
  return path;
}
