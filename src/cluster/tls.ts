// The TLS of a connection: whom to trust, and the certificate to show.
import { failure } from '../errors.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig-entries.ts';
import { readText, unreadable } from './text-file.ts';

export interface Tls {
  /** PEM; undefined for the operating system's own. */
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly serverName: string | undefined;
  readonly insecure: boolean;
}

export const noTls: Tls = {
  ca: undefined,
  cert: undefined,
  key: undefined,
  serverName: undefined,
  insecure: false,
};

/** client-go transport/transport.go, TLSConfigFor. */
export async function tlsOf(cluster: ClusterEntry, user: UserEntry): Promise<Tls> {
  const insecure = cluster.insecureSkipTlsVerify;
  const ca = await pem(cluster.certificateAuthorityData, cluster.certificateAuthority);
  if (insecure && ca !== undefined) {
    throw failure('specifying a root certificates file with the insecure flag is not allowed');
  }
  if (ca !== undefined && !ca.includes('-----BEGIN ')) {
    throw failure('unable to load root certificates: unable to parse bytes as PEM block');
  }
  const withCertificate = user.clientCertificate !== '' || user.clientCertificateData !== '';
  return {
    ca,
    ...(withCertificate ? await keyPair(user) : { cert: undefined, key: undefined }),
    serverName: cluster.tlsServerName || undefined,
    insecure,
  };
}

async function keyPair(user: UserEntry): Promise<Pick<Tls, 'cert' | 'key'>> {
  const cert = await pem(user.clientCertificateData, user.clientCertificate);
  const key = await pem(user.clientKeyData, user.clientKey);
  for (const [what, text] of [['certificate', cert] as const, ['key', key] as const]) {
    if (text?.includes('-----BEGIN ')) continue;
    throw failure(`tls: failed to find any PEM data in ${what} input`);
  }
  return { cert, key };
}

/** Data beats a file. */
async function pem(data: string, path: string): Promise<string | undefined> {
  if (data !== '' || path === '') return data || undefined;
  try {
    return await readText(path);
  } catch (thrown) {
    throw unreadable(path, thrown);
  }
}
