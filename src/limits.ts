// How much of what comes from outside is read: one table for files, answers of servers and plugins.
import { failure, type Failure } from './errors.ts';

interface Limit {
  /** Bytes, objects, levels or milliseconds, as `unit` says. */
  readonly most: number;
  readonly unit: 'bytes' | 'objects' | 'levels' | 'milliseconds';
  /** The environment variable that raises it, in the same unit. */
  readonly variable: string;
}

const MB = 1_000_000;

export const LIMITS = {
  /** One answer of an API server, after it is unpacked. */
  answer: { most: 256 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_ANSWER' },
  /** One event of a watch. The API server refuses objects of more than 3 MiB. */
  event: { most: 16 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_EVENT' },
  /** One file, after it is unpacked; audit logs are streams and are not measured by it. */
  file: { most: 256 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_FILE' },
  /** All objects of one list, or of one archive. */
  objects: { most: 1_000_000, unit: 'objects', variable: 'KUBECTL_LEASE_MAX_OBJECTS' },
  /** Lists and objects within each other. */
  depth: { most: 1_000, unit: 'levels', variable: 'KUBECTL_LEASE_MAX_DEPTH' },
  /** One answer, from the request to its last byte; one archive. --request-timeout goes before it. */
  time: { most: 300_000, unit: 'milliseconds', variable: 'KUBECTL_LEASE_MAX_TIME' },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof LIMITS;

type Variables = Readonly<Record<string, string | undefined>>;

/** What a user set, or the table's own; a value that is no whole number above zero is a failure. */
export function limitOf(name: LimitName, variables: Variables): number {
  const { most, variable } = LIMITS[name];
  const set = variables[variable];
  if (set === undefined || set === '') return most;
  const value = Number(set);
  if (/^[0-9]+$/.test(set) && Number.isSafeInteger(value) && value > 0) return value;
  throw failure(`${variable} must be a whole number above 0`);
}

/** `subject` has more than the limit: "the answer of the API server", "the file incident.tar". */
export function overLimit(name: LimitName, subject: string, limit: number): Failure {
  const { unit, variable } = LIMITS[name];
  const verb = unit === 'milliseconds' ? 'takes longer than' : 'has more than';
  return failure(`${subject} ${verb} ${String(limit)} ${unit}`, {
    hint: `Set ${variable} to raise this limit.`,
  });
}
