// The address of a proxy as client-go takes it from a kubeconfig.
import { withoutLogin } from './go-words.ts';

/** client-go tools/clientcmd/helpers.go, parseProxyURL; undefined where it may be used. */
export function proxyProblem(url: string): string | undefined {
  const scheme = schemeOf(url);
  if (scheme === undefined || (scheme !== '' && !URL.canParse(url)))
    return `could not parse: ${withoutLogin(url)}`;
  if (['http', 'https', 'socks5'].includes(scheme)) return undefined;
  return `unsupported scheme "${scheme}", must be http, https, or socks5`;
}

/** Go's net/url: what no scheme can be must not end at a colon in the first segment; else undefined. */
function schemeOf(url: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase();
  if (scheme !== undefined) return scheme;
  return /^[^/]*:/.test(url) ? undefined : '';
}
