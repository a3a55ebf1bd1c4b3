// A real API server of one's own, which may be frozen, killed and started again.
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { apiserverReady, startApiserver } from '../cluster/apiserver.ts';
import type { RunningCluster } from '../cluster/cluster.ts';
import { isFree } from '../cluster/ports.ts';
import { identify, type ProcessId } from '../cluster/procfs.ts';
import { readRecord } from '../cluster/record.ts';
import { kill } from '../cluster/signals.ts';
import { startCluster } from '../cluster/start.ts';

export type { RunningCluster } from '../cluster/cluster.ts';

export function startServer(): Promise<RunningCluster> {
  const output = new Writable({
    write: (_chunk, _encoding, done) => {
      done();
    },
  });
  return startCluster({ node: false, output });
}

export function apiserver({ directory }: RunningCluster): ProcessId {
  const entry = readRecord(directory).findLast(
    (candidate) => candidate.kind === 'process' && candidate.name === 'kube-apiserver',
  );
  if (entry?.kind !== 'process') throw new Error('the cluster has no API server');
  return entry;
}

export function isFrozen({ pid }: ProcessId): boolean {
  return /^State:\tT/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
}

/** Resolves when the process is gone; returns what starts it again. */
export async function killServer(cluster: RunningCluster): Promise<() => Promise<void>> {
  const running = apiserver(cluster);
  const command = readFileSync(`/proc/${running.pid}/cmdline`, 'utf8');
  const etcd = Number(/--etcd-servers=http:\/\/127\.0\.0\.1:(\d+)/.exec(command)?.[1]);
  const server = Number(new URL(cluster.server).port);
  kill(running);
  // A process that has ended may have threads that have not, and listen yet.
  while (identify(running.pid)?.startTime === running.startTime || !(await isFree(server))) {
    await delay(20);
  }
  return () => apiserverReady(cluster, startApiserver(cluster, { etcd, server }));
}

export interface AuditEvent {
  readonly userAgent?: string;
  readonly user: { readonly username?: string };
  readonly responseStatus?: { readonly code?: number };
}

/** How often the server gave the program this answer, by its own audit log. */
export function answered(cluster: RunningCluster, user: string, code: number): number {
  return readFileSync(cluster.auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"userAgent":"kubectl-lease/'))
    .map((line) => JSON.parse(line) as AuditEvent)
    .filter((event) => event.user.username === user && event.responseStatus?.code === code).length;
}
