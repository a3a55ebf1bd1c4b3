// One way to the server: what is sent, what comes back, and the two runtimes that carry it.
import { Failure } from '../errors.ts';
import type { Connection } from './connection.ts';
import { masking } from './secrets.ts';
import { limited } from './limits.ts';
import { measured } from './measured.ts';

export interface Request {
  /** There is no PUT and no DELETE: a Lease is patched, a Pod is evicted. */
  readonly method: 'GET' | 'POST' | 'PATCH';
  /** From the server's root on, query included. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** An answer without end, which may be silent for as long as it likes. */
  readonly watch?: boolean;
  /** Sent once, whatever the server says of another time. */
  readonly once?: boolean;
  /** Bytes of the answer, where fewer are enough than an answer may have. */
  readonly mostBytes?: number;
  readonly signal?: AbortSignal;
}

export interface Reply {
  readonly status: number;
  /** By lower-case name; undefined where the server sent none. */
  header(name: string): string | undefined;
  /** The body as it arrives; rejects as send() does. */
  chunks(): AsyncIterable<Uint8Array>;
}

export interface Transport {
  /** Rejects with a ConnectionError when no answer came; never because of a status. */
  send(request: Request): Promise<Reply>;
  /** Closes idle connections, so that the process can end. */
  close(): void;
}

/**
 * Why no answer came, in terms that both runtimes share. `lost`: the connection was closed;
 * `silent`: nothing came for longer than we wait; `timeout`: for longer than the user waits.
 */
export type ConnectionProblem = 'refused' | 'lost' | 'silent' | 'timeout' | 'other';

export class ConnectionError extends Error {
  readonly problem: ConnectionProblem;
  /** Whether the answer had begun. */
  begun = false;

  constructor(problem: ConnectionProblem, message: string, cause?: unknown) {
    super(message, { cause });
    this.problem = problem;
  }
}

/** One line for what a person meets most, whichever runtime named it. */
function causeInWords(code: string | undefined, message: string): string {
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'FailedToOpenSocket':
      return 'no such host, or no route to it';
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'CERT_SIGNATURE_FAILURE':
    case 'CERT_UNTRUSTED':
    case 'INVALID_CA':
      return 'tls: failed to verify certificate: x509: certificate signed by unknown authority';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'tls: failed to verify certificate: it is not valid for this host name';
    case 'HPE_HEADER_OVERFLOW':
    case 'Malformed_HTTP_Response':
    case 'ResponseHeadersTooLarge':
      return 'the headers of the answer are malformed, too many or too long';
    case 'Z_DATA_ERROR':
      return 'the answer is not valid gzip';
    default:
      return message.split('\n', 1)[0] ?? '';
  }
}

/** Bun's own HTTP in the shipped file, node:https in the npm package; nothing is sent yet. */
export async function openTransport(connection: Connection): Promise<Transport> {
  const { login, server, tls, proxy } = connection;
  if (login) return (await import('./login.ts')).loggedIn(connection, login, openTransport);
  const secure = server.startsWith('https://');
  const encrypted = secure || proxy?.startsWith('https:') === true;
  const bySystem = encrypted && tls.ca === undefined && !tls.insecure;
  const ca = bySystem ? (await import('./system-roots.ts')).systemRoots() : tls.ca;
  const transport = limited(
    await runtimeTransport({ ...connection, tls: { ...tls, ca } }),
    connection,
  );
  if (!secure) return transport;
  return {
    ...transport,
    send: (request) =>
      transport.send(request).catch(async (thrown: unknown) => {
        const isUnknown = thrown instanceof ConnectionError && thrown.problem === 'other';
        if (!isUnknown) throw thrown;
        throw await (await import('./tls-trouble.ts')).explained(thrown, connection);
      }),
  };
}

async function runtimeTransport(connection: Connection): Promise<Transport> {
  const transport = masking(measured(await plainTransport(connection), connection), connection);
  if (connection.verbosity < 6) return transport;
  return (await import('./verbose.ts')).verbose(transport, connection);
}

/**
 * Bun's fetch joins headers of one name, which would make one group of two, and it asks NO_PROXY
 * even about the proxy of a kubeconfig; its node:https does neither, but takes longer to load.
 */
async function plainTransport(connection: Connection): Promise<Transport> {
  const names = connection.headers.map(([name]) => name.toLowerCase());
  const forFetch = connection.proxy === undefined && new Set(names).size === names.length;
  if ('Bun' in globalThis && forFetch) {
    return (await import('./transport-bun.ts')).bunTransport(connection);
  }
  return (await import('./transport-node.ts')).nodeTransport(connection);
}

/** The last two: what was to be unzipped ended too early. */
const LOST: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'Z_BUF_ERROR', 'ZlibError']);

/** An error of either runtime; whoever gave up waiting has said why. */
export function connectionError(
  thrown: unknown,
  { signal }: Request,
  begun: boolean,
): ConnectionError | Failure {
  const reason: unknown = signal?.aborted === true ? signal.reason : thrown;
  if (reason instanceof Failure) return reason;
  const error = reason instanceof ConnectionError ? reason : fromRuntime(reason);
  error.begun = begun;
  return error;
}

/** What breaks while the answer is read, also while it is unpacked. */
export function inOurTerms(reply: Reply, request: Request): Reply {
  return {
    ...reply,
    async *chunks() {
      try {
        yield* reply.chunks();
      } catch (thrown) {
        throw connectionError(thrown, request, true);
      }
    },
  };
}

function fromRuntime(thrown: unknown): ConnectionError {
  const { code = '', message = String(thrown) } = thrown as { code?: string; message?: string };
  if (code === 'ECONNREFUSED') return new ConnectionError('refused', message, thrown);
  if (LOST.has(code)) return new ConnectionError('lost', message, thrown);
  return new ConnectionError('other', causeInWords(code, message), thrown);
}

/** kubectl's form: program, version, platform. */
export function userAgent(version: string): string {
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  return `kubectl-lease/v${version} (${system}/${architecture})`;
}
