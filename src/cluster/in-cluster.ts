// A Pod's own configuration: its ServiceAccount's token, certificate and namespace
// (client-go rest/config.go InClusterConfig, tools/clientcmd/merged_client_builder.go).
import { stat } from 'node:fs/promises';
import type { Connection } from './connection.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { defaultServer, type Effective } from './effective.ts';
import type { Header } from './impersonation.ts';
import { serverUrl } from './server-url.ts';
import { noTls } from './tls.ts';
import { readText, unreadable } from './text-file.ts';
import { tokenFileLogin } from './token-file.ts';

const MOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

export interface Pod {
  readonly namespace: string;
  /** Whom it asks, and as whom; undefined where the configuration says more than the defaults. */
  readonly connection: Pick<Connection, 'server' | 'tls' | 'headers' | 'login'> | undefined;
}

/** Undefined where this is no Pod. */
export async function insidePod(
  chosen: Effective,
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
): Promise<Pod | undefined> {
  const isPod = await stat(`${MOUNT}/token`).then(
    (file) => !file.isDirectory(),
    () => false,
  );
  if (!isPod) return undefined;
  const isAsked = isDefault(chosen, flags, env);
  return {
    namespace: await podNamespace(chosen, env),
    connection: isAsked ? await podConnection(flags, env) : undefined,
  };
}

async function podConnection(flags: ConnectionFlags, env: NodeJS.ProcessEnv) {
  const host = env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = env['KUBERNETES_SERVICE_PORT'] ?? '';
  const token = flags.token ?? '';
  const headers: Header[] = token === '' ? [] : [['Authorization', `Bearer ${token}`]];
  return {
    server: serverUrl(`https://${host.includes(':') ? `[${host}]` : host}:${port}`).base,
    tls: { ...noTls, ca: await authority(flags) },
    headers,
    login: token === '' ? await tokenFileLogin(`${MOUNT}/token`, '') : undefined,
  };
}

/**
 * Whether the configuration is the one that client-go has without any. Over http it looks at no
 * credentials, so --token does not count; --as and --request-timeout do.
 */
function isDefault(
  { cluster, user }: Effective,
  { requestTimeout = 0 }: ConnectionFlags,
  env: NodeJS.ProcessEnv,
): boolean {
  return (
    cluster.server === defaultServer(env) &&
    !serverUrl(cluster.server).secure &&
    cluster.proxyUrl === '' &&
    !cluster.disableCompression &&
    user.as === '' &&
    requestTimeout === 0
  );
}

async function authority({ certificateAuthority }: ConnectionFlags): Promise<string | undefined> {
  if (certificateAuthority) {
    try {
      return await readText(certificateAuthority);
    } catch (thrown) {
      throw unreadable(certificateAuthority, thrown);
    }
  }
  // client-go says so in its log and goes on with the system's own.
  return readText(`${MOUNT}/ca.crt`).catch(() => undefined);
}

/** A namespace that the kubeconfig names counts, whoever is asked in the end. */
async function podNamespace({ context }: Effective, env: NodeJS.ProcessEnv): Promise<string> {
  if (context.namespace !== '') return context.namespace;
  const mounted = await readText(`${MOUNT}/namespace`).catch(() => '');
  return env['POD_NAMESPACE'] || mounted.trim() || 'default';
}
