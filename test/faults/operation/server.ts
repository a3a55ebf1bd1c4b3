// A loopback API server that keeps one Lease, and does to requests of a step-down what it is told to.
import { once } from 'node:events';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Visit } from '../fault.ts';
import { actOf, type Act } from './acts.ts';
import { answerTo, watched } from './answering.ts';
import type { World } from './world.ts';

/** What is done to a request, or because of it. */
export interface Injection {
  readonly on: Act;
  /** Of those that meet it, how many it leaves alone first; none unless said otherwise. */
  readonly skip?: number;
  /** How many it then hits; one unless said otherwise. */
  readonly times?: number;
  /** Happens before anything else. */
  readonly before?: (server: LeaseServer) => unknown;
  /** What it asks for is done all the same. */
  readonly commits?: true;
  /** What is answered in the place of what should be; undefined where that is answered. */
  readonly answer?: (visit: Visit) => void;
  /** Happens after the answer. */
  readonly then?: (server: LeaseServer) => unknown;
}

export interface LeaseServer {
  readonly url: string;
  readonly world: World;
  /** Requests of each kind that arrived. */
  readonly met: ReadonlyMap<Act, number>;
  /** What each injection hit. */
  readonly hits: ReadonlyMap<Injection, number>;
  /** Closes the listener and every connection; up() opens it on the same port. */
  down(): void;
  up(): Promise<void>;
  /** Resolves when a request of that kind has been answered. */
  seen(act: Act): Promise<void>;
}

export async function serveLease(
  world: World,
  injections: readonly Injection[],
): Promise<LeaseServer> {
  const met = new Map<Act, number>();
  const hits = new Map<Injection, number>();
  const waiting = new Map<Act, PromiseWithResolvers<undefined>>();
  const server = http.createServer((request, response) => void handle(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const seen = (act: Act): PromiseWithResolvers<undefined> => {
    const one = waiting.get(act) ?? Promise.withResolvers<undefined>();
    waiting.set(act, one);
    return one;
  };
  const self: LeaseServer = {
    ...{ url: `http://127.0.0.1:${port}`, world, met, hits },
    down() {
      server.close();
      server.closeAllConnections();
    },
    async up() {
      await once(server.listen(port, '127.0.0.1'), 'listening');
    },
    seen: (act) => seen(act).promise,
  };

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path, method] = [request.url ?? '', request.method ?? ''];
    const sent = parsed(await text(request));
    const act = actOf(method, path, sent);
    const nth = (met.get(act) ?? 0) + 1;
    met.set(act, nth);
    const injection = injections.find(
      ({ on, skip = 0, times = 1 }) => on === act && nth > skip && nth <= skip + times,
    );
    if (injection !== undefined) hits.set(injection, (hits.get(injection) ?? 0) + 1);
    await injection?.before?.(self);
    const agent = request.headers['user-agent'] ?? '';
    const type = request.headers['content-type'] ?? '';
    const asked = { method, path, sent, agent, type };
    if (injection?.answer !== undefined) {
      if (injection.commits) answerTo(world, asked);
      injection.answer({ request, response, nth, path });
    } else if (!watched(world, asked, response)) {
      const { status, body } = answerTo(world, asked);
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(body));
    }
    seen(act).resolve(undefined);
    await injection?.then?.(self);
  }
  return self;
}

function parsed(body: string): unknown {
  return body === '' ? undefined : JSON.parse(body);
}
