// Leases as raw JSON over the API: one, or a list page by page.
import type { Clock } from '../lease/clock.ts';
import type { LeaseItem, LeasePage, LeaseQuery } from '../lease/evidence.ts';
import { leaseFrom, list, object, text, type LeaseRef, type RawObject } from '../lease/lease.ts';
import type { Micros } from '../lease/time.ts';
import { ApiFailure, type Answer, type Api } from './api.ts';

const GROUP = '/apis/coordination.k8s.io/v1';
/** kubectl's --chunk-size. */
const PAGE = 500;

export async function getLease(api: Api, ref: LeaseRef): Promise<LeaseItem & { clock: Clock }> {
  const answer = await api.get(`${collection(ref.namespace)}/${encodeURIComponent(ref.name)}`);
  return { ...itemFrom(answer.body), clock: clockOf(answer) };
}

export async function* listLeases(api: Api, query: LeaseQuery): AsyncGenerator<LeasePage> {
  let token: string | undefined;
  do {
    const answer = await api
      .get(`${collection(query.namespace)}?${parameters(query, token)}`)
      .catch((thrown: unknown) => {
        throw selectorRefused(thrown, query);
      });
    yield { items: list(answer.body['items']).map(itemFrom), clock: clockOf(answer) };
    token = text(object(answer.body['metadata'])['continue']) || undefined;
  } while (token !== undefined);
}

/** kubectl's sentence for a selector that the server cannot read (cli-runtime, Selector.Visit). */
function selectorRefused(thrown: unknown, { selector = '' }: LeaseQuery): unknown {
  if (!(thrown instanceof ApiFailure) || thrown.reason !== 'BadRequest') return thrown;
  const [prefix = ''] = thrown.sentence.split(': ', 1);
  const what = `Unable to find "coordination.k8s.io/v1, Resource=leases" that match label selector "${selector}", field selector ""`;
  return new ApiFailure(
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

function parameters(query: LeaseQuery, token: string | undefined): string {
  const parameters = new URLSearchParams({ limit: String(PAGE) });
  if (query.selector !== undefined) parameters.set('labelSelector', query.selector);
  if (query.namespace === undefined && query.exceptNamespace !== undefined) {
    parameters.set('fieldSelector', `metadata.namespace!=${query.exceptNamespace}`);
  }
  if (token !== undefined) parameters.set('continue', token);
  return parameters.toString();
}

/** The items of a list lack apiVersion and kind: added, as kubectl adds them. */
function itemFrom(object: RawObject): LeaseItem {
  const raw = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', ...object };
  return { raw, lease: leaseFrom(raw) };
}

function clockOf({ date }: Answer): Clock {
  return date === undefined
    ? { now: workstationNow(), source: 'workstation', restamps: undefined }
    : { now: date, source: 'server', restamps: undefined };
}

function workstationNow(): Micros {
  return Date.now() * 1000;
}
