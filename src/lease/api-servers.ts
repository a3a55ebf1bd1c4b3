// The API servers of a cluster by their identity Leases: how many, which are stale, whose clock is wrong.
import type { Clock } from './clock.ts';
import type { Seen } from './evidence.ts';
import { leaseFrom, type RawObject } from './lease.ts';
import { TOLERATED_SKEW, standing, type StandingWord } from './standing.ts';

export interface ApiServer {
  /** The name of its Lease. */
  readonly name: string;
  readonly hostname: string | undefined;
  readonly standing: StandingWord;
  readonly renewedAgo: number | undefined;
  /** It renews every ten seconds: older than three of them, it is probably gone. */
  readonly stale: boolean;
  /** Its clock minus that of the server that answered, in seconds. */
  readonly skew: number | undefined;
  readonly skewed: boolean;
}

/** pkg/controlplane/apiserver/server.go: IdentityLeaseRenewIntervalPeriod. */
const RENEWS_EVERY = 10;
/** By this label the control plane collects the Leases of those that are gone (the same file). */
const IDENTITY_LABEL = 'apiserver.kubernetes.io/identity';
export const KUBE_APISERVER: ReadonlyMap<string, string> = new Map([
  [IDENTITY_LABEL, 'kube-apiserver'],
]);

export function apiServersOf(
  found: Seen<readonly RawObject[]>,
  clock: Clock,
): Seen<readonly ApiServer[]> {
  if (!found.seen) return found;
  const value = found.value.map((raw): ApiServer => {
    const lease = leaseFrom(raw);
    const { word, renewedAgo, holderSkew } = standing(lease, clock, 'apiserver');
    return {
      name: lease.ref.name,
      hostname: lease.labels.get('kubernetes.io/hostname'),
      standing: word,
      renewedAgo,
      stale: renewedAgo !== undefined && renewedAgo > 3 * RENEWS_EVERY,
      skew: holderSkew,
      skewed: holderSkew !== undefined && Math.abs(holderSkew) > TOLERATED_SKEW,
    };
  });
  return { ...found, value };
}
