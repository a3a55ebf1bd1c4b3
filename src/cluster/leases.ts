// Leases over the API: one, or a list page by page.
import type { Clock } from '../lease/clock.ts';
import type { LeaseItem, LeaseQuery, Page } from '../lease/evidence.ts';
import {
  leaseFrom,
  object,
  text,
  type Lease,
  type LeaseRef,
  type RawObject,
} from '../lease/lease.ts';
import type { Micros } from '../lease/time.ts';
import { selectorMatcher } from '../lease/selector.ts';
import { ApiFailure, type Api } from './api.ts';
import type { Expected } from './expected.ts';
import { itemsOf, ListCheck } from './expected-list.ts';
import { PROTOBUF, decodeLeaseList, type LeaseListPage } from './lease-protobuf.ts';
import { segment } from './segment.ts';

const API_VERSION = 'coordination.k8s.io/v1';
const GROUP = `/apis/${API_VERSION}`;
const LEASE = { apiVersion: API_VERSION, kind: 'Lease' };
const LEASE_LIST: Expected = { apiVersion: API_VERSION, kind: 'LeaseList' };
/**
 * kubectl's 500 are the page that the API server is quickest with, and most lists end there; each
 * further page costs it about 25 ms whatever its size, and is held in memory whole.
 */
const FIRST_PAGE = 500;
const PAGE = { objects: 1000, leases: 5000 };

/** Tells by whose clock an answer is judged, and when it was made. */
export interface Timing {
  timed<T extends { readonly date: Micros | undefined }>(
    read: () => Promise<T>,
  ): Promise<T & { readonly clock: Clock }>;
}

/** Where no verdict hangs on it: by the Date of the answer alone. */
export const BY_DATE: Timing = {
  async timed(read) {
    const answer = await read();
    return { ...answer, clock: clockOf(answer.date) };
  },
};

export async function getLease(
  api: Api,
  ref: LeaseRef,
  timing: Timing,
): Promise<LeaseItem & { clock: Clock }> {
  const path = `${collection(ref.namespace)}/${segment(ref.name)}`;
  const { body, clock } = await timing.timed(() => api.get(path, { ...LEASE, ...ref }));
  return { ...itemFrom(body), clock };
}

/** As JSON, which is the object itself. */
export async function* listObjects(
  api: Api,
  query: LeaseQuery,
  timing: Timing,
): AsyncGenerator<Page<LeaseItem>> {
  const listing = api.listing();
  let token: string | undefined;
  const check = new ListCheck({ ...LEASE, ...query });
  const selected = selectedBy(query, check);
  const one = query.name === undefined ? undefined : { ...LEASE, ...query };
  const before = one && api.newest.before(one);
  do {
    const path = listPath(query, PAGE.objects, token);
    const answer = await timing.timed(() =>
      api.get(path, LEASE_LIST).catch((thrown: unknown) => refused(thrown, query)),
    );
    const metadata = object(answer.body['metadata']);
    token = text(metadata['continue']) || undefined;
    listing.page(answer.size, token);
    const items = [...listing.counted(check.page(answer.body))].map(itemFrom);
    for (const { raw, lease } of items) {
      selected(lease);
      if (one === undefined) continue;
      api.newest.check(raw, one, before);
      api.newest.saw(raw, one);
    }
    yield {
      items,
      clock: answer.clock,
      resourceVersion: text(metadata['resourceVersion']),
    };
  } while (token !== undefined);
}

/** As protobuf, which is read in a tenth of the time, and without what a table does not show. */
export async function* listLeases(
  api: Api,
  query: LeaseQuery,
  timing: Timing,
): AsyncGenerator<Page<Lease>> {
  const listing = api.listing();
  let page = await leasePage(api, query, timing, undefined);
  const check = new ListCheck({ ...LEASE, ...query });
  const selected = selectedBy(query, check);
  for (;;) {
    check.version(page.resourceVersion);
    listing.page(page.size, page.token);
    // The server makes the next page while this one is judged.
    const next = page.token === undefined ? undefined : leasePage(api, query, timing, page.token);
    next?.catch(() => undefined);
    const items = listing.counted(checkedOneByOne(page.leases, check, selected));
    yield { items, clock: page.clock };
    if (next === undefined) return;
    page = await next;
  }
}

