// The flags of all commands; each parses itself into a value, in kubectl's words when it cannot.
import { Flags, type Interfaces } from '@oclif/core';
import type { ConnectionFlags } from './cluster/connection-flags.ts';
import { failure } from './errors.ts';
import { parseTime, type Micros } from './lease/time.ts';
import { parseFlags, type FlagShape } from './pflag.ts';

const CONNECTION = 'CONNECTION';

/** kubectl's own (conventions §3.2); `kubectl options` describes them. */
export const connectionFlags = {
  kubeconfig: Flags.string({ helpGroup: CONNECTION, helpValue: 'FILE' }),
  context: Flags.string({ helpGroup: CONNECTION, helpValue: 'NAME' }),
  cluster: Flags.string({ helpGroup: CONNECTION, helpValue: 'NAME' }),
  user: Flags.string({ helpGroup: CONNECTION, helpValue: 'NAME' }),
  server: Flags.string({ char: 's', helpGroup: CONNECTION, helpValue: 'URL' }),
  token: Flags.string({ helpGroup: CONNECTION, helpValue: 'TOKEN' }),
  'client-certificate': Flags.string({ helpGroup: CONNECTION, helpValue: 'FILE' }),
  'client-key': Flags.string({ helpGroup: CONNECTION, helpValue: 'FILE' }),
  'certificate-authority': Flags.string({ helpGroup: CONNECTION, helpValue: 'FILE' }),
  'insecure-skip-tls-verify': Flags.boolean({ helpGroup: CONNECTION }),
  'tls-server-name': Flags.string({ helpGroup: CONNECTION, helpValue: 'NAME' }),
  'disable-compression': Flags.boolean({ helpGroup: CONNECTION }),
  kuberc: Flags.string({ helpGroup: CONNECTION, helpValue: 'FILE' }),
  as: Flags.string({ helpGroup: CONNECTION, helpValue: 'USER' }),
  'as-uid': Flags.string({ helpGroup: CONNECTION, helpValue: 'UID' }),
  'as-group': Flags.string({ helpGroup: CONNECTION, helpValue: 'GROUP', multiple: true }),
  'as-user-extra': Flags.string({ helpGroup: CONNECTION, helpValue: 'KEY=VALUE', multiple: true }),
  'request-timeout': Flags.string({ helpGroup: CONNECTION, helpValue: 'DURATION' }),
  v: Flags.string({ char: 'v', helpGroup: CONNECTION, helpValue: 'LEVEL' }),
};

export const namespaceFlag = {
  namespace: Flags.string({
    char: 'n',
    helpValue: 'NAMESPACE',
    description: 'look in this namespace instead of that of the context',
  }),
};

export const archiveFlags = {
  filename: Flags.string({
    char: 'f',
    helpValue: 'FILE|DIR|-',
    description:
      'read an archive instead of a cluster: what kubectl get -o yaml --show-managed-fields printed, a folder or a tar of it, a must-gather, a support bundle, or what describe --save wrote',
  }),
  at: Flags.string({
    helpValue: 'TIME',
    description: 'judge an archive as of this moment, such as 2026-11-25T03:00:00Z',
  }),
};

/** The last of the allowed formats given; throws kubectl's sentence for another. */
export function outputFormat<Format extends string>(
  given: string | undefined,
  allowed: readonly Format[],
  fallback: Format,
): Format {
  if (given === undefined || given === '') return fallback;
  const format = allowed.find((candidate) => candidate === given);
  if (format !== undefined) return format;
  const formats = [...allowed].sort().join(',');
  throw failure(
    `unable to match a printer suitable for the output format "${given}", allowed formats are: ${formats}`,
  );
}

/** Comma-separated and repeatable; throws a Failure that lists the accepted words. */
export function words<Word extends string>(
  flag: string,
  given: readonly string[] | undefined,
  accepted: readonly Word[],
): ReadonlySet<Word> | undefined {
  if (given === undefined) return undefined;
  const wanted = given.flatMap((value) => value.split(',')).map((value) => value.trim());
  return new Set(
    wanted.map((value) => {
      const word = accepted.find((candidate) => candidate === value);
      if (word !== undefined) return word;
      throw failure(`invalid --${flag} "${value}": it is one of ${accepted.join(', ')}`);
    }),
  );
}

