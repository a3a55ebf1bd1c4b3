// From flags and kubeconfig to one connection: which server, as whom, over which TLS.
import { readFile } from 'node:fs/promises';
import { Failure, failure } from '../errors.ts';
import { text, type RawObject } from '../lease/lease.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { authorization, impersonation } from './credentials.ts';
import { openError, resolvePath, type Kubeconfig, type Part } from './kubeconfig.ts';

export interface Tls {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly serverName: string | undefined;
  readonly insecure: boolean;
}

export interface Connection {
  /** Without a trailing slash; may hold a path prefix. */
  readonly server: string;
  readonly namespace: string;
  readonly tls: Tls;
  /** Sent with every request: Authorization and Impersonate-*. */
  readonly headers: readonly (readonly [string, string])[];
  /** Milliseconds for one request; 0 for none. */
  readonly requestTimeout: number;
}

export async function connect(config: Kubeconfig, flags: ConnectionFlags): Promise<Connection> {
  const context = contextOf(config, flags);
  const cluster = clusterOf(config, flags, text(context['cluster']));
  const user = userOf(config, flags, text(context['user']));
  return {
    server: (flags.server ?? text(cluster.value['server']) ?? 'http://localhost:8080').replace(
      /\/+$/,
      '',
    ),
    namespace: flags.namespace ?? (text(context['namespace']) || 'default'),
    tls: await tlsOf(cluster, user, flags),
    headers: [...(await authorization(user, flags)), ...impersonation(user.value, flags)],
    requestTimeout: flags.requestTimeout ?? 0,
  };
}

function contextOf(config: Kubeconfig, flags: ConnectionFlags): RawObject {
  const name = flags.context ?? config.currentContext;
  if (name === undefined) return {};
  const found = config.contexts.get(name);
  if (found) return found.value;
  throw new Failure(
    `Error in configuration: context was not found for specified context: ${name}`,
    {
      hint: 'kubectl config get-contexts lists the contexts there are',
    },
  );
}

function clusterOf(
  config: Kubeconfig,
  flags: ConnectionFlags,
  fromContext: string | undefined,
): Part {
  const name = flags.cluster ?? fromContext;
  const found = name === undefined ? undefined : config.clusters.get(name);
  if (name !== undefined && !found && flags.server === undefined) {
    throw failure(`no server found for cluster "${name}"`);
  }
  return { name: name ?? '', value: {}, directory: '', ...found };
}

function userOf(config: Kubeconfig, flags: ConnectionFlags, fromContext: string | undefined): Part {
  const name = flags.user ?? fromContext;
  const found = name === undefined ? undefined : config.users.get(name);
  if (flags.user !== undefined && !found) throw failure(`auth info "${flags.user}" does not exist`);
  return { name: name ?? '', value: {}, directory: '', ...found };
}

/** A flag replaces what the file says of the same thing, its inline data included. */
async function tlsOf(cluster: Part, user: Part, flags: ConnectionFlags): Promise<Tls> {
  const insecure =
    flags.insecureSkipTlsVerify ?? cluster.value['insecure-skip-tls-verify'] === true;
  const serverName =
    flags.tlsServerName ??
    (flags.server === undefined ? text(cluster.value['tls-server-name']) : undefined);
  return {
    ca: insecure
      ? undefined
      : await pem(cluster, 'certificate-authority', flags.certificateAuthority),
    cert: await pem(user, 'client-certificate', flags.clientCertificate),
    key: await pem(user, 'client-key', flags.clientKey),
    serverName: serverName || undefined,
    insecure: insecure && flags.certificateAuthority === undefined,
  };
}

async function pem(part: Part, key: string, flag: string | undefined): Promise<string | undefined> {
  const data = text(part.value[`${key}-data`]);
  if (flag === undefined && data) return Buffer.from(data, 'base64').toString('utf8');
  const inFile = text(part.value[key]);
  const path = flag ?? (inFile ? resolvePath(inFile, part.directory) : undefined);
  if (path === undefined) return undefined;
  try {
    return await readFile(path, 'utf8');
  } catch (thrown) {
    throw failure(
      `unable to read ${key} ${path} for ${part.name} due to ${openError(path, thrown)}`,
    );
  }
}
