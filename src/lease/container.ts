// The containers of a Pod: what runs, since when, and how it was told to campaign.
import { list, object, text, type RawObject } from './lease.ts';
import { parseTime, type Micros } from './time.ts';

export interface Container {
  readonly name: string;
  readonly image: string | undefined;
  /** "containerd://..."; undefined before the first start. */
  readonly id: string | undefined;
  readonly ready: boolean | undefined;
  readonly restarts: number | undefined;
  readonly state: 'running' | 'waiting' | 'terminated' | undefined;
  /** Why it waits or has ended, such as CrashLoopBackOff. */
  readonly reason: string | undefined;
  /** The kubelet's clock. */
  readonly startedAt: Micros | undefined;
  /** Command and arguments, as far as they concern an election. */
  readonly flags: readonly string[];
  /** The environment, as far as it concerns an election and stands there in plain text. */
  readonly environment: ReadonlyMap<string, string>;
}

/**
 * The words by which a flag or a variable tells how to campaign: those of component-base
 * (config/options), controller-runtime (pkg/manager), csi-lib-utils, ingress-nginx and kube-vip.
 */
const SUBJECTS = [
  ...['leader elect', 'leader election', 'leaderelection', 'leadership', 'election'],
  ...['lease', 'leasename', 'leaseduration', 'lock name', 'lock namespace', 'lock type'],
  ...['resource lock', 'renew deadline', 'renewdeadline', 'retry period', 'retryperiod'],
  ...['release on cancel', 'pod name', 'pod namespace', 'pod uid'],
];

/** What may follow them; whatever else does may be a secret. */
const SETTINGS =
  /^(leader|elect|election|lease|lock|resource|name|namespace|id|identity|type|mode|duration|renew|renewal|deadline|retry|period|interval|timeout|ttl|time|seconds|ms|enabled?|release|on|cancel)$/;
const SECRETIVE =
  /secret|token|passw|passphrase|credential|^(pwd|pass|creds?|cookies?|auth|(api)?keys?|private|dsn|ur[li]s?)$/;

/** The flags and variables by which programs are told how to campaign, and nothing else: others may hold secrets. */
function concernsElection(name: string): boolean {
  const words = wordsOf(name);
  if (words.some((word) => SECRETIVE.test(word))) return false;
  const all = ` ${words.join(' ')} `;
  return SUBJECTS.some((subject) => {
    const at = all.indexOf(` ${subject} `);
    const behind = all.slice(at + subject.length + 2).trim();
    return at >= 0 && (behind === '' || behind.split(' ').every((it) => SETTINGS.test(it)));
  });
}

/** "--leaseDuration_seconds" is lease, duration, seconds. */
function wordsOf(name: string): string[] {
  const parts = name.replace(/([a-z0-9])(?=[A-Z])/g, '$1-').split(/[-_.]/);
  return parts.map((part) => part.toLowerCase()).filter((part) => part !== '');
}

/** No setting of an election is more than one word or has the user and the password of a URL in it. */
function isPlain(value: string): boolean {
  return !/\s|:\/\/.*@/.test(value);
}

/** Of a variable that stands there in plain text. */
export function isElectionSetting(name: string, value: string): boolean {
  return concernsElection(name) && isPlain(value);
}

export function containersFrom(spec: RawObject, status: RawObject): Container[] {
  const statuses = list(status['containerStatuses']);
  return list(spec['containers']).map((container) => {
    const name = text(container['name']) ?? '';
    return containerFrom(name, container, object(statuses.find((it) => it['name'] === name)));
  });
}

function containerFrom(name: string, container: RawObject, status: RawObject): Container {
  const state = object(status['state']);
  const word = (['running', 'terminated', 'waiting'] as const).find((it) => it in state);
  const { [word ?? '']: detail } = state;
  return {
    name,
    image: text(container['image']),
    id: text(status['containerID']),
    ready: typeof status['ready'] === 'boolean' ? status['ready'] : undefined,
    restarts: typeof status['restartCount'] === 'number' ? status['restartCount'] : undefined,
    state: word,
    reason: text(object(detail)['reason']),
    startedAt: parseTime(object(detail)['startedAt']),
    flags: electionFlags(container),
    environment: environmentOf(container),
  };
}

/** The last word of a flag that has a value behind it; others may be switches, before a word of its own. */
const TAKES_VALUE =
  /(name|namespace|duration|deadline|period)$|^(id|identity|lock|type|interval|timeout|ttl|seconds)$/;

/** `--flag=value`, or `--flag` and the value behind it. */
export function electionFlags(container: RawObject): string[] {
  const words = [...texts(container['command']), ...texts(container['args'])];
  return words.flatMap((word, at) => {
    if (!word.startsWith('-')) return [];
    const [flag = ''] = word.split('=', 1);
    if (!concernsElection(flag)) return [];
    const next = words[at + 1];
    const takesNext = !word.includes('=') && next?.startsWith('-') === false && takesValue(flag);
    const value = takesNext ? next : word.slice(flag.length);
    if (!isPlain(value)) return [];
    return [takesNext ? `${word} ${next}` : word];
  });
}

function takesValue(flag: string): boolean {
  return TAKES_VALUE.test(wordsOf(flag).at(-1) ?? '');
}

function environmentOf(container: RawObject): ReadonlyMap<string, string> {
  return new Map(
    list(container['env']).flatMap((variable) => {
      const [name, value] = [text(variable['name']), text(variable['value'])];
      return name !== undefined && value !== undefined && isElectionSetting(name, value)
        ? [[name, value] as const]
        : [];
    }),
  );
}

/** ConfigMaps by name: as a volume, in a projected volume, or as a whole environment. */
export function configMapsOf(spec: RawObject): string[] {
  const volumes = list(spec['volumes']).flatMap((volume) => [
    text(object(volume['configMap'])['name']),
    ...list(object(volume['projected'])['sources']).map((source) =>
      text(object(source['configMap'])['name']),
    ),
  ]);
  const environments = list(spec['containers']).flatMap((container) =>
    list(container['envFrom']).map((source) => text(object(source['configMapRef'])['name'])),
  );
  // In every Pod, by the ServiceAccount admission plugin; it says nothing of this one.
  const names = [...volumes, ...environments].filter((name) => name && name !== 'kube-root-ca.crt');
  return [...new Set(names as string[])].sort();
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : [];
}
