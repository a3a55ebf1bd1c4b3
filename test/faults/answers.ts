// What a loopback server does with a request: each of these is a fault, or the answer after one.
import { leaseList, type Visit } from './fault.ts';

type Answer = (visit: Visit) => void;
type Headers = Readonly<Record<string, string | string[]>>;

export function send(code: number, type: string, body: string, headers: Headers = {}): Answer {
  return ({ response }) => {
    response.writeHead(code, { 'Content-Type': type, ...headers }).end(body);
  };
}

export const text = (code: number, body: string, headers?: Headers): Answer =>
  send(code, 'text/plain', body, headers);

export const html = (code: number, body: string): Answer => send(code, 'text/html', body);

export const json = (body: unknown, headers?: Headers): Answer =>
  send(200, 'application/json', JSON.stringify(body), headers);

export const leases = (...items: readonly object[]): Answer => json(leaseList(items));

export function status(code: number, reason: string, message: string, headers?: Headers): Answer {
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, reason, code };
  return send(code, 'application/json', JSON.stringify(body), headers);
}

/** A redirect to the same path of `to`, or to where the request came from. */
export function redirect(code: number, to: (visit: Visit) => string): Answer {
  return (visit) => {
    visit.response.writeHead(code, { Location: to(visit) }).end();
  };
}

export const hang: Answer = () => undefined;

export const close: Answer = ({ request }) => request.socket.destroy();

export const reset: Answer = ({ request }) => request.socket.resetAndDestroy();

/** The beginning of an answer, then silence. */
export const stall: Answer = ({ response }) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).write('{"kind":"Lea');
};

/** Less than was announced, then the end of the connection. */
export const truncate: Answer = (visit) => {
  stall(visit);
  setTimeout(() => visit.request.socket.destroy(), 20);
};

/** The first visits one way, all others another. */
export function first(count: number, fault: Answer, then: Answer): Answer {
  return (visit) => {
    (visit.nth <= count ? fault : then)(visit);
  };
}
