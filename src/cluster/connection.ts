// From flags, environment and kubeconfig to one connection: which server, as whom, over what.
import type { ConnectionFlags } from './connection-flags.ts';
import { proofOf } from './credentials.ts';
import { effective, requireNamed, type Effective } from './effective.ts';
import { impersonation, type Header } from './impersonation.ts';
import type { Pod } from './in-cluster.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import type { Login } from './login.ts';
import { limitsFrom, type Limits } from '../limits.ts';
import { serverUrl } from './server-url.ts';
import { noTls, tlsOf, type Tls } from './tls.ts';
import { confirmUsable } from './validation.ts';

export interface Connection {
  /** The name of the context that was chosen; "" for none. */
  readonly context: string;
  /** Without a trailing slash; may hold a path prefix. */
  readonly server: string;
  readonly namespace: string;
  readonly tls: Tls;
  /** Sent with every request: Authorization where it never changes, and Impersonate-*. */
  readonly headers: readonly Header[];
  /** Credentials that are made or may change while the program runs. */
  readonly login: Login | undefined;
  /** The URL of a proxy: http, https or socks5. */
  readonly proxy: string | undefined;
  readonly compression: boolean;
  /** Milliseconds for one request; 0 for none. */
  readonly requestTimeout: number;
  readonly limits: Limits;
  /** What goes over the wire is told from 6 on. */
  readonly verbosity: number;
}

/** In client-go's order, so that of several mistakes the same one is told. */
export async function connect(
  config: Kubeconfig,
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
): Promise<Connection> {
  const chosen = effective(config, flags, env);
  if (!flags.namespace) confirmUsable(chosen);
  requireNamed(config, flags);
  confirmUsable(chosen);
  const pod = await podAround(chosen, flags, env);
  const { server, tls, ...proof } = pod?.connection ?? (await configured(chosen, flags, env));
  return {
    context: chosen.contextExists ? chosen.contextName : '',
    server,
    tls,
    ...proof,
    namespace: flags.namespace || pod?.namespace || chosen.context.namespace || 'default',
    proxy: chosen.cluster.proxyUrl || (await proxyFromEnvironment(server, env)),
    compression: !chosen.cluster.disableCompression,
    requestTimeout: flags.requestTimeout ?? 0,
    limits: limitsFrom(env),
    verbosity: flags.verbosity ?? 0,
  };
}

/** Over http nobody is told who asks, but whom to be (client-go client_config.go, ClientConfig). */
async function configured(
  chosen: Effective,
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
): Promise<Pick<Connection, 'server' | 'tls' | 'headers' | 'login'>> {
  const { base, secure } = serverUrl(chosen.cluster.server);
  const asOther = impersonation(chosen.user);
  if (!secure) return { server: base, tls: noTls, headers: asOther, login: undefined };
  const tls = await tlsOf(chosen.cluster, chosen.user);
  const { headers, login } = await proofOf(chosen, tls, { kuberc: flags.kuberc, env: { ...env } });
  return { server: base, tls, headers: [...headers, ...asOther], login };
}

/** Loaded only where the two variables say that it may apply. */
async function podAround(
  chosen: Effective,
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
): Promise<Pod | undefined> {
  if (!env['KUBERNETES_SERVICE_HOST'] || !env['KUBERNETES_SERVICE_PORT']) return undefined;
  return (await import('./in-cluster.ts')).insidePod(chosen, flags, env);
}

const PROXY_VARIABLES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];

async function proxyFromEnvironment(
  server: string,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (!PROXY_VARIABLES.some((name) => env[name])) return undefined;
  const { proxyFor } = await import('./proxy-environment.ts');
  return proxyFor(server, env);
}
