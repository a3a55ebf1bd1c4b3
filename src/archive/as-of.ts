// As of which moment an archive is judged, and of which version of Kubernetes it is.
import { restampsSince, type Clock } from '../lease/clock.ts';
import type { LeaseItem, Seen, ServerVersion } from '../lease/evidence.ts';
import { object, text } from '../lease/lease.ts';
import { formatMicroTime, parseTime, type Micros } from '../lease/time.ts';
import type { Contents } from './contents.ts';
import { AS_OF } from './objects.ts';
import { nameOf } from './read.ts';

export interface AsOf {
  /** FILE, DIR or - */
  readonly path: string;
  /** --at: beats what the archive says of itself. */
  readonly at: Micros | undefined;
  readonly note: (line: string) => Promise<void>;
}

/** design §4: --at, else what the archive says, else the newest time in it; never a file's mtime. */
export async function clockOf(
  contents: Contents,
  leases: readonly LeaseItem[],
  { path, at, note }: AsOf,
): Promise<Clock> {
  const version = versionOf(contents);
  const restamps = version.seen
    ? restampsSince(version.value.major, version.value.minor)
    : undefined;
  if (at !== undefined) return { now: at, source: 'given', restamps };
  const takenAt = takenAtOf(contents);
  if (takenAt !== undefined) return { now: takenAt, source: 'capture', restamps };
  const newest = newestTime(leases);
  if (contents.gathered !== undefined) {
    const { from, to } = contents.gathered;
    // They are listed at once, so that none was written after any other was read.
    const since = Math.min(to, Math.max(from, newest ?? from));
    await note(
      `its Leases were read between ${inWords(since)} and ${inWords(to)}, says ${nameOf(path)}: --at TIME narrows it`,
    );
    return { now: to, since, source: 'capture', restamps };
  }
  await note(
    newest === undefined
      ? `${nameOf(path)} holds no time at all: --at TIME says as of when`
      : `as of ${inWords(newest)}, the newest time in ${nameOf(path)}, which does not say when it was taken: --at TIME does`,
  );
  return { now: newest ?? 0, source: 'newest', restamps };
}

/** Whole seconds. */
function inWords(time: Micros): string {
  return `${formatMicroTime(time).slice(0, 19)}Z`;
}

/** A Capture's, or that of one of our own documents. */
function takenAtOf({ objects }: Contents): Micros | undefined {
  const capture = objects.find((it) => it['kind'] === 'Capture');
  const ours = objects.find((it) => it['kind'] === AS_OF);
  return parseTime(object(capture ?? ours)['takenAt']);
}

export function versionOf({ objects, serverVersion }: Contents): Seen<ServerVersion> {
  const capture = objects.find((it) => it['kind'] === 'Capture');
  const gitVersion = text(object(capture)['serverVersion']) ?? serverVersion;
  if (gitVersion === undefined) {
    return { seen: false, why: "the archive does not say the server's version" };
  }
  const [, major, minor] = /^v(\d+)\.(\d+)/.exec(gitVersion) ?? [];
  const number = (part: string | undefined) => (part === undefined ? undefined : Number(part));
  return { seen: true, value: { major: number(major), minor: number(minor), gitVersion } };
}

/** The server's stamps; a holder's own times only where there is no stamp at all. */
function newestTime(leases: readonly LeaseItem[]): Micros | undefined {
  const stamps = leases.flatMap(({ lease }) => lease.writers.flatMap(({ time }) => time ?? []));
  const times = leases.flatMap(({ lease }) =>
    [lease.renewTime ?? [], lease.createdAt ?? []].flat(),
  );
  const candidates = stamps.length > 0 ? stamps : times;
  return candidates.reduce<Micros | undefined>((a, b) => Math.max(a ?? b, b), undefined);
}
