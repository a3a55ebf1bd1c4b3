// Users whose credentials an external program makes (client-go plugin/pkg/client/auth/exec).
import { isatty } from 'node:tty';
import { Failure } from '../errors.ts';
import type { Surroundings } from './credentials.ts';
import type { Effective } from './effective.ts';
import { credentialsFrom, type Issued } from './exec-credential.ts';
import { runPlugin, type Invocation } from './exec-run.ts';
import type { ExecEntry } from './kubeconfig-entries.ts';
import { pluginPolicy, type PluginPolicy } from './kuberc.ts';
import type { Login } from './login.ts';
import { PluginError } from './plugin-error.ts';
import type { Tls } from './tls.ts';

/** Runs nothing yet: the plugin is run before the first request. */
export async function execLogin(
  exec: ExecEntry,
  chosen: Effective,
  tls: Tls,
  { kuberc, env }: Surroundings,
): Promise<Login> {
  const policy = await pluginPolicy(kuberc, env);
  const cluster = exec.provideClusterInfo ? clusterInfo(chosen, tls) : undefined;
  let issued: Promise<Issued> | undefined;
  // A run that failed is not the last: a watch logs in again for hours.
  const issue = (): Promise<Issued> =>
    run(exec, cluster, policy, env).catch((thrown: unknown) => {
      issued = undefined;
      throw thrown;
    });
  let rerunAt = -Infinity;
  return {
    async credentials(refused) {
      const current = await (issued ??= issue());
      if (refused === undefined) {
        if (isExpired(current)) issued = issue();
      } else if (refused === current.credentials && Date.now() - rerunAt > RERUN_AFTER) {
        rerunAt = Date.now();
        // One that fails leaves the server's 401 to be told; what it said is on stderr.
        issued = issue().catch(() => current);
      }
      return (await issued).credentials;
    },
  };
}

/** A plugin whose credentials are refused again is not asked a third time. */
const RERUN_AFTER = 60_000;

function isExpired({ expires }: Issued): boolean {
  return expires !== undefined && Date.now() > expires;
}

async function run(
  exec: ExecEntry,
  cluster: object | undefined,
  policy: PluginPolicy,
  env: NodeJS.ProcessEnv,
): Promise<Issued> {
  try {
    const interactive = isInteractive(exec.interactiveMode);
    const spec = { ...(cluster ? { cluster } : {}), interactive };
    const info = { kind: 'ExecCredential', apiVersion: exec.apiVersion, spec };
    const invocation: Invocation = { exec, info, interactive, policy, env };
    return credentialsFrom(await runPlugin(invocation), exec.apiVersion);
  } catch (thrown) {
    if (!(thrown instanceof PluginError)) throw thrown;
    const { message, more } = thrown;
    throw new Failure(`Unable to connect to the server: getting credentials: ${message}`, { more });
  }
}

function isInteractive(mode: string): boolean {
  if (mode === 'Never') return false;
  if (isatty(0)) return true;
  if (mode === 'IfAvailable') return false;
  throw new PluginError(
    'exec plugin cannot support interactive mode: standard input is not a terminal',
  );
}

/** client-go rest/exec.go, ConfigToExecCluster: empty fields are left out, but config. */
function clusterInfo({ cluster }: Effective, tls: Tls): object {
  const ca = tls.ca === undefined ? '' : Buffer.from(tls.ca, 'utf8').toString('base64');
  const fields = {
    'tls-server-name': cluster.tlsServerName,
    'insecure-skip-tls-verify': cluster.insecureSkipTlsVerify,
    'certificate-authority-data': ca,
    'proxy-url': cluster.proxyUrl,
    'disable-compression': cluster.disableCompression,
  };
  return {
    server: cluster.server,
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value)),
    config: cluster.pluginConfig ?? null,
  };
}
