// Looks at a line of an audit log no longer than it must: only what concerns the Lease is parsed.
import { JsonSize } from '../json-size.ts';
import { object, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import { OverLimit, type Limits } from '../limits.ts';
import { parseTime, type Micros } from '../lease/time.ts';
import { isAnswered, isAuditEvent, isOnLeases, writeVerb } from './event.ts';

export interface Glance {
  /** When its stage was reached, by the API server's clock. */
  readonly at: Micros | undefined;
  /** It is an answered write, of whatever object. */
  readonly isWrite: boolean;
  readonly isOnLeases: boolean;
  /** Where it may concern the Lease. */
  readonly event: RawObject | undefined;
}

/** Undefined: it is no audit event, or not whole. */
export type Look = (line: Buffer) => Glance | 'blank' | undefined;

export function lookFor(ref: LeaseRef, limits: Limits): Look {
  const name = Buffer.from(JSON.stringify(ref.name));
  return (given) => {
    const line = trimmed(given);
    if (line.length === 0) return 'blank';
    if (line[0] !== BRACE || line.at(-1) !== ENDING_BRACE) return undefined;
    const named = line.includes(LEASES) && (line.includes(name) || line.includes(COLLECTION));
    return (named ? undefined : glancedAt(line)) ?? parsed(line, limits);
  };
}

const [BRACE, ENDING_BRACE] = [0x7b, 0x7d];

const LEASES = Buffer.from('"leases"');
const COLLECTION = Buffer.from('"deletecollection"');

/**
 * How kube-apiserver begins every line; its fields follow in the order of the Go type (apiserver
 * pkg/apis/audit/v1/types.go), so that the first verb and the last stageTimestamp are the event's own.
 * A line that somebody else wrote anew is parsed.
 */
const BEGINNING = Buffer.from('{"kind":"Event","apiVersion":"audit.k8s.io/v1","level":"');
const ON_LEASES = Buffer.from('"objectRef":{"resource":"leases"');
const STAGE = Buffer.from('"stage":"');
const VERB = Buffer.from('"verb":"');
const TIME = Buffer.from('"stageTimestamp":"');

function glancedAt(line: Buffer): Glance | undefined {
  if (!line.subarray(0, BEGINNING.length).equals(BEGINNING)) return undefined;
  const stage = valueBehind(line, STAGE, line.indexOf(STAGE));
  const verb = valueBehind(line, VERB, line.indexOf(VERB));
  const time = valueBehind(line, TIME, line.lastIndexOf(TIME));
  if (stage === undefined || verb === undefined || time === undefined) return undefined;
  return {
    at: parseTime(time),
    isWrite: isAnswered({ stage }) && writeVerb({ verb }) !== undefined,
    isOnLeases: line.includes(ON_LEASES),
    event: undefined,
  };
}

/** Longer than any verb, stage or time. */
const LONGEST = 40;
const QUOTE = 0x22;

function valueBehind(line: Buffer, key: Buffer, at: number): string | undefined {
  if (at < 0) return undefined;
  const start = at + key.length;
  const end = line.indexOf(QUOTE, start);
  return end < 0 || end - start > LONGEST ? undefined : line.toString('latin1', start, end);
}

function parsed(line: Buffer, limits: Limits): Glance | undefined {
  const event = isSmall(line, limits) ? objectIn(line) : undefined;
  if (event === undefined || !isAuditEvent(event)) return undefined;
  return {
    at: parseTime(text(event['stageTimestamp'])),
    isWrite: isAnswered(event) && writeVerb(event) !== undefined,
    isOnLeases: isOnLeases(event),
    event,
  };
}

/** No line of this length has so many values that it matters. */
const SURELY_SMALL = 64 * 1024;

/** An event has a part of what a list has. */
function isSmall(line: Buffer, { depth, answerValues }: Limits): boolean {
  if (line.length <= SURELY_SMALL) return true;
  try {
    new JsonSize('a line', { depth, answerValues: answerValues / 4 }).add(line);
    return true;
  } catch (thrown) {
    if (thrown instanceof OverLimit) return false;
    throw thrown;
  }
}

function objectIn(line: Buffer): RawObject | undefined {
  try {
    return object(JSON.parse(line.toString('utf8')));
  } catch {
    return undefined;
  }
}

/** Without blanks and carriage returns around it, and without a byte order mark. */
function trimmed(line: Buffer): Buffer {
  let [start, end] = [0, line.length];
  if (line[0] === 0xef && line[1] === 0xbb && line[2] === 0xbf) start = 3;
  while (start < end && isBlank(line[start])) start += 1;
  while (end > start && isBlank(line[end - 1])) end -= 1;
  return line.subarray(start, end);
}

function isBlank(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
