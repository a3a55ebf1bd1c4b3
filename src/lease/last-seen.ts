// A Lease watched for a while, and what is judged after that: the Lease as it was last seen.
import { doubtful } from './assured.ts';
import type { Evidence, Patience, Seen, Watched } from './evidence.ts';
import { leaseFrom } from './lease.ts';
import { judge } from './verdict.ts';

type Read = Awaited<ReturnType<Evidence['lease']>>;

/** A list and a watch, where there is somebody to see; for longer where nothing else would tell. */
export async function watchIt(
  { lease, clock }: Read,
  evidence: Evidence,
  { writes, seconds }: Patience,
): Promise<Seen<Watched>> {
  if (lease.durationSeconds === undefined) return { seen: false, why: 'it has no term' };
  if (!lease.holderIdentity) return { seen: false, why: 'nobody holds it' };
  const least = seconds > 0 ? (doubtful(lease, judge(lease, clock)) ?? 0) : 0;
  return evidence.watched(lease.ref, { writes, seconds: Math.max(seconds, least) });
}

/** What is judged is the Lease at the end of the watch, not what it was before. */
export function asLastSeen(evidence: Evidence, first: Read, watched: Seen<Watched>): Evidence {
  const last = watched.seen ? watched.value.sightings.at(-1) : undefined;
  const latest =
    watched.seen && last !== undefined
      ? {
          ...{ raw: last.raw, lease: leaseFrom(last.raw) },
          clock: { ...first.clock, now: watched.value.until },
          watched: withFirst(first, watched.value),
        }
      : first;
  return {
    ...evidence,
    lease: () => Promise.resolve(latest),
    watched: () => Promise.resolve(watched),
  };
}

/** The Lease may have been renewed between the first read and the watch. */
function withFirst({ raw, lease }: Read, watched: Watched): Watched {
  const [seen] = watched.sightings;
  const { resourceVersion } = lease;
  if (seen === undefined || resourceVersion === undefined) return watched;
  if (leaseFrom(seen.raw).resourceVersion === resourceVersion) return watched;
  return { ...watched, sightings: [{ raw, at: seen.at }, ...watched.sightings] };
}
