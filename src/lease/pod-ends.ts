// When the containers of a Pod last ended, as its node's kubelet tells.
import type { PodEnd } from './history-former.ts';
import { list, object, text, type RawObject } from './lease.ts';
import { parseTime, type Micros } from './time.ts';

/**
 * Undefined where one of its containers has never ended: any of them may hold the Lease. The last
 * end of each is all that a Pod keeps.
 */
export function podEnd(raw: RawObject): PodEnd | undefined {
  const statuses = list(object(raw['status'])['containerStatuses']);
  const ends = statuses.map(endOf);
  const pod = text(object(raw['metadata'])['name']);
  if (pod === undefined || ends.length === 0 || ends.includes(undefined)) return undefined;
  return { pod, at: Math.max(...(ends as Micros[])) };
}

function endOf(status: RawObject): Micros | undefined {
  const ends = [status['state'], status['lastState']].map((state) =>
    parseTime(object(object(state)['terminated'])['finishedAt']),
  );
  return ends.find((at) => at !== undefined);
}
