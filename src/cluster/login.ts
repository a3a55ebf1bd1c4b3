// A transport whose credentials are made while it runs: asked before each request, anew after a 401.
import type { Connection } from './connection.ts';
import type { Reply, Request, Transport } from './transport.ts';

export interface Credentials {
  readonly token: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

export interface Login {
  /**
   * Those that are valid now. `refused` are the ones that the server answered with 401: others
   * come back, or the same where there are none.
   */
  credentials(refused?: Credentials): Promise<Credentials>;
}

export function loggedIn(
  connection: Connection,
  login: Login,
  open: (connection: Connection) => Promise<Transport>,
): Transport {
  const byCertificate = new Map<string, Promise<Transport>>();
  const transportFor = ({ cert, key }: Credentials): Promise<Transport> => {
    const known = byCertificate.get(cert ?? '');
    if (known) return known;
    const tls = cert === undefined ? connection.tls : { ...connection.tls, cert, key };
    const opened = open({ ...connection, tls, login: undefined });
    byCertificate.set(cert ?? '', opened);
    return opened;
  };
  const sendAs = async (request: Request, credentials: Credentials): Promise<Reply> =>
    (await transportFor(credentials)).send(withToken(request, credentials));
  return {
    async send(request) {
      const first = await login.credentials();
      const reply = await sendAs(request, first);
      if (reply.status !== 401) return reply;
      // A request that was refused so was not carried out: sending it again does it once.
      const second = await login.credentials(first);
      if (second === first) return reply;
      // An answer that nobody reads would keep its connection busy.
      await Array.fromAsync(reply.chunks());
      return sendAs(request, second);
    },
    close() {
      for (const opened of byCertificate.values()) {
        opened.then(
          (transport) => {
            transport.close();
          },
          () => undefined,
        );
      }
    },
  };
}

function withToken(request: Request, { token }: Credentials): Request {
  if (token === undefined) return request;
  return { ...request, headers: { ...request.headers, Authorization: `Bearer ${token}` } };
}
