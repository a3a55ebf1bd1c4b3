// A holder that somebody wrote by hand: in the Lease, but nobody renews it under that name.
import type { Lease, Writer } from './lease.ts';
import type { Micros } from './time.ts';

export interface ByHand {
  /** "kubectl-patch" */
  readonly manager: string;
  /** The API server's clock, whole seconds. */
  readonly at: Micros;
}

/** kubectl's own field managers (kubectl pkg/cmd), and not this program's. */
const KUBECTL = /^kubectl($|-(?!lease))/;

/** The manager of kubectl that wrote the renewal: no elector calls itself that. */
export function renewedByHand({ writers }: Lease): string | undefined {
  const latest = latestOf(writers.filter(({ ownsRenewTime }) => ownsRenewTime));
  return latest !== undefined && KUBECTL.test(latest.manager) ? latest.manager : undefined;
}

/**
 * kubectl owns the holder but not the times beside it, and nobody has renewed it since. (A Lease
 * that kubectl wrote whole, as from a backup, has times of its own.) A process of that name that renews it
 * would leave the holder's owner as it is, but not the stamp on renewTime.
 */
export function writtenByHand({ holderIdentity, writers }: Lease): ByHand | undefined {
  if (!holderIdentity) return undefined;
  const latest = latestOf(writers.filter(({ ownsHolder }) => ownsHolder));
  if (latest?.time === undefined || latest.ownsRenewTime) return undefined;
  if (!KUBECTL.test(latest.manager)) return undefined;
  const renewal = latestOf(writers.filter(({ ownsRenewTime }) => ownsRenewTime));
  const renewedSince = renewal?.time !== undefined && renewal.time > latest.time;
  return renewedSince ? undefined : { manager: latest.manager, at: latest.time };
}

function latestOf(writers: readonly Writer[]): Writer | undefined {
  return writers.toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0))[0];
}
