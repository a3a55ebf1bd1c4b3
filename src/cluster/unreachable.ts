// No answer came: why, in kubectl's words (conventions §3.6). Loaded only when that happened.
import { Failure } from '../errors.ts';
import { ConnectionError } from './transport.ts';

/** What is no ConnectionError is somebody else's to tell, and comes back as it is. */
export function unreachable(thrown: unknown, server: string): unknown {
  if (!(thrown instanceof ConnectionError)) return thrown;
  return new Failure(sentenceFor(thrown, server), { cause: thrown, ...hintFor(thrown) });
}

function sentenceFor(error: ConnectionError, server: string): string {
  const { problem, begun } = error;
  if (problem === 'refused') {
    return `The connection to the server ${hostOf(server)} was refused - did you specify the right host or port?`;
  }
  const end = begun ? 'unexpected EOF' : 'EOF';
  const cause = problem === 'lost' ? end : dialing(error, server);
  return begun
    ? `unexpected error when reading response body. Please retry. Original error: ${cause}`
    : `Unable to connect to the server: ${cause}`;
}

function hintFor({ problem }: ConnectionError): { hint?: string } {
  return problem === 'silent' ? { hint: '--request-timeout=1m waits for a slower server.' } : {};
}

/** As Go's net package says it, which names what was dialled. */
function dialing({ cause, message }: ConnectionError, server: string): string {
  const { hostname, port, protocol } = new URL(server);
  const address = `${hostname}:${port || (protocol === 'https:' ? '443' : '80')}`;
  switch ((cause as { code?: string } | undefined)?.code) {
    case 'ENOTFOUND':
      return `dial tcp: lookup ${hostname}: no such host`;
    case 'EAI_AGAIN':
      return `dial tcp: lookup ${hostname}: Temporary failure in name resolution`;
    case 'ENETUNREACH':
      return `dial tcp ${address}: connect: network is unreachable`;
    case 'EHOSTUNREACH':
      return `dial tcp ${address}: connect: no route to host`;
    case 'ETIMEDOUT':
      return `dial tcp ${address}: connect: connection timed out`;
    case 'HPE_INVALID_CONSTANT':
      return 'net/http: HTTP/1.x transport connection broken: malformed HTTP response';
    case 'EPROTO':
      return 'http: server gave HTTP response to HTTPS client';
    default:
      return message;
  }
}

/** kubectl leaves out https, and http where nothing follows the host. */
function hostOf(server: string): string {
  return server.replace(/^https:\/\//, '').replace(/^http:\/\/(?=[^/]*$)/, '');
}