export function moment(given: string | undefined): Micros | undefined {
  if (given === undefined) return undefined;
  const time = parseTime(given);
  if (time !== undefined) return time;
  throw failure(`invalid --at "${given}": it must be a time such as 2026-11-25T03:00:00Z`);
}

type ConnectionValues = Partial<
  Interfaces.InferredFlags<typeof connectionFlags & typeof namespaceFlag>
>;

/** An empty value is none, as in kubectl. */
export function connectionOf(given: ConnectionValues): ConnectionFlags {
  const flags = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== ''),
  ) as ConnectionValues;
  return {
    kubeconfig: flags.kubeconfig,
    context: flags.context,
    cluster: flags.cluster,
    user: flags.user,
    namespace: flags.namespace,
    server: flags.server,
    token: flags.token,
    clientCertificate: flags['client-certificate'],
    clientKey: flags['client-key'],
    certificateAuthority: flags['certificate-authority'],
    insecureSkipTlsVerify: flags['insecure-skip-tls-verify'],
    tlsServerName: flags['tls-server-name'],
    disableCompression: flags['disable-compression'],
    kuberc: flags.kuberc,
    as: flags.as,
    asUid: flags['as-uid'],
    asGroup: flags['as-group'],
    asUserExtra: flags['as-user-extra'],
    requestTimeout: timeout(flags['request-timeout']),
    verbosity: verbosity(flags.v),
  };
}

function verbosity(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (/^[+-]?\d{1,9}$/.test(given)) return Number(given);
  throw failure(
    `invalid argument "${given}" for "-v, --v" flag: strconv.ParseInt: parsing "${given}": invalid syntax`,
  );
}

const UNITS: ReadonlyMap<string, number> = new Map([
  ['ms', 1],
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
]);

/** kubectl's --request-timeout; milliseconds come out. */
function timeout(given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  const milliseconds = duration(given);
  if (milliseconds !== undefined) return milliseconds;
  throw failure(
    'Invalid timeout value. Timeout must be a single integer in seconds, or an integer followed by a corresponding time unit (e.g. 1s | 2m | 3h)',
  );
}

/** The seconds of a flag that takes a duration. */
export function seconds(flag: string, given: string): number {
  const milliseconds = duration(given);
  if (milliseconds !== undefined) return milliseconds / 1000;
  throw failure(`invalid --${flag} "${given}": it must be a duration such as 5s or 1m30s`);
}

/** Seconds, or integers with their units, as kubectl takes them; milliseconds come out. */
function duration(given: string): number | undefined {
  if (/^\d{1,9}$/.test(given)) return Number(given) * 1000;
  const parts = [...given.matchAll(/(\d{1,9}(?:\.\d{1,9})?)(ms|s|m|h)/g)];
  if (parts.length === 0 || parts.map(([part]) => part).join('') !== given) return undefined;
  return parts.reduce(
    (sum, [, number, unit]) => sum + Number(number) * (UNITS.get(unit ?? '') ?? 0),
    0,
  );
}

/** pflag's reading of a command line, written so that oclif's parser can only read the same. */
export function canonical(
  argv: readonly string[],
  flags: Interfaces.FlagInput,
  command: string,
): string[] {
  const shapes: FlagShape[] = Object.entries(flags).map(([name, flag]) => ({
    name,
    char: flag.char,
    type: flag.type,
    multiple: flag.type === 'option' && flag.multiple === true,
  }));
  const parsed = parseFlags(argv, shapes, command);
  // kubectl reads all of them; to read the last alone would look like having read them.
  if ((parsed.flags.get('filename')?.length ?? 0) > 1) {
    throw failure('-f is given more than once', {
      hint: 'put the files in one folder: -f DIR reads it whole',
    });
  }
  const words = shapes.flatMap(({ name, type, multiple }) => {
    const values = parsed.flags.get(name) ?? [];
    if (type === 'boolean') return values.at(-1) === 'true' ? [`--${name}`] : [];
    return (multiple ? values : values.slice(-1)).map((value) => `--${name}=${value}`);
  });
  return [...words, '--', ...parsed.positionals];
}
