// Watches one Pod to its end: what its last status says of its containers is what counts.
import { parseJson } from '../json.ts';
import { Failure } from '../errors.ts';
import { object, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import type { PodSight } from '../operation/writing.ts';
import { isOlder } from '../lease/resource-version.ts';
import { pause } from '../timers.ts';
import { ApiFailure, type Api } from './api.ts';
import { difference } from './expected.ts';
import { linesOf } from './lines.ts';
import { segment } from './segment.ts';

/** Milliseconds: between two tries, and between two reads where nothing may be watched. */
const PAUSE = 500;
/** Seconds after which the server ends a watch. */
const WATCH_SECONDS = 240;
const POD = { apiVersion: 'v1', kind: 'Pod' };

export async function* watchPod(
  api: Api,
  pod: LeaseRef,
  uid: string,
  signal: AbortSignal,
): AsyncGenerator<PodSight> {
  let last: RawObject | undefined;
  while (!signal.aborted) {
    try {
      const raw = await read(api, pod);
      if (raw === undefined || uidOf(raw) !== uid) {
        yield { kind: 'gone', raw: last };
        return;
      }
      last = raw;
      yield { kind: 'pod', raw };
      for await (const sight of follow(api, pod, uid, versionOf(raw), signal)) {
        last = sight.raw ?? last;
        yield sight;
        if (sight.kind === 'gone') return;
      }
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      yield { kind: 'unseen', why: thrown.sentence };
    }
    await pause(PAUSE, signal);
  }
}

type Told = Extract<PodSight, { kind: 'pod' | 'gone' }>;

/** Until the server ends it; who may read but not watch is refused here, and reads again. */
async function* follow(
  api: Api,
  { namespace, name }: LeaseRef,
  uid: string,
  resourceVersion: string,
  signal: AbortSignal,
): AsyncGenerator<Told> {
  const parameters = new URLSearchParams({
    watch: 'true',
    fieldSelector: `metadata.name=${name}`,
    resourceVersion,
    timeoutSeconds: String(WATCH_SECONDS),
  });
  const stream = await api
    .stream({ path: `${collection(namespace)}?${parameters.toString()}` })
    .catch((thrown: unknown) => {
      if (thrown instanceof ApiFailure) return undefined;
      throw thrown;
    });
  if (stream === undefined) return;
  const cancel = (): void => {
    stream.cancel();
  };
  signal.addEventListener('abort', cancel, { once: true });
  let version = resourceVersion;
  try {
    for await (const line of linesOf(stream.chunks)) {
      const { type, object: told } = object(parseJson(line));
      const raw = object(told);
      // What is no event of this Pod ends the watch: the Pod is read once more.
      if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED') return;
      if (difference(raw, { ...POD, namespace, name }) !== undefined) return;
      if (uidOf(raw) !== uid || isOlder(versionOf(raw), version)) continue;
      version = versionOf(raw);
      yield { kind: type === 'DELETED' ? 'gone' : 'pod', raw };
    }
  } catch (thrown) {
    // A line that is no JSON ends a watch as any other gap does.
    if (!signal.aborted && !(thrown instanceof SyntaxError)) throw thrown;
  } finally {
    signal.removeEventListener('abort', cancel);
    stream.cancel();
  }
}

async function read(api: Api, { namespace, name }: LeaseRef): Promise<RawObject | undefined> {
  try {
    const path = `${collection(namespace)}/${segment(name)}`;
    return (await api.get(path, { ...POD, namespace, name })).body;
  } catch (thrown) {
    if (thrown instanceof ApiFailure && thrown.notFound) return undefined;
    throw thrown;
  }
}

function collection(namespace: string): string {
  return `/api/v1/namespaces/${segment(namespace)}/pods`;
}

function uidOf(raw: RawObject): string | undefined {
  return text(object(raw['metadata'])['uid']);
}

function versionOf(raw: RawObject): string {
  return text(object(raw['metadata'])['resourceVersion']) ?? '';
}
