// How a user of a kubeconfig proves who it is: a header for ever, or a login that is asked each time.
import { failure } from '../errors.ts';
import type { Effective } from './effective.ts';
import { quoted } from './go-words.ts';
import type { Header } from './impersonation.ts';
import type { ExecEntry, UserEntry } from './kubeconfig-entries.ts';
import type { Login } from './login.ts';
import type { Tls } from './tls.ts';

export interface Proof {
  readonly headers: readonly Header[];
  readonly login: Login | undefined;
}

export interface Surroundings {
  /** The flag --kuberc. */
  readonly kuberc: string | undefined;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * client-go rest/transport.go and plugin/pkg/client/auth/exec: a token, basic authentication or a
 * client certificate of the kubeconfig or a flag keeps a credential plugin from being run at all.
 */
export async function proofOf(
  chosen: Effective,
  tls: Tls,
  surroundings: Surroundings,
): Promise<Proof> {
  const { user, userName } = chosen;
  const plugin = user.exec && checked(user.exec);
  const proof = await tokenOrPassword(user);
  if (proof) return proof;
  if (user.authProvider) {
    const { authProviderLogin } = await import('./auth-provider.ts');
    return { headers: [], login: authProviderLogin(userName, user.authProvider) };
  }
  if (tls.cert !== undefined) return { headers: [], login: undefined };
  if (!plugin) throw nobody(chosen);
  const { execLogin } = await import('./exec-plugin.ts');
  return { headers: [], login: await execLogin(plugin, chosen, tls, surroundings) };
}

const API_VERSIONS = ['client.authentication.k8s.io/v1', 'client.authentication.k8s.io/v1beta1'];

/** Refused even where another credential makes it needless. */
function checked(exec: ExecEntry): ExecEntry {
  if (API_VERSIONS.includes(exec.apiVersion)) return exec;
  throw failure(`exec plugin: invalid apiVersion ${quoted(exec.apiVersion)}`);
}

/** Undefined where the user has neither. A tokenFile beats a token (transport/token_source.go). */
async function tokenOrPassword(user: UserEntry): Promise<Proof | undefined> {
  const { token, tokenFile, username, password } = user;
  if (username !== '' && tokenFile !== '') {
    throw failure('username/password or bearer token may be set, but not both');
  }
  if (tokenFile !== '') {
    const { tokenFileLogin } = await import('./token-file.ts');
    const login = await tokenFileLogin(tokenFile, token);
    return login && { headers: [], login };
  }
  if (token !== '') return { headers: [['Authorization', `Bearer ${token}`]], login: undefined };
  if (username === '') return undefined;
  const pair = Buffer.from(`${username}:${password}`, 'utf8').toString('base64');
  return { headers: [['Authorization', `Basic ${pair}`]], login: undefined };
}

/** kubectl asks for a name and a password here, which no API server takes since Kubernetes 1.19. */
function nobody({ contextName, userName }: Effective): Error {
  const who = userName === '' ? `context "${contextName}" names no user` : `user "${userName}"`;
  const sentence =
    userName === ''
      ? who
      : `${who} has no token, certificate or credential plugin, or does not exist`;
  return failure(`cannot log in: ${sentence}`, {
    hint: 'kubectl asks for a name and a password here, which Kubernetes takes no more: pass --user or --token',
  });
}
