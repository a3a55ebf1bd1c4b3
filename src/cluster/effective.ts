// The context, cluster and user that count, once flags have been laid over the kubeconfig
// (client-go tools/clientcmd/client_config.go: getContext, getCluster, getAuthInfo).
import { failure } from '../errors.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import type { ClusterEntry, ContextEntry, UserEntry } from './kubeconfig-entries.ts';

export interface Effective {
  /** The name that was asked for, and whether the kubeconfig has it. */
  readonly contextName: string;
  readonly contextExists: boolean;
  readonly context: ContextEntry;
  readonly clusterName: string;
  readonly cluster: ClusterEntry;
  readonly userName: string;
  readonly user: UserEntry;
}

const NO_CONTEXT: ContextEntry = { cluster: '', user: '', namespace: '' };

const NO_CLUSTER: ClusterEntry = {
  server: '',
  tlsServerName: '',
  insecureSkipTlsVerify: false,
  certificateAuthority: '',
  certificateAuthorityData: '',
  proxyUrl: '',
  disableCompression: false,
  pluginConfig: undefined,
};

const NO_USER: UserEntry = {
  clientCertificate: '',
  clientCertificateData: '',
  clientKey: '',
  clientKeyData: '',
  token: '',
  tokenFile: '',
  username: '',
  password: '',
  as: '',
  asUid: '',
  asGroups: [],
  asUserExtra: new Map(),
  authProvider: undefined,
  exec: undefined,
};

/** What is named in the file but absent reads as empty. */
export function effective(
  config: Kubeconfig,
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
): Effective {
  const contextName = flags.context || config.currentContext;
  const context = config.contexts.get(contextName);
  const clusterName = flags.cluster || (context?.cluster ?? '');
  const userName = flags.user || (context?.user ?? '');
  const cluster = config.clusters.get(clusterName) ?? NO_CLUSTER;
  return {
    contextName,
    contextExists: context !== undefined,
    context: context ?? NO_CONTEXT,
    clusterName,
    cluster: clusterUnder(flags, { ...cluster, server: cluster.server || defaultServer(env) }),
    userName,
    user: userUnder(flags, config.users.get(userName) ?? NO_USER),
  };
}

/** What a flag names has to exist. */
export function requireNamed(config: Kubeconfig, flags: ConnectionFlags): void {
  const required = [
    ['auth info', flags.user, config.users],
    ['context', flags.context, config.contexts],
    ['cluster', flags.cluster, config.clusters],
  ] as const;
  for (const [what, name, entries] of required) {
    if (name && !entries.has(name)) throw failure(`${what} "${name}" does not exist`);
  }
}

/** clientcmd.ClusterDefaults. */
export function defaultServer(env: NodeJS.ProcessEnv): string {
  return env['KUBERNETES_MASTER'] || 'http://localhost:8080';
}

/**
 * --insecure-skip-tls-verify and --certificate-authority replace all that the file says of trust,
 * --server drops its tls-server-name. A flag that is empty or false says nothing.
 */
function clusterUnder(flags: ConnectionFlags, entry: ClusterEntry): ClusterEntry {
  const insecure = flags.insecureSkipTlsVerify ?? false;
  const authority = flags.certificateAuthority ?? '';
  const trust = {
    insecureSkipTlsVerify: insecure,
    certificateAuthority: authority,
    certificateAuthorityData: '',
  };
  const serverName = flags.tlsServerName ?? '';
  return {
    ...entry,
    server: flags.server || entry.server,
    disableCompression: flags.disableCompression || entry.disableCompression,
    ...(insecure || authority !== '' ? trust : {}),
    ...(serverName !== '' || flags.server ? { tlsServerName: serverName } : {}),
  };
}

/** --token leaves a tokenFile in place, which then wins: so it is in kubectl. */
function userUnder(flags: ConnectionFlags, entry: UserEntry): UserEntry {
  return {
    ...entry,
    token: flags.token || entry.token,
    ...(flags.clientCertificate
      ? { clientCertificate: flags.clientCertificate, clientCertificateData: '' }
      : {}),
    ...(flags.clientKey ? { clientKey: flags.clientKey, clientKeyData: '' } : {}),
    as: flags.as || entry.as,
    asUid: flags.asUid || entry.asUid,
    asGroups: flags.asGroup?.length ? flags.asGroup : entry.asGroups,
    asUserExtra: new Map([...entry.asUserExtra, ...extraOf(flags.asUserExtra ?? [])]),
  };
}

/** Go's ConfigFlags drop what has no "=". */
function extraOf(pairs: readonly string[]): Map<string, readonly string[]> {
  const extra = new Map<string, readonly string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    if (at < 0) continue;
    const key = pair.slice(0, at);
    extra.set(key, [...(extra.get(key) ?? []), pair.slice(at + 1)]);
  }
  return extra;
}
