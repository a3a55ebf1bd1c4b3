// Held, late, expired, released, never held or unknown, and on what evidence.
import type { Clock } from './clock.ts';
import type { Kind } from './kind.ts';
import type { Lease } from './lease.ts';
import { SECOND, type Micros } from './time.ts';

export const STANDINGS = ['held', 'late', 'expired', 'released', 'never-held', 'unknown'] as const;
export type StandingWord = (typeof STANDINGS)[number];

export interface Standing {
  readonly word: StandingWord;
  /** Seconds since the last renewal, by the API server's clock where `basis` says so. */
  readonly renewedAgo: number | undefined;
  /** Seconds until the term ends; negative once it has. */
  readonly expiresIn: number | undefined;
  /**
   * - `managed-fields`: the API server's clock on both sides.
   * - `renew-time`: the holder's own clock against the server's: shown, never judged by.
   * - `watched`: it was seen to be renewed, or watched for a whole term without it.
   */
  readonly basis: 'managed-fields' | 'renew-time' | 'watched' | undefined;
  /** The holder's clock minus the API server's, in seconds; undefined when it cannot be known. */
  readonly holderSkew: number | undefined;
  /** Why nothing better than `unknown` can be said. */
  readonly why: string | undefined;
  /**
   * More could be said if the server's version were known: renewTime and its stamp are further apart
   * than a right clock and a stamp of that very write can be.
   */
  readonly hangsOnVersion: boolean;
}

/** The server's clock has steps of one second on both sides of every comparison. */
export const STEP = 1;
/** More than this between renewTime and its stamp is a wrong clock or an old stamp (faults §0.4). */
export const TOLERATED_SKEW = 2;

/**
 * Judges by the API server's clock alone: the stamp that it puts on the write that set renewTime,
 * against the moment at which it answered. A holder's clock is never believed: an elector does not either
 * (client-go leaderelection, package comment; semantics §1.3). Where the moment is known roughly,
 * only what stood so all the while is said.
 */
export function standing(lease: Lease, clock: Clock, kind?: Kind): Standing {
  const latest = standingAt(lease, clock, kind);
  if (clock.since === undefined) return latest;
  const earliest = standingAt(lease, { ...clock, now: clock.since }, kind);
  if (earliest.word === latest.word) return latest;
  const took = Math.ceil((clock.now - clock.since) / SECOND);
  const why = `gathering took ${took}s, and how it stood changed meanwhile: --at TIME says when it was read`;
  return { ...latest, word: 'unknown', renewedAgo: undefined, expiresIn: undefined, why };
}

function standingAt(lease: Lease, clock: Clock, kind: Kind | undefined): Standing {
  if (!lease.holderIdentity) return vacant(lease, clock, kind);
  const age = ageOf(lease, clock);
  const term = lease.durationSeconds;
  const facts = {
    renewedAgo: age.seconds,
    expiresIn: term === undefined || age.seconds === undefined ? undefined : term - age.seconds,
    basis: age.basis,
    holderSkew: age.skew,
    why: undefined,
    hangsOnVersion: age.hangsOnVersion ?? false,
  };
  const unknown = (why: string): Standing => ({ ...facts, word: 'unknown', why });
  // Nothing that passes ends a lock without a term: only its owner gives it back.
  if (kind === 'lock' && term === undefined) return { ...facts, word: 'held' };
  if (lease.renewTime === undefined) return unknown('it has no renewTime');
  if (term === undefined) return unknown('it has no leaseDurationSeconds, so it has no term');
  if (clock.source === 'workstation') return unknown('the server told no time: it sent no Date');
  const doubt = clock.measured?.seen === true ? clock.measured.value.doubt : undefined;
  if (doubt !== undefined) return unknown(doubt);
  if (age.doubt !== undefined || age.seconds === undefined) return unknown(age.doubt ?? 'no clock');
  if (age.seconds - STEP >= term) {
    return age.atMost ? unknown(UNSTAMPED) : { ...facts, word: 'expired' };
  }
  // The newest time in it is only the earliest moment at which it can have been taken.
  if (clock.source === 'newest') {
    return { ...unknown(UNDATED), renewedAgo: undefined, expiresIn: undefined };
  }
  if (age.seconds <= term / 2) return { ...facts, word: 'held' };
  return age.atMost ? unknown(UNSTAMPED) : { ...facts, word: 'late' };
}

