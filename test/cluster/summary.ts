// What runs and how to play with it, for the person who started the cluster.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { containers } from './containers.ts';
import { defaultNamespace } from './elector-manifests.ts';
import { ledgerFolder, ledgerName } from './layout.ts';
import { getLease } from './leases.ts';
import { get } from './request.ts';
import type { ClusterOptions } from './start.ts';

export async function summary(cluster: Cluster, options: ClusterOptions): Promise<string> {
  const version = await get<{ gitVersion: string }>(cluster, '/version');
  const rows = [
    ['server', `${cluster.server}, Kubernetes ${version?.gitVersion ?? 'of unknown version'}`],
    ['node', cluster.node ?? 'none'],
    ['programs', cluster.bin],
    ['audit log', cluster.auditLog],
    ['logs', join(cluster.directory, 'logs')],
    ...(options.electors ? await electorRows(cluster) : []),
    ['end it', 'Ctrl-C'],
  ];
  return rows.map(([what = '', is = '']) => `${what.padEnd(12)}${is}`).join('\n');
}

async function electorRows(cluster: Cluster): Promise<string[][]> {
  const name = 'reconciler';
  const lease = await getLease(cluster, defaultNamespace, name);
  const holder = lease?.spec.holderIdentity ?? '';
  const managers = containers(cluster, defaultNamespace).filter(({ name }) => name === 'manager');
  const leads = (pod: string, uid: string) => holder.startsWith(pod) || holder === uid;
  const leader = managers.find(({ pod, podUid }) => leads(pod, podUid));
  const ledger = join(ledgerFolder(cluster), ledgerName(defaultNamespace, name));
  return [
    ['lease', `${defaultNamespace}/${name}, held by ${holder}`],
    ...managers.map((manager) => [
      'elector',
      `${manager.pod}, process ${manager.pid}${manager === leader ? ', leads' : ''}`,
    ]),
    ...(existsSync(ledger) ? [['ledger', `tail -f ${ledger}`]] : []),
    ...(leader
      ? [
          ['freeze it', `kill -STOP ${leader.pid}`],
          ['resume it', `kill -CONT ${leader.pid}`],
        ]
      : []),
  ];
}
