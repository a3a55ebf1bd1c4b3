// How much of what comes from outside is read: one table for files, answers of servers and plugins.
import { Failure } from './errors.ts';

interface Limit {
  /** How many, in `unit`. */
  readonly most: number;
  readonly unit:
    | 'bytes'
    | 'objects'
    | 'requests'
    | 'values'
    | 'files'
    | 'pages'
    | 'levels'
    | 'milliseconds'
    | 'times';
  /** The environment variable that raises it, in the same unit. */
  readonly variable: string;
}

const MB = 1_000_000;

export const LIMITS = {
  /** One answer of an API server, after it is unpacked. */
  answer: { most: 64 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_ANSWER' },
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
  objects: { most: 200_000, unit: 'objects', variable: 'KUBECTL_LEASE_MAX_OBJECTS' },
  /** All answers of one list. */
  list: { most: 128 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_LIST' },
  /** All answers of one list, which may be empty. */
  pages: { most: 10_000, unit: 'pages', variable: 'KUBECTL_LEASE_MAX_PAGES' },
  /** Fields and items of one answer, event or line: small ones take many times their bytes. */
  answerValues: { most: 1_500_000, unit: 'values', variable: 'KUBECTL_LEASE_MAX_ANSWER_VALUES' },
  /** Lists and objects within each other. */
  depth: { most: 1_000, unit: 'levels', variable: 'KUBECTL_LEASE_MAX_DEPTH' },
  /** One answer, from the request to its last byte; one list; one archive. --request-timeout goes before it. */
  time: { most: 300_000, unit: 'milliseconds', variable: 'KUBECTL_LEASE_MAX_TIME' },
  /** One kubeconfig, kuberc, token, certificate or key. */
  config: { most: 2 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_CONFIG' },
  /** What a credential plugin prints. */
  pluginOutput: { most: 1 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_PLUGIN_OUTPUT' },
  /** How long a credential plugin runs that cannot ask anybody. */
  pluginTime: { most: 60_000, unit: 'milliseconds', variable: 'KUBECTL_LEASE_MAX_PLUGIN_TIME' },
  /** One line of an audit log that is read: an event holds two bodies of at most 3 MiB. */
  line: { most: 16 * 1024 * 1024, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_LINE' },
  /** One line of an audit log that is passed over, and whose end does not come. */
  endlessLine: { most: 256 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_ENDLESS_LINE' },
  /** What is kept of audit logs: the requests on one Lease that differ in more than their times. */
  audit: { most: 16 * MB, unit: 'bytes', variable: 'KUBECTL_LEASE_MAX_AUDIT' },
  /** All requests on one Lease in audit logs. */
  requests: { most: 2_000_000, unit: 'requests', variable: 'KUBECTL_LEASE_MAX_REQUESTS' },
  /** By how much a compressed audit log grows: real ones grow 10 to 100 times, gzip allows 1,032. */
  ratio: { most: 500, unit: 'times', variable: 'KUBECTL_LEASE_MAX_RATIO' },
} as const satisfies Readonly<Record<string, Limit>>;

export type LimitName = keyof typeof LIMITS;

export type Limits = Readonly<Record<LimitName, number>>;

type Variables = Readonly<Record<string, string | undefined>>;

/** What a user set, or the table's own; a value that is no whole number above zero is a failure. */
export function limitOf(name: LimitName, variables: Variables): number {
  const { most, variable } = LIMITS[name];
  const set = variables[variable];
  if (set === undefined || set === '') return most;
  const value = Number(set);
  if (/^[0-9]+$/.test(set) && Number.isSafeInteger(value) && value > 0) return value;
  throw new Failure(`error: ${variable} must be a whole number above 0`);
}

/** The whole table, as the user set it. */
export function limitsFrom(variables: Variables): Limits {
  const names = Object.keys(LIMITS) as LimitName[];
  return Object.fromEntries(names.map((name) => [name, limitOf(name, variables)])) as Limits;
}

/** Something foreign is larger than what is read: asking once more gives the same. */
export class OverLimit extends Failure {
  readonly variable: string;

  constructor(name: LimitName, sentence: string) {
    super(sentence, { hint: raising(name) });
    this.variable = LIMITS[name].variable;
  }
}

/** `subject` has more than the limit: "the answer of the API server", "the file incident.tar". */
export function overLimit(name: LimitName, subject: string, limit: number): OverLimit {
  return new OverLimit(name, `error: ${subject} ${moreThan(name, limit)}`);
}

const VERBS: ReadonlyMap<Limit['unit'], string> = new Map([
  ['milliseconds', 'takes longer than'],
  ['times', 'grows, when it is unpacked, by more than'],
]);

/** What goes behind the subject of such a sentence. */
export function moreThan(name: LimitName, limit: number): string {
  const { unit } = LIMITS[name];
  return `${VERBS.get(unit) ?? 'has more than'} ${String(limit)} ${unit}`;
}

/** The next step. */
export function raising(name: LimitName): string {
  return `Set ${LIMITS[name].variable} to raise this limit.`;
}