/** The earliest moment at which a Lease that is not written again stands otherwise. */
export function nextChange(lease: Lease, { word }: Standing, clock: Clock): Micros | undefined {
  const { durationSeconds: term } = lease;
  const stamp = clock.restamps === false ? undefined : stampOf(lease);
  if (term === undefined || stamp === undefined) return undefined;
  if (word === 'held') return stamp + (term / 2) * SECOND;
  return word === 'late' ? stamp + (term + STEP) * SECOND : undefined;
}

function vacant(lease: Lease, clock: Clock, kind: Kind | undefined): Standing {
  const age = clearedAge(lease, clock);
  const lock = kind === 'lock';
  const taken = lease.renewTime ?? lease.acquireTime ?? (lease.transitions || undefined);
  const facts = {
    renewedAgo: age.seconds,
    expiresIn: undefined,
    basis: age.basis,
    holderSkew: age.skew,
    why: undefined,
    hangsOnVersion: false,
  };
  // Terraform's Lock() takes "" for a holder (faults §0.2).
  if (lock && lease.holderIdentity === '') return { ...facts, word: 'unknown', why: EMPTIED };
  // A lock comes into being by being held, and some keep no times.
  return { ...facts, word: lock || taken !== undefined ? 'released' : 'never-held' };
}

/** Since somebody wrote that nobody holds it: that need not have been its last holder. */
function clearedAge(lease: Lease, clock: Clock): Age {
  const stamps = lease.writers.flatMap(({ ownsHolder, time }) =>
    ownsHolder && time ? [time] : [],
  );
  const nothing = { seconds: undefined, basis: undefined, skew: undefined };
  if (stamps.length === 0 || clock.restamps === false) return nothing;
  const seconds = Math.max(0, wholeSeconds(clock.now - Math.max(...stamps)));
  return { ...nothing, seconds, basis: 'managed-fields' };
}

const EMPTIED = 'its holder is empty, not absent, which its owner may take for a lock';

/** Said where the API server's stamp is missing, as in what `kubectl get -o yaml` prints. */
const UNMANAGED =
  "it has no managedFields (kubectl get --show-managed-fields keeps them), only its holder's own times";
const EARLY = 'it was written after the moment that it is to be judged at';
const UNDATED = 'the archive does not say when it was taken: --at TIME does';
const UNSTAMPED =
  "its holder's clock is ahead, or the server is older than 1.25 and did not stamp the renewal";

interface Age {
  readonly seconds: number | undefined;
  readonly basis: Standing['basis'];
  readonly skew: number | undefined;
  /** The true age may be less: the stamp may be older than the last renewal. */
  readonly atMost?: boolean;
  readonly hangsOnVersion?: boolean;
  readonly doubt?: string;
}

function ageOf(lease: Lease, clock: Clock): Age {
  const { renewTime } = lease;
  const stamp = stampOf(lease);
  if (renewTime === undefined) return { seconds: undefined, basis: undefined, skew: undefined };
  if (stamp === undefined || clock.restamps === false) {
    return {
      seconds: Math.max(0, wholeSeconds(clock.now - renewTime)),
      basis: 'renew-time',
      skew: undefined,
      doubt: UNMANAGED,
    };
  }
  const skew = (renewTime - stamp) / SECOND;
  const early = stamp - clock.now > 2 * STEP * SECOND;
  return {
    ...(early ? { doubt: EARLY } : {}),
    seconds: Math.max(0, wholeSeconds(clock.now - stamp)),
    basis: 'managed-fields',
    skew: clock.restamps === true || skew <= TOLERATED_SKEW ? skew : undefined,
    atMost: skew > TOLERATED_SKEW && clock.restamps !== true,
    hangsOnVersion: Math.abs(skew) > TOLERATED_SKEW && clock.restamps === undefined,
  };
}

/** When the API server last stored a write of the manager that owns renewTime. */
export function stampOf(lease: Lease): Micros | undefined {
  const stamps = lease.writers.flatMap(({ ownsRenewTime, time }) =>
    ownsRenewTime && time !== undefined ? [time] : [],
  );
  return stamps.length === 0 ? undefined : Math.max(...stamps);
}

function wholeSeconds(micros: Micros): number {
  return Math.floor(micros / SECOND);
}