function* checkedOneByOne(
  leases: Iterable<Lease>,
  check: ListCheck,
  selected: (lease: Lease) => void,
): Generator<Lease> {
  for (const lease of leases) {
    check.ref(lease.ref);
    selected(lease);
    yield lease;
  }
}

/** Throws where a label selector was sent that the Lease does not match. */
function selectedBy({ selector }: LeaseQuery, check: ListCheck): (lease: Lease) => void {
  if (selector === undefined) return () => undefined;
  // The server may know more of selectors than we do.
  const matches = selectorMatcher(selector, () => () => true);
  return ({ ref, labels }) => {
    if (!matches(labels)) check.unselected({ metadata: ref }, selector);
  };
}

async function leasePage(
  api: Api,
  query: LeaseQuery,
  timing: Timing,
  token: string | undefined,
): Promise<LeaseListPage & { clock: Clock; size: number }> {
  const path = listPath(query, PAGE.leases, token);
  const headers = { Accept: `${PROTOBUF}, application/json` };
  const answer = await timing.timed(() =>
    api
      .read({ path, headers }, PROTOBUF, LEASE_LIST)
      .catch((thrown: unknown) => refused(thrown, query)),
  );
  // What stands between us and the server may have no protobuf.
  const { clock } = answer;
  if ('bytes' in answer) {
    return { ...decodeLeaseList(answer.bytes, api.mostValues), clock, size: answer.bytes.length };
  }
  return { ...pageFrom(answer.body), clock, size: answer.size };
}

function pageFrom(body: RawObject): LeaseListPage {
  const metadata = object(body['metadata']);
  const token = text(metadata['continue']) || undefined;
  const resourceVersion = text(metadata['resourceVersion']);
  return { leases: itemsOf(body, LEASE).map(leaseFrom), token, resourceVersion };
}

/** kubectl names what it listed where the request was no good (cli-runtime, EnhanceListError). */
function refused(thrown: unknown, { selector = '' }: LeaseQuery): never {
  if (!(thrown instanceof ApiFailure)) throw thrown;
  const { status, reason, sentence } = thrown;
  if (reason !== 'BadRequest' && reason !== 'NotFound') throw thrown;
  const subject = '"coordination.k8s.io/v1, Resource=leases"';
  const what =
    selector === ''
      ? `Unable to list ${subject}`
      : `Unable to find ${subject} that match label selector "${selector}", field selector ""`;
  const [prefix = ''] = sentence.split(': ', 1);
  throw new ApiFailure(status, reason, `${prefix}: ${what}: ${sentence.slice(prefix.length + 2)}`);
}

function collection(namespace: string | undefined): string {
  return namespace === undefined
    ? `${GROUP}/leases`
    : `${GROUP}/namespaces/${segment(namespace)}/leases`;
}

function listPath(query: LeaseQuery, limit: number, token: string | undefined): string {
  if (token === undefined) return pathOf(query, { limit: String(FIRST_PAGE) });
  return pathOf(query, { limit: String(limit), continue: token });
}

/** Everything after `resourceVersion`; bookmarks keep that place fresh while nothing happens. */
export function watchPath(query: LeaseQuery, resourceVersion: string, seconds: number): string {
  return pathOf(query, {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion,
    timeoutSeconds: String(seconds),
  });
}

function pathOf(query: LeaseQuery, options: Record<string, string>): string {
  const parameters = new URLSearchParams(options);
  if (query.selector !== undefined) parameters.set('labelSelector', query.selector);
  if (query.name !== undefined) parameters.set('fieldSelector', `metadata.name=${query.name}`);
  else if (query.namespace === undefined && query.exceptNamespace !== undefined) {
    parameters.set('fieldSelector', `metadata.namespace!=${query.exceptNamespace}`);
  }
  return `${collection(query.namespace)}?${parameters.toString()}`;
}

/** The items of a list lack apiVersion and kind: added, as kubectl adds them. */
export function itemFrom(object: RawObject): LeaseItem {
  const raw = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...object };
  return { raw, lease: leaseFrom(raw) };
}

/** `date`: the server's Date header. */
export function clockOf(date: Micros | undefined): Clock {
  return date === undefined
    ? { now: workstationNow(), source: 'workstation', restamps: undefined }
    : { now: date, source: 'server', restamps: undefined };
}

function workstationNow(): Micros {
  return Date.now() * 1000;
}
