// How much of what comes from outside is read: one table for files, answers of servers and plugins.
import { failure, type Failure } from './errors.ts';

interface Limit {
  /** How many, in `unit`. */
  readonly most: number;
  readonly unit: 'bytes' | 'objects' | 'values' | 'files' | 'levels' | 'milliseconds';
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
  file: { most: 128 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_FILE' },
  /** One object or document of YAML; the parser may need 80 times as much memory. */
  yaml: { most: 4 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_YAML' },
  /** All that one archive is read or unpacked to, with the logs in it that are passed over. */
  unpacked: { most: 16_000 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_UNPACKED' },
  /** The files of one archive that may hold objects. */
  files: { most: 200_000, unit: 'files', variable: 'KUBECTL_LEASE_MAX_FILES' },
  /** The strings, numbers, lists and objects within all objects of one archive. */
  values: { most: 4_000_000, unit: 'values', variable: 'KUBECTL_LEASE_MAX_VALUES' },
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
  return failure(`${subject} ${moreThan(name, limit)}`, { hint: raising(name) });
}

/** What goes behind the subject of such a sentence. */
export function moreThan(name: LimitName, limit: number): string {
  const { unit } = LIMITS[name];
  const verb = unit === 'milliseconds' ? 'takes longer than' : 'has more than';
  return `${verb} ${String(limit)} ${unit}`;
}

/** The next step. */
export function raising(name: LimitName): string {
  return `Set ${LIMITS[name].variable} to raise this limit.`;
}
