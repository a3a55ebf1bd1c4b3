// Leases over the API: one, or a list page by page.
import type { Clock } from '../lease/clock.ts';
import type { LeaseItem, LeaseQuery, Page } from '../lease/evidence.ts';
import {
  leaseFrom,
  list,
  object,
  text,
  type Lease,
  type LeaseRef,
  type RawObject,
} from '../lease/lease.ts';
import type { Micros } from '../lease/time.ts';
import { ApiFailure, type Api } from './api.ts';
import { PROTOBUF, decodeLeaseList, type LeaseListPage } from './lease-protobuf.ts';

const GROUP = '/apis/coordination.k8s.io/v1';
/**
 * Each page costs the API server about 25 ms whatever its size, which kubectl's 500 pay too often;
 * a page is held in memory whole.
 */
const PAGE = { objects: 1000, leases: 5000 };

export async function getLease(api: Api, ref: LeaseRef): Promise<LeaseItem & { clock: Clock }> {
  const answer = await api.get(`${collection(ref.namespace)}/${encodeURIComponent(ref.name)}`);
  return { ...itemFrom(answer.body), clock: clockOf(answer.date) };
}

/** As JSON, which is the object itself. */
export async function* listObjects(api: Api, query: LeaseQuery): AsyncGenerator<Page<LeaseItem>> {
  let token: string | undefined;
  do {
    const answer = await api
      .get(listPath(query, PAGE.objects, token))
      .catch((thrown: unknown) => refused(thrown, query));
    const metadata = object(answer.body['metadata']);
    yield {
      items: list(answer.body['items']).map(itemFrom),
      clock: clockOf(answer.date),
      resourceVersion: text(metadata['resourceVersion']),
    };
    token = text(metadata['continue']) || undefined;
  } while (token !== undefined);
}

/** As protobuf, which is read in a tenth of the time, and without what a table does not show. */
export async function* listLeases(api: Api, query: LeaseQuery): AsyncGenerator<Page<Lease>> {
  let page = await leasePage(api, query, undefined);
  for (;;) {
    // The server makes the next page while this one is judged.
    const next = page.token === undefined ? undefined : leasePage(api, query, page.token);
    next?.catch(() => undefined);
    yield { items: page.leases, clock: page.clock };
    if (next === undefined) return;
    page = await next;
  }
}

async function leasePage(
  api: Api,
  query: LeaseQuery,
  token: string | undefined,
): Promise<LeaseListPage & { clock: Clock }> {
  const path = listPath(query, PAGE.leases, token);
  const headers = { Accept: `${PROTOBUF}, application/json` };
  try {
    const answer = await api.stream({ method: 'GET', path, headers });
    const bytes = Buffer.concat(await Array.fromAsync(answer.chunks));
    const page = answer.contentType.startsWith(PROTOBUF) ? decodeLeaseList(bytes) : readJson(bytes);
    return { ...page, clock: clockOf(answer.date) };
  } catch (thrown) {
    if (!(thrown instanceof ApiFailure)) throw thrown;
    // The refusal was protobuf as well: asked for in JSON it has words.
    const { body, date } = await api.get(path).catch((again: unknown) => refused(again, query));
    return { ...pageFrom(body), clock: clockOf(date) };
  }
}

/** What stands between us and the server may have no protobuf. */
function readJson(bytes: Buffer): LeaseListPage {
  return pageFrom(object(JSON.parse(bytes.toString('utf8'))));
}

function pageFrom(body: RawObject): LeaseListPage {
  const token = text(object(body['metadata'])['continue']) || undefined;
  return { leases: list(body['items']).map(leaseFrom), token };
}

/** kubectl's sentence for a selector that the server cannot read (cli-runtime, Selector.Visit). */
function refused(thrown: unknown, { selector = '' }: LeaseQuery): never {
  if (!(thrown instanceof ApiFailure) || thrown.reason !== 'BadRequest') throw thrown;
  const [prefix = ''] = thrown.sentence.split(': ', 1);
  const what = `Unable to find "coordination.k8s.io/v1, Resource=leases" that match label selector "${selector}", field selector ""`;
  throw new ApiFailure(
    400,
    'BadRequest',
    `${prefix}: ${what}: ${thrown.sentence.slice(prefix.length + 2)}`,
  );
}

function collection(namespace: string | undefined): string {
  return namespace === undefined
    ? `${GROUP}/leases`
    : `${GROUP}/namespaces/${encodeURIComponent(namespace)}/leases`;
}

function listPath(query: LeaseQuery, limit: number, token: string | undefined): string {
  const more = token === undefined ? {} : { continue: token };
  return pathOf(query, { limit: String(limit), ...more });
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
  if (query.namespace === undefined && query.exceptNamespace !== undefined) {
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
