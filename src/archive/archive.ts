// Answers evidence from files that were captured earlier, as of the moment of the capture.
import { failure } from '../errors.ts';
import { allows, type Identity } from '../lease/authority.ts';
import { restampsSince, type Clock } from '../lease/clock.ts';
import type { Rbac } from '../lease/rbac.ts';
import { readRbac } from '../lease/rbac-look.ts';
import type { Question } from '../lease/rbac-rule.ts';
import type {
  Evidence,
  LeaseItem,
  LeaseQuery,
  Page,
  Review,
  Seen,
  ServerVersion,
} from '../lease/evidence.ts';
import { leaseFrom, object, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import { formatMicroTime, parseTime, type Micros } from '../lease/time.ts';
import { lookIn } from './looks.ts';
import { AS_OF, CAPTURE_HINT, readObjects } from './read.ts';
import { parseSelector } from './selector.ts';

export interface ArchiveOptions {
  /** FILE, DIR or - */
  readonly path: string;
  /** --at: beats what the archive says of itself. */
  readonly at: Micros | undefined;
  readonly stdin: AsyncIterable<Buffer | string>;
  /** For what the person should know: which moment the answers are of. */
  readonly note: (line: string) => Promise<void>;
}

export async function openArchive(options: ArchiveOptions): Promise<Evidence> {
  const objects = await readObjects(options.path, options.stdin);
  const all = objects.filter((value) => kindOf(value) === 'Lease').map(itemFrom);
  if (all.length === 0) {
    throw failure(`${nameOf(options)} holds no Lease, only ${census(objects)}`, {
      hint: CAPTURE_HINT,
    });
  }
  const leases = once(all, nameOf(options));
  const clock = await clockOf(objects, leases, options);
  const look: Evidence['look'] = (what) => Promise.resolve(lookIn(objects, what));
  return {
    defaultNamespace: undefined,
    leases: (query) => pages(leases, clock, query, ({ lease }) => lease),
    objects: (query) => pages(leases, clock, query, (item) => item),
    watch: () => {
      throw failure('an archive does not change: -w watches a cluster');
    },
    lease: (ref) => Promise.resolve({ ...find(leases, ref), clock }),
    look,
    review: async (who, question) => reviewed(who, question, await readRbac({ look })),
    version: () => Promise.resolve(versionOf(objects)),
    watched: () => Promise.resolve({ seen: false, why: 'an archive does not change' }),
    featureGate: () => Promise.resolve({ seen: false, why: 'the archive holds no feature gates' }),
    close: () => {
      // Files are read whole and closed at once.
    },
  };
}

/** What RBAC as captured says; another authorizer may have said more. */
function reviewed(who: Identity, question: Question, rbac: Rbac): Seen<Review> {
  const allowed = allows(who, question, rbac);
  return allowed.seen ? { seen: true, value: { allowed: allowed.value, reason: 'RBAC' } } : allowed;
}

function nameOf({ path }: ArchiveOptions): string {
  return path === '-' ? 'standard input' : path;
}

function itemFrom(raw: RawObject): LeaseItem {
  return { raw, lease: leaseFrom(raw) };
}

function kindOf(value: RawObject): string {
  return text(value['kind']) ?? '';
}

function census(objects: readonly RawObject[]): string {
  const counts = new Map<string, number>();
  for (const kind of objects.map(kindOf)) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const parts = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([kind, n]) => `${n} ${kind}`);
  return parts.length === 0 ? 'an empty list' : parts.join(', ');
}

/** One Lease twice as it is may come from two files; in two states it comes from two captures. */
function once(leases: readonly LeaseItem[], name: string): LeaseItem[] {
  const byRef = new Map<string, LeaseItem>();
  for (const item of leases) {
    const { ref, resourceVersion } = item.lease;
    const key = `${ref.namespace}/${ref.name}`;
    const before = byRef.get(key);
    if (before !== undefined && before.lease.resourceVersion !== resourceVersion) {
      throw failure(`${name} holds Lease ${key} in several states, as of several captures`, {
        hint: 'name one of them: -f takes a file or a folder',
      });
    }
    byRef.set(key, item);
  }
  return [...byRef.values()];
}

/** design §4: --at, else what capture.yaml says, else the newest time in it; never a file's mtime. */
async function clockOf(
  objects: readonly RawObject[],
  leases: readonly LeaseItem[],
  options: ArchiveOptions,
): Promise<Clock> {
  const capture = objects.find((value) => kindOf(value) === 'Capture');
  const version = versionOf(objects);
  const restamps = version.seen
    ? restampsSince(version.value.major, version.value.minor)
    : undefined;
  if (options.at !== undefined) return { now: options.at, source: 'given', restamps };
  const ours = objects.find((value) => kindOf(value) === AS_OF);
  const takenAt = parseTime(object(capture ?? ours)['takenAt']);
  if (takenAt !== undefined) return { now: takenAt, source: 'capture', restamps };
  const now = newestTime(leases);
  await options.note(
    now === undefined
      ? `${nameOf(options)} holds no time at all: --at TIME says as of when`
      : `as of ${formatMicroTime(now).slice(0, 19)}Z, the newest time in ${nameOf(options)}, which does not say when it was taken: --at TIME does`,
  );
  return { now: now ?? 0, source: 'newest', restamps };
}

function versionOf(objects: readonly RawObject[]): Seen<ServerVersion> {
  const capture = objects.find((value) => kindOf(value) === 'Capture');
  const gitVersion = text(object(capture)['serverVersion']);
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

async function* pages<Item>(
  leases: readonly LeaseItem[],
  clock: Clock,
  query: LeaseQuery,
  as: (item: LeaseItem) => Item,
): AsyncGenerator<Page<Item>> {
  const matches = query.selector === undefined ? () => true : parseSelector(query.selector);
  const items = leases.filter(({ lease: { ref, labels } }) =>
    query.namespace === undefined
      ? ref.namespace !== query.exceptNamespace && matches(labels)
      : ref.namespace === query.namespace && matches(labels),
  );
  yield await Promise.resolve({ items: items.sort(byName).map(as), clock });
}

/** As etcd lists: by namespace, then name, in byte order. */
function byName({ lease: { ref: a } }: LeaseItem, { lease: { ref: b } }: LeaseItem): number {
  const [left, right] = [`${a.namespace}/${a.name}`, `${b.namespace}/${b.name}`];
  return left < right ? -1 : left > right ? 1 : 0;
}

function find(leases: readonly LeaseItem[], { namespace, name }: LeaseRef): LeaseItem {
  const named = leases.filter(({ lease: { ref } }) => ref.name === name);
  const found = named.filter(
    ({ lease: { ref } }) => namespace === '' || ref.namespace === namespace,
  );
  const [first] = found;
  if (first === undefined) {
    throw failure(notFound({ namespace, name }, named), { notFound: true });
  }
  if (found.length === 1) return first;
  const namespaces = found.map(({ lease }) => lease.ref.namespace).sort();
  throw failure(`the archive holds a Lease ${name} in ${namespaces.join(' and ')}: -n says which`);
}

function notFound({ namespace, name }: LeaseRef, elsewhere: readonly LeaseItem[]): string {
  const where = namespace === '' ? '' : ` in namespace ${namespace}`;
  const hint = elsewhere
    .map(({ lease }) => lease.ref.namespace)
    .sort()
    .join(' and ');
  return `the archive holds no Lease ${name}${where}${hint === '' ? '' : `, but one in ${hint}`}`;
}
