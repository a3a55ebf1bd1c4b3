// etcd, where the API server keeps everything.
import { join } from 'node:path';
import type { Cluster } from './cluster.ts';
import { start } from './processes.ts';
import type { Started } from './processes.ts';

export interface EtcdPorts {
  readonly etcd: number;
  readonly etcdPeer: number;
}

export function startEtcd(cluster: Cluster, ports: EtcdPorts): Started {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.etcdPeer}`;
  return start(cluster, {
    name: 'etcd',
    command: [
      join(cluster.bin, 'etcd'),
      '--name=test',
      `--data-dir=${join(cluster.directory, 'etcd')}`,
      // The data is thrown away: nothing has to survive a crash of the machine.
      '--unsafe-no-fsync',
      '--log-level=warn',
      `--listen-client-urls=${client}`,
      `--advertise-client-urls=${client}`,
      `--listen-peer-urls=${peer}`,
      `--initial-advertise-peer-urls=${peer}`,
      `--initial-cluster=test=${peer}`,
    ],
  });
}
