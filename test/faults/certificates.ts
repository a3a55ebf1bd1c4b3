// X.509 certificates as a test wants them, which no command line tool makes: expired, not yet valid.
import { createSign, generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';

export interface CertificateOptions {
  /** The name of the authority. */
  readonly authority?: string;
  /** DNS names; 127.0.0.1 is named unless these are given. */
  readonly names?: readonly string[];
  readonly from?: string;
  readonly to?: string;
}

export interface Certified {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** An authority of its own, and a server's certificate signed by it. */
export function certified({
  authority: issuer = 'authority',
  names,
  from = '2020-01-01',
  to = '2049-01-01',
}: CertificateOptions): Certified {
  const [authority, server] = [keyPair(), keyPair()];
  const years = validity('2020-01-01', '2049-01-01');
  const sans =
    names === undefined
      ? der(0x87, Buffer.from([127, 0, 0, 1]))
      : Buffer.concat(names.map((name) => der(0x82, Buffer.from(name))));
  const isAuthority = extension('551d13', true, sequence(der(0x01, Buffer.from([0xff]))));
  return {
    ca: certificate(issuer, issuer, authority.publicKey, years, isAuthority, authority.privateKey),
    cert: certificate(
      issuer,
      'server',
      server.publicKey,
      validity(from, to),
      extension('551d11', false, sequence(sans)),
      authority.privateKey,
    ),
    key: server.privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** RFC 5280, section 4.1. */
function certificate(
  issuer: string,
  subject: string,
  key: KeyObject,
  valid: Buffer,
  extensions: Buffer,
  signer: KeyObject,
): string {
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)]));
  const spki = key.export({ type: 'spki', format: 'der' });
  const body = sequence(
    ...[version, serial, ECDSA_WITH_SHA256, name(issuer), valid, name(subject), spki],
    der(0xa3, sequence(extensions)),
  );
  const signature = createSign('SHA256').update(body).sign(signer);
  const whole = sequence(body, ECDSA_WITH_SHA256, bits(signature)).toString('base64');
  const lines = whole.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

function sequence(...contents: readonly Buffer[]): Buffer {
  return der(0x30, ...contents);
}

const oid = (hex: string): Buffer => der(0x06, Buffer.from(hex, 'hex'));
const bits = (content: Buffer): Buffer => der(0x03, Buffer.from([0]), content);
const ECDSA_WITH_SHA256 = sequence(oid('2a8648ce3d040302'));

function name(common: string): Buffer {
  return sequence(der(0x31, sequence(oid('550403'), der(0x0c, Buffer.from(common)))));
}

function validity(from: string, to: string): Buffer {
  const time = (day: string): Buffer => der(0x18, Buffer.from(`${day.replaceAll('-', '')}000000Z`));
  return sequence(time(from), time(to));
}

function extension(id: string, critical: boolean, value: Buffer): Buffer {
  const flag = critical ? [der(0x01, Buffer.from([0xff]))] : [];
  return sequence(oid(id), ...flag, der(0x04, value));
}
