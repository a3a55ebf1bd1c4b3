// Operations as a test of notes, records, Events and histories needs them.
import type { OperationNote } from '../../src/lease/operation-note.ts';
import type { OperationRecord } from '../../src/lease/operation-record.ts';
import { SECOND } from '../../src/lease/time.ts';
import { START } from '../audit/events.ts';

/** A step-down of `a` at 100 s, after which `b` leads from 104.6 s; all seconds after START. */
export function recordOf(changes: Partial<OperationRecord> = {}): OperationRecord {
  return {
    id: '3f2a91c4',
    operator: 'alice',
    reason: 'split brain drill',
    ticket: 'INC-4711',
    plan: 'step-down',
    speed: 'evict',
    at: after(100),
    before: { uid: 'uid-1', holder: 'a', acquireTime: after(0), transitions: 0 },
    endedAt: after(108.7),
    outcome: 'led',
    after: { uid: 'uid-1', holder: 'b', acquireTime: after(104.6), transitions: 2 },
    releasedAt: after(103.8),
    leaderlessSeconds: 0.9,
    ...changes,
  };
}

/** The same while it is under way. */
export function noteOf(changes: Partial<OperationNote> = {}): OperationNote {
  const { id, operator, reason, ticket, plan, speed, at, before } = recordOf();
  return {
    ...{ id, operator, reason, ticket, plan, speed, at, before },
    pod: undefined,
    former: undefined,
    ...{ term: 15, interval: 2, elector: 'client-go', bound: 20, renewEvery: 3 },
    ...{ adopted: undefined, asked: undefined },
    ...changes,
  };
}

export function after(seconds: number): number {
  return START + Math.round(seconds * SECOND);
}

/** Text that somebody may have typed, pasted or forged: each is more than one limit can take. */
export const HOSTILE_TEXTS: readonly string[] = [
  '',
  'x'.repeat(300_000),
  '🚨'.repeat(5_000),
  `x${'🚨'.repeat(5_000)}`,
  `xx${'é'.repeat(9_000)}`,
  '\u0000\u001b[31m\r\n'.repeat(4_000),
  '\ud800'.repeat(3_000),
  `"${'\\'.repeat(20_000)}"`,
  '\u2028{"outcome":"led"}\u2029',
];
