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

/** The flags and variables by which programs are told how to campaign, and nothing else: others may hold secrets. */
const CONCERNS_ELECTION =
  /lead|lease|elect|lock[-_]?(name|namespace|type)|resource[-_]?lock|renew[-_]?deadline|retry[-_]?period|pod_?(name|namespace|uid)\b/i;
const SECRETIVE = /secret|token|passw|credential|api[-_]?key|private/i;

export function concernsElection(name: string): boolean {
  return CONCERNS_ELECTION.test(name) && !SECRETIVE.test(name);
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

/** `--flag=value`, or `--flag` and the value behind it. */
export function electionFlags(container: RawObject): string[] {
  const words = [...texts(container['command']), ...texts(container['args'])];
  return words.flatMap((word, at) => {
    if (!word.startsWith('-')) return [];
    const [flag = ''] = word.split('=', 1);
    if (!concernsElection(flag)) return [];
    const next = words[at + 1];
    return word.includes('=') || next === undefined || next.startsWith('-')
      ? [word]
      : [`${word} ${next}`];
  });
}

function environmentOf(container: RawObject): ReadonlyMap<string, string> {
  return new Map(
    list(container['env']).flatMap((variable) => {
      const [name, value] = [text(variable['name']), text(variable['value'])];
      return name !== undefined && value !== undefined && concernsElection(name)
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
