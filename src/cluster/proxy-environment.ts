// HTTPS_PROXY, HTTP_PROXY and NO_PROXY by Go's rules (golang.org/x/net/http/httpproxy).
import { BlockList, isIP } from 'node:net';

interface Address {
  /** Lower case, without brackets. */
  readonly host: string;
  readonly port: string;
}

/** Loopback is never sent through a proxy, whatever the variables say. */
export function proxyFor(server: string, env: NodeJS.ProcessEnv): string | undefined {
  const { protocol, hostname, port } = new URL(server);
  const secure = protocol === 'https:';
  const name = secure ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxy = proxyUrl(env[name] || env[name.toLowerCase()] || '');
  if (proxy === undefined) return undefined;
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const address = { host, port: port || (secure ? '443' : '80') };
  if (host === 'localhost' || isLoopback(host)) return undefined;
  return isExcluded(address, env['NO_PROXY'] || env['no_proxy'] || '') ? undefined : proxy;
}

/** An address without a scheme is that of an http proxy; what is none counts as absent. */
function proxyUrl(given: string): string | undefined {
  if (given === '') return undefined;
  const url = /^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(given) ? given : `http://${given}`;
  return URL.canParse(url) ? url : undefined;
}

function isLoopback(host: string): boolean {
  return host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

function isExcluded(address: Address, list: string): boolean {
  const entries = list.split(',').map((entry) => entry.trim().toLowerCase());
  return entries.some((entry) => entry !== '' && (entry === '*' || excludes(entry, address)));
}

/** A range, an address or a domain, the last two with or without a port. */
function excludes(entry: string, { host, port }: Address): boolean {
  const range = /^(?<network>[0-9a-f.:]+)\/(?<bits>\d{1,3})$/.exec(entry)?.groups;
  if (range) return isInRange(host, range['network'] ?? '', Number(range['bits']));
  const [name, entryPort] = splitPort(entry);
  if (name === '' || (entryPort !== '' && entryPort !== port)) return false;
  if (isIP(name) > 0) return name === host;
  if (isIP(host) > 0) return false;
  const domain = name.replace(/^\*(?=\.)/, '');
  return domain.startsWith('.')
    ? host.endsWith(domain)
    : host === domain || host.endsWith(`.${domain}`);
}

function isInRange(host: string, network: string, bits: number): boolean {
  const family = isIP(network);
  if (family === 0 || isIP(host) !== family || bits > (family === 4 ? 32 : 128)) return false;
  const type = family === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(network, bits, type);
  return range.check(host, type);
}

function splitPort(entry: string): [name: string, port: string] {
  const { name, port } =
    /^\[(?<name>[^\]]*)\]:(?<port>\d*)$/.exec(entry)?.groups ??
    /^(?<name>[^:]*):(?<port>\d*)$/.exec(entry)?.groups ??
    {};
  return name === undefined ? [entry, ''] : [name, port ?? ''];
}
