// The address of the API server as client-go reads it (rest/url_utils.go, DefaultServerURL).
import { Failure, failure } from '../errors.ts';
import { quoted, withoutLogin } from './go-words.ts';

export interface ServerUrl {
  /** Without credentials, query and trailing slash; may hold a path prefix. */
  readonly base: string;
  /** Credentials are sent over TLS alone (client-go rest/config.go, IsConfigTransportTLS). */
  readonly secure: boolean;
}

export function serverUrl(given: string): ServerUrl {
  const complete = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]/i.test(given);
  const address = complete ? given : `http://${given}`;
  const bad = failure(`host must be a URL or a host:port pair: ${quoted(withoutLogin(given))}`);
  if (given.startsWith('/') || !URL.canParse(address)) throw bad;
  const { protocol, host, pathname } = new URL(address);
  if (!complete && pathname !== '/') throw bad;
  if (!['http:', 'https:'].includes(protocol)) {
    const scheme = quoted(protocol.slice(0, -1));
    throw new Failure(`Unable to connect to the server: unsupported protocol scheme ${scheme}`);
  }
  return {
    base: `${protocol}//${host}${pathname.replace(/\/+$/, '')}`,
    secure: protocol === 'https:',
  };
}
