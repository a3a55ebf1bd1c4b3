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

interface Session {
  readonly credentials: Credentials;
  readonly transport: Transport;
}

export function loggedIn(
  connection: Connection,
  login: Login,
  open: (connection: Connection) => Promise<Transport>,
): Transport {
  let session: Session | undefined;
  const sessionFor = async (refused?: Credentials): Promise<Session> => {
    const credentials = await login.credentials(refused);
    if (session?.credentials === credentials) return session;
    const sameCertificate = session?.credentials.cert === credentials.cert;
    const { cert, key } = credentials;
    const tls = cert === undefined ? connection.tls : { ...connection.tls, cert, key };
    const transport =
      session !== undefined && sameCertificate
        ? session.transport
        : await open({ ...connection, tls, login: undefined });
    if (transport !== session?.transport) session?.transport.close();
    session = { credentials, transport };
    return session;
  };
  return {
    async send(request) {
      const first = await sessionFor();
      const reply = await sendAs(first, request);
      if (reply.status !== 401) return reply;
      // A request that was refused so was not carried out: sending it again does it once.
      const second = await sessionFor(first.credentials);
      return second.credentials === first.credentials ? reply : sendAs(second, request);
    },
    close() {
      session?.transport.close();
    },
  };
}

function sendAs({ credentials, transport }: Session, request: Request): Promise<Reply> {
  const { token } = credentials;
  if (token === undefined) return transport.send(request);
  return transport.send({
    ...request,
    headers: { ...request.headers, Authorization: `Bearer ${token}` },
  });
}
