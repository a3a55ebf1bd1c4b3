// The history of one Lease: what is looked at for its timeline, and in which order.
import type { AuditTrail } from './audit-trail.ts';
import type { Clock } from './clock.ts';
import type { Evidence, LeaseItem, Seen } from './evidence.ts';
import { podEnd } from './pod-ends.ts';
import { deposedIn } from './history-deposed.ts';
import type { PodEnd } from './history-former.ts';
import { namesIn } from './history-names.ts';
import { leaderEvents } from './lease-events.ts';
import type { LeaseRef, RawObject } from './lease.ts';
import { isObjectName } from './object-name.ts';
import { timelineOf, type Timeline, type TimelineSources } from './timeline.ts';

export interface History extends Timeline {
  readonly ref: LeaseRef;
  /** Undefined where it is gone. */
  readonly raw: RawObject | undefined;
  readonly clock: Clock;
}

/** Former leaders whose Pods are looked at: the last ones, one request each. */
const MOST_LOOKED_AT = 3;

/**
 * At most two requests, and one for each former leader: Events, LeaseCandidates where the election is
 * coordinated, and the Pods of the last `lookedAt` leaders that were deposed. `found` is undefined
 * where there is no such Lease; then so is the history where nothing else tells of one.
 */
export async function historyOf(
  ref: LeaseRef,
  found: (LeaseItem & { readonly clock: Clock }) | undefined,
  audit: AuditTrail | undefined,
  evidence: Pick<Evidence, 'look'>,
  lookedAt = MOST_LOOKED_AT,
): Promise<History | undefined> {
  const { namespace } = ref;
  const lease = found?.lease;
  const coordinated = lease?.strategy !== undefined;
  const [events, candidates] = await Promise.all([
    evidence.look({ resource: 'events', namespace, about: ref }),
    coordinated ? evidence.look({ resource: 'leasecandidates', namespace }) : undefined,
  ]);
  const clock = found?.clock ?? newest(events, audit);
  const sources: TimelineSources = { ref, lease, clock, events, candidates, audit };
  const first = timelineOf(sources);
  if (found === undefined && first.rows.length === 0) return undefined;
  const ends = await endsOf(first, sources, lookedAt, evidence);
  const timeline = ends.length === 0 ? first : timelineOf({ ...sources, ends });
  return { ...timeline, ref, raw: found?.raw, clock };
}

async function endsOf(
  { rows }: Timeline,
  { ref, lease }: TimelineSources,
  lookedAt: number,
  evidence: Pick<Evidence, 'look'>,
): Promise<PodEnd[]> {
  const nameOf = namesIn(ref, lease);
  const deposed = [...deposedIn(rows).values()].map(({ identity }) => nameOf(identity));
  const pods = [...new Set(deposed)].filter(isObjectName).slice(0, lookedAt);
  const looks = await Promise.all(
    pods.map((name) => evidence.look({ resource: 'pods', namespace: ref.namespace, name })),
  );
  return looks.flatMap((look) => (look.seen ? look.value : [])).flatMap((pod) => podEnd(pod) ?? []);
}

/** Where the Lease is gone: the last moment that anything tells of. */
function newest(events: Seen<readonly RawObject[]>, audit: AuditTrail | undefined): Clock {
  const told = events.seen ? leaderEvents(events.value).flatMap(({ times }) => times) : [];
  const moments = [...told, ...(audit?.coverage.spans ?? [])];
  const now = moments.reduce((most, { to }) => Math.max(most, to), 0);
  return { now, source: 'newest', restamps: undefined };
}
