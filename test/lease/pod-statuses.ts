// Statuses of a Pod's containers as a kubelet writes them, in seconds after a fence.
import type { RawObject } from '../../src/lease/lease.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import { NOW } from './leases.ts';

/** When the fence of these tests was stored, by the API server's clock. */
export const FENCED = NOW;

/** Whole seconds, as every time of a kubelet. */
export function moment(seconds: number): string {
  return `${formatMicroTime(FENCED + Math.floor(seconds) * SECOND).slice(0, 19)}Z`;
}

const idOf = (id: string): RawObject => ({ containerID: `containerd://${id}` });

/** Undefined times are times that the status lacks. */
export function running(id: string, since?: number): RawObject {
  const startedAt = since === undefined ? {} : { startedAt: moment(since) };
  return { ...idOf(id), state: { running: startedAt } };
}

export function terminated(id: string, since?: number, until?: number, exitCode = 1): RawObject {
  const times = {
    ...(since === undefined ? {} : { startedAt: moment(since) }),
    ...(until === undefined ? {} : { finishedAt: moment(until) }),
  };
  return { ...idOf(id), state: { terminated: { ...idOf(id), ...times, exitCode } } };
}

/** The same, with the run before it. */
export function after(before: RawObject, now: RawObject): RawObject {
  return { ...now, lastState: before['state'] };
}

/** CrashLoopBackOff: its id is still that of the last run. */
export function backingOff(before: RawObject): RawObject {
  const state = { waiting: { reason: 'CrashLoopBackOff' } };
  return { ...before, state, lastState: before['state'] };
}

/** The kubelet found no container any more and infers that it ended: pkg/kubelet/kubelet_pods.go. */
export const LOST: RawObject = {
  state: { terminated: { reason: 'ContainerStatusUnknown', exitCode: 137 } },
};

export interface Statuses {
  readonly containers?: Readonly<Record<string, RawObject>>;
  readonly inits?: Readonly<Record<string, RawObject>>;
  readonly ephemerals?: Readonly<Record<string, RawObject>>;
  /** Names of the init containers that restart by themselves. */
  readonly sidecars?: readonly string[];
  readonly phase?: string;
  /** Of its condition DisruptionTarget. */
  readonly reason?: string;
}

export function podWith(given: Statuses): RawObject {
  const { containers = {}, inits = {}, ephemerals = {}, sidecars = [], reason } = given;
  const named = (of: Readonly<Record<string, RawObject>>): RawObject[] =>
    Object.entries(of).map(([name, status]) => ({ name, ...status }));
  const initContainers = Object.keys(inits).map((name) =>
    sidecars.includes(name) ? { name, restartPolicy: 'Always' } : { name },
  );
  return {
    spec: { initContainers },
    status: {
      phase: given.phase ?? 'Running',
      conditions: reason === undefined ? [] : [{ type: 'DisruptionTarget', reason }],
      containerStatuses: named(containers),
      initContainerStatuses: named(inits),
      ephemeralContainerStatuses: named(ephemerals),
    },
  };
}
