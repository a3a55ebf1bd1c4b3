// Why a TLS connection failed, in Go's words, found out only once one failed: the runtimes name
// the kind of trouble, or not even that.
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { isIP } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import { failure } from '../errors.ts';
import type { Connection } from './connection.ts';
import { ConnectionError } from './transport.ts';

const LOOK_FOR = 5000;

/** The error to be told; the given one where there is nothing more to say. */
export async function explained(error: ConnectionError, connection: Connection): Promise<Error> {
  const { tls } = connection;
  const unusable = brokenAuthority(tls.ca) ?? brokenPair(tls.cert, tls.key);
  if (unusable) return unusable;
  const code = (error.cause as { code?: string } | undefined)?.code;
  const words = code === undefined ? undefined : SERVER_TROUBLE.get(code);
  if (words === undefined || connection.proxy !== undefined) return error;
  const certificate = await serverCertificate(connection).catch(() => undefined);
  if (certificate === undefined) return error;
  const why = `tls: failed to verify certificate: x509: ${words(certificate, connection)}`;
  return new ConnectionError('other', why, error);
}

/** Of what was trusted, the first that is no certificate. */
function brokenAuthority(ca: string | undefined): Error | undefined {
  const blocks = ca?.match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----/g);
  if (ca !== undefined && !blocks) {
    return failure('unable to load root certificates: no valid certificate authority data seen');
  }
  if (blocks?.every(isCertificate) !== false) return undefined;
  return failure('unable to load root certificates: failed to parse certificate');
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).serialNumber !== '';
  } catch {
    return false;
  }
}

/** What OpenSSL throws may quote what it read: only that it threw is told. */
function brokenPair(cert: string | undefined, key: string | undefined): Error | undefined {
  if (cert === undefined || key === undefined) return undefined;
  if (!isCertificate(cert)) return trouble('tls: failed to parse certificate');
  try {
    if (new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))) return undefined;
    return trouble('tls: private key does not match public key');
  } catch {
    return trouble('tls: failed to parse private key');
  }
}

function trouble(words: string): Error {
  return new ConnectionError('other', words);
}

type Words = (certificate: PeerCertificate, connection: Connection) => string;

const SERVER_TROUBLE: ReadonlyMap<string, Words> = new Map<string, Words>([
  ['ERR_TLS_CERT_ALTNAME_INVALID', wrongName],
  ['CERT_HAS_EXPIRED', outOfDate],
  ['CERT_NOT_YET_VALID', outOfDate],
]);

/** crypto/x509 HostnameError. */
function wrongName({ subjectaltname = '' }: PeerCertificate, connection: Connection): string {
  const host = nameToVerify(connection);
  const names = subjectaltname.split(', ').map((name) => name.split(':'));
  const of = (type: string) =>
    names.filter(([kind]) => kind === type).map(([, ...rest]) => rest.join(':'));
  const [kind, addresses] = [isIP(host), of('IP Address')];
  if (kind > 0 && addresses.length === 0) {
    return `cannot validate certificate for ${host} because it doesn't contain any IP SANs`;
  }
  const valid = (kind > 0 ? addresses : of('DNS')).join(', ');
  if (valid === '') return `certificate is not valid for any names, but wanted to match ${host}`;
  return `certificate is valid for ${valid}, not ${host}`;
}

/** crypto/x509 CertificateInvalidError, Expired. */
function outOfDate({ valid_from: from, valid_to: to }: PeerCertificate): string {
  const [now, start, end] = [new Date(), new Date(from), new Date(to)];
  const text = (time: Date) => time.toISOString().replace(/\.\d+/, '');
  const comparison = now < start ? `before ${text(start)}` : `after ${text(end)}`;
  return `certificate has expired or is not yet valid: current time ${text(now)} is ${comparison}`;
}

function nameToVerify({ server, tls }: Connection): string {
  return tls.serverName ?? new URL(server).hostname.replace(/^\[|\]$/g, '');
}

/** Nothing is sent over this connection, which trusts anybody. */
function serverCertificate(connection: Connection): Promise<PeerCertificate> {
  const { hostname, port } = new URL(connection.server);
  const name = nameToVerify(connection);
  return new Promise((resolve, reject) => {
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || '443'),
      rejectUnauthorized: false,
      ...(isIP(name) === 0 ? { servername: name } : {}),
    });
    socket.setTimeout(LOOK_FOR, () => socket.destroy(new Error('no answer')));
    socket.on('error', reject);
    socket.on('secureConnect', () => {
      resolve(socket.getPeerCertificate());
      socket.destroy();
    });
  });
}
