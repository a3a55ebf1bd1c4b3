// The entries of a kubeconfig as values: clusters, users and contexts.
import { isAbsolute, join, sep } from 'node:path';
import type { Fields } from './kubeconfig-fields.ts';

/** Texts are empty where the file says nothing; paths are absolute or as the flag gave them. */
export interface ClusterEntry {
  readonly server: string;
  readonly tlsServerName: string;
  readonly insecureSkipTlsVerify: boolean;
  readonly certificateAuthority: string;
  readonly certificateAuthorityData: string;
  readonly proxyUrl: string;
  readonly disableCompression: boolean;
  /** What a credential plugin of this cluster is told besides. */
  readonly pluginConfig: unknown;
}

export interface UserEntry {
  readonly clientCertificate: string;
  readonly clientCertificateData: string;
  readonly clientKey: string;
  readonly clientKeyData: string;
  readonly token: string;
  readonly tokenFile: string;
  readonly username: string;
  readonly password: string;
  readonly as: string;
  readonly asUid: string;
  readonly asGroups: readonly string[];
  readonly asUserExtra: ReadonlyMap<string, readonly string[]>;
  readonly authProvider: AuthProviderEntry | undefined;
  readonly exec: ExecEntry | undefined;
}

export interface AuthProviderEntry {
  readonly name: string;
  readonly config: ReadonlyMap<string, string>;
}

export interface ExecEntry {
  readonly apiVersion: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly installHint: string;
  readonly provideClusterInfo: boolean;
  readonly interactiveMode: string;
}

export interface ContextEntry {
  readonly cluster: string;
  readonly user: string;
  readonly namespace: string;
}

/** A path in a kubeconfig starts from that file's directory, not from the working directory. */
function from(directory: string, path: string): string {
  return path === '' || isAbsolute(path) ? path : join(directory, path);
}

export function clusterEntry(fields: Fields, directory: string): ClusterEntry {
  const extensions = fields.list('extensions', 'NamedExtension');
  const forPlugin = extensions.find(
    (extension) => extension.string('name') === 'client.authentication.k8s.io/exec',
  );
  return {
    server: fields.string('server'),
    tlsServerName: fields.string('tls-server-name'),
    insecureSkipTlsVerify: fields.boolean('insecure-skip-tls-verify'),
    certificateAuthority: from(directory, fields.string('certificate-authority')),
    certificateAuthorityData: fields.data('certificate-authority-data'),
    proxyUrl: fields.string('proxy-url'),
    disableCompression: fields.boolean('disable-compression'),
    pluginConfig: forPlugin?.value['extension'],
  };
}

export function userEntry(fields: Fields, directory: string): UserEntry {
  const extra = fields.structOrEmpty('as-user-extra', 'map[string][]string');
  const provider = fields.struct('auth-provider', 'AuthProviderConfig');
  const exec = fields.struct('exec', 'ExecConfig');
  return {
    clientCertificate: from(directory, fields.string('client-certificate')),
    clientCertificateData: fields.data('client-certificate-data'),
    clientKey: from(directory, fields.string('client-key')),
    clientKeyData: fields.data('client-key-data'),
    token: fields.string('token'),
    tokenFile: from(directory, fields.string('tokenFile')),
    username: fields.string('username'),
    password: fields.string('password'),
    as: fields.string('as'),
    asUid: fields.string('as-uid'),
    asGroups: fields.strings('as-groups'),
    asUserExtra: new Map(extra.keys().map((key) => [key, extra.strings(key)])),
    authProvider: provider && authProviderEntry(provider),
    exec: exec && execEntry(exec, directory),
  };
}

function authProviderEntry(fields: Fields): AuthProviderEntry {
  const config = fields.structOrEmpty('config', 'map[string]string');
  return {
    name: fields.string('name'),
    config: new Map(config.keys().map((key) => [key, config.string(key)])),
  };
}

/** A command without a separator is looked up in PATH and stays as it is (client-go loader.go). */
function execEntry(fields: Fields, directory: string): ExecEntry {
  const apiVersion = fields.string('apiVersion');
  const command = fields.string('command');
  // client-go tools/clientcmd/api/v1/defaults.go: v1beta1 had no interactiveMode at first.
  const fallback = apiVersion === 'client.authentication.k8s.io/v1beta1' ? 'IfAvailable' : '';
  return {
    apiVersion,
    command: command.includes(sep) ? from(directory, command) : command,
    args: fields.strings('args'),
    env: fields
      .list('env', 'ExecEnvVar')
      .map((one) => ({ name: one.string('name'), value: one.string('value') })),
    installHint: fields.string('installHint'),
    provideClusterInfo: fields.boolean('provideClusterInfo'),
    interactiveMode: fields.string('interactiveMode') || fallback,
  };
}

export function contextEntry(fields: Fields): ContextEntry {
  return {
    cluster: fields.string('cluster'),
    user: fields.string('user'),
    namespace: fields.string('namespace'),
  };
}
