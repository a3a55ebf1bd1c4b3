// The finding about a holder whose clock, or time zone, is wrong.
import type { Finding, Found, Severity } from './finding.ts';
import { CLIENT_GO, COORDINATED } from './findings-sources.ts';
import { span, tenths } from './findings-words.ts';
import { leaseFrom, type Lease } from './lease.ts';
import { standing, TOLERATED_SKEW } from './standing.ts';

/**
 * Field managers of libraries whose candidates hold renewTime against their own wall clock: with a
 * clock that is wrong two of them lead at once (fabric8 LeaderElector.java, kubert src/lease.rs).
 */
const BY_WALL_CLOCK: ReadonlySet<string> = new Set(['fabric8-kubernetes-client', 'kubert']);

/**
 * client-go sets renewTime before its rate limits and before the request, so that one slow renewal
 * looks like a clock that is behind. It gives a renewal up after RenewDeadline, 10s by default.
 */
const SLOW = 10;

/** Whether that skew, in seconds and of one renewal alone, may come from a slow request. */
export function mayBeSlow(skew: number): boolean {
  return skew < 0 && skew > -SLOW;
}

interface Skew {
  /** The holder's clock minus the API server's, in seconds. */
  readonly seconds: number;
  readonly renewals: number;
}

/** The smallest of all renewals that were seen: in that one least else had a part. */
function skewOf({ who: { lease, clock, verdict }, watched, timing }: Found): Skew | undefined {
  const skews = new Map([[lease.renewTime, timing.holderSkew]]);
  for (const { raw, at } of watched.seen ? watched.value.sightings : []) {
    const seen = leaseFrom(raw);
    if (seen.holderIdentity !== lease.holderIdentity || skews.has(seen.renewTime)) continue;
    skews.set(seen.renewTime, standing(seen, { ...clock, now: at }, verdict.kind).holderSkew);
  }
  const known = [...skews.values()].filter((it) => it !== undefined);
  const [first, ...rest] = known;
  if (first === undefined) return undefined;
  const seconds = rest.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a), first);
  return { seconds, renewals: known.length };
}

/** Of an API server's own Lease, see apiServerClock. */
export function holderClock(record: Found): Finding | undefined {
  const { lease, verdict } = record.who;
  const found = skewOf(record);
  if (found === undefined || verdict.kind === 'apiserver') return undefined;
  const { seconds: skew, renewals } = found;
  if (Math.abs(skew) <= TOLERATED_SKEW || (renewals === 1 && mayBeSlow(skew))) return undefined;
  const zone = zoneOf(skew);
  const way = skew < 0 ? 'behind' : 'ahead of';
  const judges = judgeOf(lease, verdict.kind);
  return {
    id: 'holder-clock',
    severity: severityOf(judges, zone),
    what:
      zone === undefined
        ? `its holder's clock is ${span(skew)} ${way} the API server's`
        : `its holder's times are ${zone} ${way} the API server's: probably local time, written as UTC`,
    evidence: [
      `renewTime is ${tenths(Math.abs(skew))}s ${way} the stamp that the API server put on it`,
      ...rests(found),
      ...(zone === undefined
        ? []
        : ['that is a whole number of half or quarter hours, as time zones are']),
      ...(judges === undefined ? ['nothing says that its candidates go by it'] : [judges]),
    ],
    advice:
      zone === undefined
        ? 'synchronise the clock of its node (NTP)'
        : 'have it write its times in UTC, or run it with TZ=UTC; until then, do not read its times',
    source: verdict.kind === 'coordinated' ? COORDINATED : CLIENT_GO,
  };
}

/** How much of it may be a slow request. */
function rests({ seconds, renewals }: Skew): string[] {
  if (renewals > 1) return [`that is the least of the ${renewals} renewals that were seen`];
  return seconds < 0 ? ['one renewal was seen: a request that took as long looks the same'] : [];
}

function severityOf(judges: string | undefined, zone: string | undefined): Severity {
  if (judges !== undefined) return 'high';
  return zone === undefined ? 'medium' : 'low';
}

/** Who goes by the holder's times, where that is known. */
function judgeOf({ writers }: Lease, kind: string): string | undefined {
  if (kind === 'coordinated') return 'the control plane ends a term by renewTime and its own clock';
  const owner = writers.find(
    ({ manager, ownsRenewTime }) => ownsRenewTime && BY_WALL_CLOCK.has(manager),
  );
  return owner && `${owner.manager}: its candidates hold renewTime against their own clocks`;
}

const QUARTER = 900;
/** The stamp has whole seconds, and the request takes its time. */
const NEAR = 2;
/** Pacific/Kiritimati, the farthest. */
const FARTHEST = 14 * 3600;

/** Of half an hour and more: kubernetes_asyncio writes local time, labelled as UTC. */
function zoneOf(skew: number): string | undefined {
  const size = Math.abs(skew);
  const whole = Math.round(size / QUARTER) * QUARTER;
  if (whole > FARTHEST || Math.abs(size - whole) > NEAR) return undefined;
  // 45 minutes past are zones, as Nepal's; 15 past are none.
  return whole % 3600 === QUARTER ? undefined : span(whole);
}
