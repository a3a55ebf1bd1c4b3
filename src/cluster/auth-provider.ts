// The legacy "auth-provider" users: of oidc the id-token as long as it is valid, the others are gone.
import { Failure, failure } from '../errors.ts';
import { object } from '../lease/lease.ts';
import { quoted } from './go-words.ts';
import type { AuthProviderEntry } from './kubeconfig-entries.ts';
import type { Login } from './login.ts';

const REMOVED: ReadonlyMap<string, readonly [sentence: string, ...more: string[]]> = new Map([
  [
    'gcp',
    [
      'The gcp auth plugin has been removed.',
      'Please use the "gke-gcloud-auth-plugin" kubectl/client-go credential plugin instead.',
      'See https://cloud.google.com/blog/products/containers-kubernetes/kubectl-auth-changes-in-gke for further details',
    ],
  ],
  [
    'azure',
    [
      'The azure auth plugin has been removed.',
      'Please use the https://github.com/Azure/kubelogin kubectl/client-go credential plugin instead.',
      'See https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins for further details',
    ],
  ],
]);

export function authProviderLogin(user: string, { name, config }: AuthProviderEntry): Login {
  const [gone, ...more] = REMOVED.get(name) ?? [];
  if (gone !== undefined) throw failure(gone, { more });
  if (name !== 'oidc') throw failure(`no Auth Provider found for name ${quoted(name)}`);
  for (const key of ['idp-issuer-url', 'client-id']) {
    if (!config.get(key)) throw failure(`Must provide ${key}`);
  }
  const credentials = { token: config.get('id-token') };
  return {
    credentials: () => {
      if (credentials.token && !isExpired(credentials.token)) return Promise.resolve(credentials);
      if (config.get('refresh-token')) throw expired(user);
      throw new Failure(
        'Unable to connect to the server: No valid id-token, and cannot refresh without refresh-token',
      );
    },
  };
}

/**
 * Refreshing may rotate the refresh token, which then has to be written into the kubeconfig, or
 * nobody can log in any more: that is left to kubectl, which does it at each of its commands.
 */
function expired(user: string): Error {
  return failure(`the id-token of user "${user}" has expired`, {
    hint: 'kubectl auth whoami fetches another one and keeps it in the kubeconfig: run it, then this again',
  });
}

/** client-go plugin/pkg/client/auth/oidc: ten seconds early. */
const EARLY = 10_000;

function isExpired(idToken: string): boolean {
  const parts = idToken.split('.');
  if (parts.length !== 3) {
    throw new Failure(`Unable to connect to the server: ID Token is not a valid JWT`);
  }
  const { exp } = payload(parts[1] ?? '');
  return typeof exp !== 'number' || exp * 1000 - EARLY < Date.now();
}

/** What JSON.parse throws quotes what it read: it is not told. */
function payload(part: string): Readonly<Record<string, unknown>> {
  try {
    return object(JSON.parse(Buffer.from(part, 'base64url').toString('utf8')));
  } catch {
    throw new Failure('Unable to connect to the server: the id-token is not a valid JWT');
  }
}
