// Findings about the lead going from one to another: two that write, a name that is shared, a spike.
import type { Finding, Found } from './finding.ts';
import { CLIENT_GO, LEASE_NAMES } from './findings-sources.ts';
import { command, facts, listed, plural, span, tenths } from './findings-words.ts';
import { holderName } from './holder.ts';
import { leaderEvents, type LeaderEvent } from './lease-events.ts';
import { leaseFrom, type Lease } from './lease.ts';
import { SECOND, type Micros } from './time.ts';

/** Ours: neither a candidate nor one that goes on writing. */
const TOOL = 'kubectl-lease';

/** A person's edit, or our own, is no program that renews. */
function isByHand(manager: string): boolean {
  return manager.startsWith('kubectl');
}

/** One that comes back after another had it, or two managers by turns: nobody ever releases so. */
export function twoWriters({ watched, who }: Found): Finding | undefined {
  if (!watched.seen) return undefined;
  const { sightings, until } = watched.value;
  const leases = sightings.map(({ raw }) => leaseFrom(raw));
  const holders = turnsOf(leases.map(heldBy));
  const managers = turnsOf(leases.map(renewedBy));
  const [first] = sightings;
  const looked = `in ${tenths((until - (first?.at ?? until)) / SECOND)}s of watching`;
  const evidence = [
    ...(comesBack(holders) ? [`held ${looked} by ${holders.join(', then ')}`] : []),
    // One that comes back only wrote on after another's single write.
    ...(returning(managers) >= 2 ? [`renewed ${looked} by ${managers.join(', then ')}`] : []),
  ];
  if (evidence.length === 0) return undefined;
  return {
    id: 'two-writers',
    severity: 'high',
    what: 'two fight over it: each takes it from the other, and both may act',
    evidence,
    advice: `stop one of them, and give each a Lease of its own: ${command('kubectl lease history', who.lease.ref)}`,
    source: CLIENT_GO,
  };
}

/** Nobody where a person wrote its name: what follows is no fight. */
function heldBy({ holderIdentity, writers }: Lease): string | undefined {
  return writers.some(({ manager, ownsHolder }) => ownsHolder && isByHand(manager))
    ? undefined
    : holderIdentity;
}

/** Those who renewed it last, without edits by hand. */
function renewedBy({ writers }: Lease): string | undefined {
  const owners = writers.filter(
    ({ manager, ownsRenewTime }) => ownsRenewTime && !isByHand(manager),
  );
  const last = owners.reduce<(typeof owners)[number] | undefined>(
    (a, b) => ((a?.time ?? -Infinity) >= (b.time ?? -Infinity) ? a : b),
    undefined,
  );
  return last?.manager;
}

/** Each once for as long as it lasts; nobody, and a fence of ours, is nobody's turn. */
function turnsOf(all: readonly (string | undefined)[]): string[] {
  const turns: string[] = [];
  for (const it of all) {
    if (!it || it.startsWith(`${TOOL}/`)) continue;
    if (turns.at(-1) !== it) turns.push(it);
  }
  return turns;
}

function comesBack(turns: readonly string[]): boolean {
  return returning(turns) > 0;
}

/** How many of them had more than one turn. */
function returning(turns: readonly string[]): number {
  return new Set(turns.filter((it, at) => turns.indexOf(it) !== at)).size;
}

/** As the API server keeps Events by default (kube-apiserver --event-ttl). */
const HOUR = 3600 * SECOND;

/**
 * Two programs that were told the same name campaign against each other, and one never works; two
 * colours of one program, or its canary, look the same. Once from one to the other is a rename.
 */
