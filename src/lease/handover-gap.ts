// For how long nobody leads when the holder of an election is stopped.
import type { Lease } from './lease.ts';
import type { Pod } from './pod.ts';
import { timingOf } from './timing.ts';
import type { Verdict } from './verdict.ts';

export interface Gap {
  /** Seconds until a standby leads at most, where the holder just stops; undefined: not known. */
  readonly most: number | undefined;
  /** Seconds at most where it gives the Lease away as it stops. */
  readonly released: number | undefined;
  /** Whether it does; undefined where that is not known. */
  readonly releases: boolean | undefined;
  /** Where the seconds come from, or why there are none. */
  readonly by: string;
}

/** A candidate looks every RetryPeriod, stretched by up to 2.2 (client-go JitterFactor 1.2). */
const LOOK = 2.2;

const unwatched = { seen: false, why: 'it was not watched' } as const;

/** Undefined for what nobody takes over by waiting: locks, data, heartbeats, identities. */
export function gapOf(lease: Lease, verdict: Verdict, pod: Pod | undefined): Gap | undefined {
  const { kind } = verdict;
  if (kind === 'coordinated') return unknown('the control plane elects the next');
  if (kind === 'unknown') return unknown('what kind of Lease it is is not known');
  if (kind !== 'election') return undefined;
  const containers = pod?.containers ?? [];
  const { declared, worstTakeover } = timingOf(lease, verdict, containers, unwatched);
  if (declared === undefined) return unknown('how often its candidates look is not known');
  return {
    most: worstTakeover,
    released: LOOK * declared.retryPeriod,
    releases: releasedBy(containers.flatMap(({ flags }) => flags)) ?? declared.releases,
    by: declared.by,
  };
}

function unknown(by: string): Gap {
  return { most: undefined, released: undefined, releases: undefined, by };
}

const RELEASE = /^--?(?:leader-elect(?:ion)?-)?release-on-cancel(?:[= ](.*))?$/;

/** By the flag that programs name after client-go's ReleaseOnCancel. */
function releasedBy(flags: readonly string[]): boolean | undefined {
  const told = flags.map((flag) => RELEASE.exec(flag)).findLast((match) => match !== null);
  if (!told) return undefined;
  const [, value = 'true'] = told;
  return value === 'true' ? true : value === 'false' ? false : undefined;
}
