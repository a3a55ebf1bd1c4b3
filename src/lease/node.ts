// A node's heartbeat against what the control plane made of it: Ready, taints, grace period.
import type { Seen, ServerVersion } from './evidence.ts';
import { list, object, text, type RawObject } from './lease.ts';
import { seenIn } from './none-in-part.ts';
import { parseTime, type Micros } from './time.ts';

export interface NodeState {
  readonly name: string;
  /** The condition Ready: True, False, Unknown; undefined where it has none. */
  readonly ready: string | undefined;
  readonly readySince: Micros | undefined;
  readonly reason: string | undefined;
  /** "node.kubernetes.io/unreachable:NoExecute" */
  readonly taints: readonly string[];
  /** Seconds of silence after which the control plane calls it lost; by the server's version. */
  readonly gracePeriod: number | undefined;
}

/** Seen and undefined: there is no such Node. */
export function nodeStateOf(
  found: Seen<readonly RawObject[]>,
  version: Seen<ServerVersion>,
): Seen<NodeState | undefined> {
  if (!found.seen) return found;
  const [raw] = found.value;
  if (raw === undefined) return seenIn(undefined, found.partly, true);
  const ready = list(object(raw['status'])['conditions']).find((it) => it['type'] === 'Ready');
  const taints = list(object(raw['spec'])['taints']).map(
    (taint) => `${text(taint['key']) ?? ''}:${text(taint['effect']) ?? ''}`,
  );
  const value = {
    name: text(object(raw['metadata'])['name']) ?? '',
    ready: text(ready?.['status']),
    readySince: parseTime(ready?.['lastTransitionTime']),
    reason: text(ready?.['reason']),
    taints,
    gracePeriod: gracePeriodOf(version),
  };
  return { seen: true, value };
}

/** --node-monitor-grace-period's default: 40 s, 50 s since 1.32 (kubernetes/kubernetes#126287). */
function gracePeriodOf(version: Seen<ServerVersion>): number | undefined {
  if (!version.seen) return undefined;
  const { major, minor } = version.value;
  if (major === undefined || minor === undefined) return undefined;
  return major > 1 || minor >= 32 ? 50 : 40;
}
