// What makes a configuration unusable before anything is sent (client-go tools/clientcmd/validation.go).
import { closeSync, openSync } from 'node:fs';
import { Failure, failure } from '../errors.ts';
import type { Effective } from './effective.ts';
import { errnoInGo, quoted, withoutLogin } from './go-words.ts';
import type { ClusterEntry, UserEntry } from './kubeconfig-entries.ts';
import { proxyProblem } from './proxy-url.ts';

/** All that is wrong at once, in kubectl's layout. */
export function confirmUsable(chosen: Effective): void {
  const missing = `context was not found for specified context: ${chosen.contextName}`;
  const dangling = chosen.contextName !== '' && !chosen.contextExists;
  const problems = [
    ...(dangling ? [missing] : []),
    ...userProblems(chosen.userName, chosen.user),
    ...clusterProblems(chosen.clusterName, chosen.cluster),
  ];
  if (problems.length > 1) {
    const lines = problems.map((problem) => `* ${problem}`);
    throw new Failure('Error in configuration: ', { more: lines });
  }
  if (dangling) {
    const hint = 'kubectl config get-contexts lists the contexts there are';
    throw new Failure(`Error in configuration: ${missing}`, { hint });
  }
  for (const problem of problems) throw failure(problem);
}

function clusterProblems(name: string, cluster: ClusterEntry): string[] {
  const problems: string[] = [];
  const proxy = cluster.proxyUrl === '' ? undefined : proxyProblem(cluster.proxyUrl);
  if (proxy !== undefined) {
    problems.push(
      `invalid 'proxy-url' ${quoted(withoutLogin(cluster.proxyUrl))} for cluster "${name}": ${proxy}`,
    );
  }
  if (cluster.certificateAuthority !== '' && cluster.certificateAuthorityData !== '') {
    problems.push(
      `certificate-authority-data and certificate-authority are both specified for ${name}. certificate-authority-data will override.`,
    );
  }
  return [...problems, ...unreadable('certificate-authority', cluster.certificateAuthority, name)];
}

function userProblems(name: string, user: UserEntry): string[] {
  const problems = [...certificateProblems(name, user), ...execProblems(name, user)];
  if (user.token !== '' && (user.username !== '' || user.password !== '')) {
    problems.push(
      `more than one authentication method found for ${name}; found [token basicAuth], only one is allowed`,
    );
  }
  const more = user.asUid !== '' || user.asGroups.length > 0 || user.asUserExtra.size > 0;
  if (more && user.as === '') {
    problems.push(`requesting uid, groups or user-extra for ${name} without impersonating a user`);
  }
  return problems;
}

function certificateProblems(name: string, user: UserEntry): string[] {
  const { clientCertificate, clientCertificateData, clientKey, clientKeyData } = user;
  if (clientCertificate === '' && clientCertificateData === '') return [];
  const problems: string[] = [];
  if (clientCertificate !== '' && clientCertificateData !== '') {
    problems.push(
      `client-cert-data and client-cert are both specified for ${name}. client-cert-data will override.`,
    );
  }
  if (clientKey !== '' && clientKeyData !== '') {
    problems.push(
      `client-key-data and client-key are both specified for ${name}; client-key-data will override`,
    );
  }
  if (clientKey === '' && clientKeyData === '') {
    problems.push(
      `client-key-data or client-key must be specified for ${name} to use the clientCert authentication method.`,
    );
  }
  return [
    ...problems,
    ...unreadable('client-cert', clientCertificate, name),
    ...unreadable('client-key', clientKey, name),
  ];
}

const INTERACTIVE_MODES = ['Never', 'IfAvailable', 'Always'];

function execProblems(name: string, { exec, authProvider }: UserEntry): string[] {
  if (exec === undefined) return [];
  const { command, apiVersion, env, interactiveMode } = exec;
  const use = 'to use exec authentication plugin';
  const problems: string[] = [];
  if (authProvider) {
    problems.push(`authProvider cannot be provided in combination with an exec plugin for ${name}`);
  }
  if (command === '') problems.push(`command must be specified for ${name} ${use}`);
  if (apiVersion === '') problems.push(`apiVersion must be specified for ${name} ${use}`);
  for (const variable of env) {
    if (variable.name !== '') continue;
    problems.push(`env variable name must be specified for ${name} ${use}`);
  }
  if (interactiveMode === '') {
    problems.push(`interactiveMode must be specified for ${name} ${use}`);
  } else if (!INTERACTIVE_MODES.includes(interactiveMode)) {
    problems.push(`invalid interactiveMode for ${name}: ${quoted(interactiveMode)}`);
  }
  return problems;
}

function unreadable(what: string, path: string, name: string): string[] {
  if (path === '') return [];
  try {
    closeSync(openSync(path, 'r'));
    return [];
  } catch (thrown) {
    return [`unable to read ${what} ${path} for ${name} due to ${errnoInGo(path, thrown)}`];
  }
}
