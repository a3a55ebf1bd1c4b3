// Gathers from the lines of audit logs what concerns one Lease, and counts the rest.
import type {
  AuditCoverage,
  AuditRequest,
  AuditTrail,
  LogLine,
  RequestsAlike,
  Span,
} from '../lease/audit-trail.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { overLimit, type Limits } from '../limits.ts';
import { SECOND } from '../lease/time.ts';
import { occurrenceOn, type Occurrence } from './event.ts';
import { lookFor } from './glance.ts';

/** What was read of one log. */
export interface LogTally {
  readonly name: string;
  readonly lines: number;
  readonly events: number;
}

interface Gatherer {
  /** What takes the lines of a log that begins here; undefined is a line too long to be read. */
  begin(name: string): {
    readonly tally: LogTally;
    readonly take: (line: Buffer | undefined) => void;
  };
  trail(cut: AuditCoverage['cut']): AuditTrail;
}

/** Keeps of the logs no more than the requests on this Lease. */
export function gatherer(ref: LeaseRef, limits: Limits): Gatherer {
  const look = lookFor(ref, limits);
  const kept = new Kept(limits);
  const tallies: Tally[] = [];
  return {
    begin(name) {
      const tally: Tally = { ...EMPTY, name };
      tallies.push(tally);
      return {
        tally,
        take(line) {
          tally.lines += 1;
          const glance = line && look(line);
          if (glance === 'blank') return;
          if (glance === undefined) {
            tally.unreadable += 1;
            tally.firstUnreadable ??= { log: name, line: tally.lines };
            return;
          }
          tally.events += 1;
          if (glance.isWrite) tally.writes += 1;
          if (glance.isWrite && glance.isOnLeases) tally.leaseWrites += 1;
          if (glance.at !== undefined) {
            tally.from = Math.min(tally.from, glance.at);
            tally.to = Math.max(tally.to, glance.at);
          }
          const occurrence = glance.event && occurrenceOn(glance.event, ref);
          if (occurrence !== undefined) kept.add(occurrence);
        },
      };
    },
    trail: (cut) => ({ requests: kept.requests(), coverage: coverageOf(tallies, cut) }),
  };
}

interface Growing extends AuditRequest {
  readonly times: number[];
  readonly on: number[];
  readonly made: number[];
}

/** The requests on the Lease: of those that are alike only the times. */
class Kept {
  readonly #limits: Limits;
  readonly #alike = new Map<string, Growing>();
  #requests = 0;
  #size = 0;

  constructor(limits: Limits) {
    this.#limits = limits;
  }

  add({ request, at, on, made }: Occurrence): void {
    const key = JSON.stringify(request);
    const growing = this.#alike.get(key) ?? this.#begin(key, request);
    growing.times.push(at);
    growing.on.push(on);
    growing.made.push(made);
    this.#requests += 1;
    const { requests } = this.#limits;
    if (this.#requests > requests) throw overLimit('requests', SUBJECT, requests);
  }

  requests(): RequestsAlike[] {
    return [...this.#alike.values()];
  }

  #begin(key: string, request: AuditRequest): Growing {
    this.#size += key.length;
    const { audit } = this.#limits;
    if (this.#size > audit) throw overLimit('audit', SUBJECT, audit);
    const growing: Growing = { ...request, times: [], on: [], made: [] };
    this.#alike.set(key, growing);
    return growing;
  }
}

const SUBJECT = 'what the audit logs tell of the Lease';

interface Tally extends LogTally {
  lines: number;
  events: number;
  writes: number;
  leaseWrites: number;
  unreadable: number;
  firstUnreadable: LogLine | undefined;
  from: number;
  to: number;
}

const EMPTY: Omit<Tally, 'name'> = {
  ...{ lines: 0, events: 0, writes: 0, leaseWrites: 0, unreadable: 0 },
  ...{ firstUnreadable: undefined, from: Infinity, to: -Infinity },
};

function coverageOf(tallies: readonly Tally[], cut: AuditCoverage['cut']): AuditCoverage {
  const sum = (count: (tally: Tally) => number): number =>
    tallies.reduce((total, tally) => total + count(tally), 0);
  const first = tallies.find(({ firstUnreadable }) => firstUnreadable)?.firstUnreadable;
  return {
    spans: joined(tallies.filter(({ from, to }) => from <= to)),
    events: sum(({ events }) => events),
    writes: sum(({ writes }) => writes),
    leaseWrites: sum(({ leaseWrites }) => leaseWrites),
    unreadable: first && { lines: sum(({ unreadable }) => unreadable), first },
    cut,
  };
}

/** A log is rotated between two events: no API server is without one for so long. */
const MEET = 10 * SECOND;

function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last !== undefined && from <= last.to + MEET) {
      all.splice(-1, 1, { from: last.from, to: Math.max(last.to, to) });
    } else all.push({ from, to });
  }
  return all;
}
