// The finding about a holder whose clock, or time zone, is wrong.
import type { Finding, Found, Severity } from './finding.ts';
import { CLIENT_GO, COORDINATED } from './findings-sources.ts';
import { span, tenths } from './findings-words.ts';
import type { Lease } from './lease.ts';
import { TOLERATED_SKEW } from './standing.ts';

/**
 * Field managers of libraries whose candidates hold renewTime against their own wall clock: with a
 * clock that is wrong two of them lead at once (fabric8 LeaderElector.java, kubert src/lease.rs).
 */
const BY_WALL_CLOCK: ReadonlySet<string> = new Set(['fabric8-kubernetes-client', 'kubert']);

/** Of an API server's own Lease, see apiServerClock. */
export function holderClock({ who, timing: { holderSkew: skew } }: Found): Finding | undefined {
  const { lease, verdict } = who;
  if (skew === undefined || verdict.kind === 'apiserver') return undefined;
  if (Math.abs(skew) <= TOLERATED_SKEW) return undefined;
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
