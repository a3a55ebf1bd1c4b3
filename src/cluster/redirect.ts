// Redirects: followed on reads to the same server alone, because the credentials go with them.
import { Failure } from '../errors.ts';
import type { Request } from './transport.ts';

/** Go's net/http follows no more (Client.CheckRedirect). */
const MOST_REDIRECTS = 9;

/** The request to send instead; throws a Failure that says why there is none. */
export function redirected(
  request: Request,
  { server, location, followed }: { server: string; location: string; followed: number },
): Request {
  if (followed >= MOST_REDIRECTS) {
    throw new Failure('Unable to connect to the server: stopped after 10 redirects');
  }
  const target = URL.parse(location, server + request.path);
  const { origin, pathname } = new URL(server);
  const prefix = pathname.replace(/\/$/, '');
  const isSame = target?.origin === origin && target.pathname.startsWith(`${prefix}/`);
  if (target && isSame && request.method === 'GET') {
    return { ...request, path: target.pathname.slice(prefix.length) + target.search };
  }
  throw new Failure(
    `error: ${server} answered a ${request.method} with a redirect to ${nameOf(target)}, which is not followed`,
    { hint: 'A login page or a proxy stands before the API server, or the server URL is another.' },
  );
}

/** Without user, query and fragment, which may hold secrets. */
function nameOf(target: URL | null): string {
  return target ? target.origin + target.pathname : 'no valid URL';
}