export function nameCollides({ events, who }: Found): Finding | undefined {
  const { lease, verdict, clock } = who;
  if (!events.seen) return undefined;
  const led = became(events.value, lease, clock.now).toSorted((a, b) => a.at - b.at);
  const identities = turnsOf([...led.map(({ identity }) => identity), lease.holderIdentity]);
  const workloads = turnsOf(
    identities.map((holderIdentity) =>
      workloadIn(holderName({ ...lease, holderIdentity }, verdict.classification).name),
    ),
  );
  if (!comesBack(workloads)) return undefined;
  return {
    id: 'name-collides',
    severity: 'medium',
    what: 'Pods of different workloads lead it by turns: while one does, the other may do nothing',
    evidence: [
      `within the last hour it was led by Pods of ${listed(workloads, 8)}, one after the other`,
      ...facts(identities.map((identity) => `leader: ${identity}`)),
    ],
    advice:
      'nothing where they are one program (blue/green, canary); else give each a Lease name of its own, and restart both',
    source: LEASE_NAMES,
  };
}

/**
 * The Deployment in a Pod's name; undefined where the name has no generated parts. The hash of a
 * ReplicaSet has up to ten characters without vowels (apimachinery pkg/util/rand SafeEncodeString).
 */
const DEPLOYED = /^(.+)-[bcdfghjklmnpqrstvwxz0-9]{6,10}-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

function workloadIn(name: string): string | undefined {
  return name.length <= 253 ? DEPLOYED.exec(name)?.[1] : undefined;
}

/**
 * On average since it was made, or by the Events of the last hour. The average of an old Lease
 * hides a spike, and its counter alone says nothing; a rollout of three replicas makes three
 * transitions, so fewer than these are none.
 */
const FEWEST = 5;
const AN_HOUR = 1;
const EVENTS_AN_HOUR = 4;

export function transitionSpike({ events, who, history }: Found): Finding | undefined {
  const { lease, verdict, clock } = who;
  // The control plane never counts those of a coordinated election.
  if (verdict.kind !== 'election') return undefined;
  const evidence = [
    ...average(lease, clock.now, fences(history)),
    ...(events.seen ? lately(became(events.value, lease, clock.now)) : []),
  ];
  if (evidence.length === 0) return undefined;
  return {
    id: 'transition-spike',
    severity: 'medium',
    what: 'the lead changes too often',
    evidence,
    advice: `see who lost it and why, and lengthen retryPeriod and leaseDuration where the API is slow: ${command('kubectl lease history', lease.ref)}`,
    source: CLIENT_GO,
  };
}

/** The transitions that were no change of leader: fences of ours, as far as they are told. */
function fences({ coverage }: Found['history']): number {
  return coverage.transitions.multiple.reduce((sum, count) => sum + count - 1, 0);
}

function average(
  { createdAt, transitions: counted = 0 }: Lease,
  now: Micros,
  fenced: number,
): string[] {
  const transitions = Math.max(0, counted - fenced);
  if (createdAt === undefined || transitions < FEWEST) return [];
  const age = Math.max(0, now - createdAt) / SECOND;
  const rate = transitions / Math.max(1, age / 3600);
  return rate > AN_HOUR
    ? [`${transitions} transitions since it was made ${span(age)} ago${anHour(rate, age)}`]
    : [];
}

/** A rate of less than an hour would be made up; and who makes a Lease anew may bring its count. */
function anHour(rate: number, age: number): string {
  return age < 3600
    ? ', its count brought along where it was made anew'
    : `: ${tenths(rate)} an hour`;
}

function lately(events: readonly LeaderEvent[]): string[] {
  const times = events.reduce((sum, { count }) => sum + count, 0);
  if (times < EVENTS_AN_HOUR) return [];
  const who = new Set(events.map(({ identity }) => identity)).size;
  return [`"became leader" ${times} times within the last hour, by ${plural(who, 'holder')}`];
}

/** Of this very Lease; one that was deleted and made anew bears the same name. */
function became(
  events: Parameters<typeof leaderEvents>[0],
  { uid }: Lease,
  now: Micros,
): LeaderEvent[] {
  return leaderEvents(events).filter(
    ({ what, at, leaseUid }) =>
      what === 'became' &&
      now - at <= HOUR &&
      (uid === undefined || leaseUid === undefined || leaseUid === uid),
  );
}
