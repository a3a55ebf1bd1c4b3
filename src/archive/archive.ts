// Answers evidence from files that were captured earlier, as of the moment of the capture.
import { isDeepStrictEqual } from 'node:util';
import { failure } from '../errors.ts';
import { allows, type Identity } from '../lease/authority.ts';
import type { Clock } from '../lease/clock.ts';
import type { Rbac } from '../lease/rbac.ts';
import { readRbac } from '../lease/rbac-look.ts';
import type { Question } from '../lease/rbac-rule.ts';
import type { Evidence, LeaseItem, LeaseQuery, Page, Review, Seen } from '../lease/evidence.ts';
import { leaseFrom, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import type { Micros } from '../lease/time.ts';
import { clockOf, versionOf } from './as-of.ts';
import { census } from './contents.ts';
import { CAPTURE_HINT } from './found.ts';
import { archiveLimits } from './limited.ts';
import { lookIn } from './looks.ts';
import { nameOf, readArchive } from './read.ts';
import { answersIn, clockIn, itemsIn, replaying } from './replay.ts';
import { parseSelector } from './selector.ts';

export interface ArchiveOptions {
  /** FILE, DIR or - */
  readonly path: string;
  /** --at: beats what the archive says of itself. */
  readonly at: Micros | undefined;
  readonly stdin: AsyncIterable<Buffer | string>;
  /** For what the person should know: which moment the answers are of. */
  readonly note: (line: string) => Promise<void>;
  /** The environment, which may raise the limits. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
}

export async function openArchive(options: ArchiveOptions): Promise<Evidence> {
  const { path, stdin, note, variables = {} } = options;
  const limits = archiveLimits(variables);
  const contents = await readArchive({ path, stdin, note, limits });
  const answers = answersIn(contents.objects);
  const objects = [...contents.objects, ...itemsIn(contents.objects)];
  const all = objects.filter(isLease).map(itemFrom);
  if (all.length === 0) {
    throw failure(`${nameOf(options.path)} holds no Lease, only ${census(contents)}`, {
      hint: CAPTURE_HINT,
    });
  }
  const leases = once(all, nameOf(options.path));
  const saved = options.at === undefined ? clockIn(objects) : undefined;
  const clock = saved ?? (await clockOf(contents, leases, options));
  const look: Evidence['look'] = (what) => Promise.resolve(lookIn(objects, what));
  const archive: Evidence = {
    defaultNamespace: undefined,
    leases: (query) => pages(leases, clock, query, ({ lease }) => lease),
    objects: (query) => pages(leases, clock, query, (item) => item),
    watch: () => {
      throw failure('an archive does not change: -w watches a cluster');
    },
    lease: (ref) => Promise.resolve({ ...find(leases, ref), clock }),
    look,
    review: async (who, question) => reviewed(who, question, await readRbac({ look })),
    version: () => Promise.resolve(versionOf(contents)),
    watched: () => Promise.resolve({ seen: false, why: 'an archive does not change' }),
    audit: () => Promise.resolve(undefined),
    featureGate: () => Promise.resolve({ seen: false, why: 'the archive holds no feature gates' }),
    close: () => {
      // Files are read whole and closed at once.
    },
  };
  return replaying(archive, answers);
}

/** What RBAC as captured says; another authorizer may have said more. */
function reviewed(who: Identity, question: Question, rbac: Rbac): Seen<Review> {
  const allowed = allows(who, question, rbac);
  return allowed.seen ? { seen: true, value: { allowed: allowed.value, reason: 'RBAC' } } : allowed;
}

/** Others may have a kind of that name. */
function isLease({ kind, apiVersion }: RawObject): boolean {
  const group = text(apiVersion) ?? 'coordination.k8s.io/';
  return kind === 'Lease' && group.startsWith('coordination.k8s.io/');
}

function itemFrom(raw: RawObject): LeaseItem {
  return { raw, lease: leaseFrom(raw) };
}

/** One Lease twice as it is may come from two files; in two states it comes from two captures. */
function once(leases: readonly LeaseItem[], name: string): LeaseItem[] {
  const byRef = new Map<string, LeaseItem>();
  for (const item of leases) {
    const { ref } = item.lease;
    const key = `${ref.namespace}/${ref.name}`;
    const before = byRef.get(key);
    if (before !== undefined && !isSame(before, item)) {
      throw failure(`${name} holds Lease ${key} in several states, as of several captures`, {
        hint: 'name one of them: -f takes a file or a folder',
      });
    }
    byRef.set(key, item);
  }
  return [...byRef.values()];
}

/** Of the same resourceVersion; where there is none, in every field. */
function isSame(one: LeaseItem, other: LeaseItem): boolean {
  const [version, another] = [one.lease.resourceVersion, other.lease.resourceVersion];
  if (version !== another || one.lease.uid !== other.lease.uid) return false;
  return version !== undefined || isDeepStrictEqual(one.raw, other.raw);
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
