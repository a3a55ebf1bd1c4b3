// What the loopback API server answers where nothing is injected.
import type { ServerResponse } from 'node:http';
import { object, text, type RawObject } from '../../../src/lease/lease.ts';
import { jsonPatched, merged } from './json-patch.ts';
import type { Kept } from './kept.ts';
import { LEASE, NAMESPACE, POD, type World } from './world.ts';

export interface Request {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly sent: unknown;
  readonly agent: string;
  readonly type: string;
}

export interface Answered {
  readonly status: number;
  readonly body: object;
}

const LEASES = `/apis/coordination.k8s.io/v1/namespaces/${NAMESPACE}/leases`;
const PODS = `/api/v1/namespaces/${NAMESPACE}/pods`;
const EVENTS = `/apis/events.k8s.io/v1/namespaces/${NAMESPACE}/events`;

export function answerTo(world: World, request: Request): Answered {
  const { pathname } = new URL(request.path, 'http://server');
  const { method, sent } = request;
  if (pathname === '/version') return found({ major: '1', minor: '36', gitVersion: 'v1.36.3' });
  if (pathname === `${LEASES}/${LEASE}`) {
    return method === 'PATCH' ? patch(world, request) : one(world.lease, 'leases', LEASE);
  }
  if (/^\/apis\/coordination.k8s.io\/v1\/(namespaces\/[^/]+\/)?leases$/.test(pathname)) {
    return listOf('LeaseList', 'coordination.k8s.io/v1', world.lease);
  }
  if (pathname === `${PODS}/${POD}`) return one(world.pod, 'pods', POD);
  if (/^\/api\/v1\/(namespaces\/[^/]+\/)?pods$/.test(pathname)) {
    return listOf('PodList', 'v1', world.pod);
  }
  if (pathname === EVENTS) return event(world, request);
  if (pathname.endsWith('/selfsubjectreviews')) {
    return created({ ...object(sent), status: { userInfo: { username: 'alice' } } });
  }
  if (pathname.endsWith('reviews')) return created({ ...object(sent), status: { allowed: true } });
  if (pathname === `${PODS}/${POD}/eviction`) {
    world.evicted();
    return created({ kind: 'Status', status: 'Success' });
  }
  return no(404, 'NotFound', 'the server could not find the requested resource');
}

/** Whether it was a watch, which is answered for as long as the client listens. */
export function watched(world: World, { path }: Request, response: ServerResponse): boolean {
  const { pathname, searchParams } = new URL(path, 'http://server');
  if (!searchParams.has('watch')) return false;
  const kept = pathname.endsWith('/pods') ? world.pod : world.lease;
  response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
  const end = kept.watch(Number(searchParams.get('resourceVersion')), (line) => {
    response.write(line);
  });
  response.on('close', end);
  return true;
}

function patch(world: World, { path, sent, agent, type }: Request): Answered {
  const { searchParams } = new URL(path, 'http://server');
  const done = patched(world.lease.raw, sent, type);
  const tried = searchParams.has('dryRun');
  const manager = searchParams.get('fieldManager') ?? '';
  const body =
    done.status !== 200 || tried ? done.body : world.lease.write(done.body as RawObject, manager);
  const left = done.status === 200 ? (body as RawObject) : undefined;
  world.log({ verb: 'patch', agent, path, code: done.status, sent, left });
  return { status: done.status, body };
}

function patched(raw: RawObject | undefined, sent: unknown, type: string): Answered {
  if (raw === undefined) return notFound('leases.coordination.k8s.io', LEASE);
  if (type.startsWith('application/json-patch+json')) {
    const after = jsonPatched(raw, sent);
    // As the API server puts it, whatever the reason is.
    if (after === undefined) {
      return no(422, 'Invalid', 'the server rejected our request due to an error in our request');
    }
    return found(after);
  }
  const { resourceVersion } = object(object(sent)['metadata']);
  if (
    resourceVersion !== undefined &&
    resourceVersion !== object(raw['metadata'])['resourceVersion']
  )
    return conflict();
  return found(merged(raw, sent) as object);
}

export function conflict(): Answered {
  const message = `Operation cannot be fulfilled on leases.coordination.k8s.io "${LEASE}": the object has been modified; please apply your changes to the latest version and try again`;
  return no(409, 'Conflict', message);
}

function event(world: World, { path, sent }: Request): Answered {
  const name = text(object(object(sent)['metadata'])['name']) ?? '';
  if (world.events.has(name)) {
    return no(409, 'AlreadyExists', `events.events.k8s.io "${name}" already exists`);
  }
  if (!path.includes('dryRun')) world.events.set(name, object(sent));
  return created(object(sent));
}

function one({ raw }: Kept, resource: string, name: string): Answered {
  return raw === undefined ? notFound(resource, name) : found(raw);
}

function listOf(kind: string, apiVersion: string, { raw }: Kept): Answered {
  const metadata = object(raw?.['metadata']);
  const resourceVersion = metadata['resourceVersion'] ?? '1';
  return found({ kind, apiVersion, metadata: { resourceVersion }, items: raw ? [raw] : [] });
}

const found = (body: object): Answered => ({ status: 200, body });
const created = (body: object): Answered => ({ status: 201, body });
const notFound = (resource: string, name: string): Answered =>
  no(404, 'NotFound', `${resource} "${name}" not found`, { name });

function no(status: number, reason: string, message: string, details?: object): Answered {
  const body = {
    kind: 'Status',
    apiVersion: 'v1',
    status: 'Failure',
    message,
    reason,
    code: status,
    ...(details && { details }),
  };
  return { status, body };
}
