// What a credential plugin printed, as credentials. Nothing of it ever gets into a message.
import { parseJson } from '../json.ts';
import { parseYaml } from '../yaml.ts';
import { FieldError, Fields } from './kubeconfig-fields.ts';
import type { Credentials } from './login.ts';
import { PluginError } from './plugin-error.ts';

export interface Issued {
  readonly credentials: Credentials;
  /** Milliseconds since 1970; undefined for credentials that do not say. */
  readonly expires: number | undefined;
}

/** client-go exec.go, refreshCredsLocked. */
export function credentialsFrom(stdout: string, apiVersion: string): Issued {
  const document = decode(stdout);
  try {
    checkVersion(document, apiVersion);
    const status = document.struct('status', 'ExecCredentialStatus');
    if (!status) throw new PluginError("exec plugin didn't return a status field");
    return issuedBy(status);
  } catch (thrown) {
    if (thrown instanceof FieldError) throw new PluginError(`decoding stdout: ${thrown.message}`);
    throw thrown;
  }
}

function issuedBy(status: Fields): Issued {
  const [token, cert, key] = ['token', 'clientCertificateData', 'clientKeyData'].map((name) =>
    status.string(name),
  ) as [string, string, string];
  if (token === '' && cert === '' && key === '') {
    throw new PluginError("exec plugin didn't return a token or cert/key pair");
  }
  if ((cert === '') !== (key === '')) {
    throw new PluginError('exec plugin returned only certificate or key, not both');
  }
  for (const [what, pem] of [['certificate', cert] as const, ['key', key] as const]) {
    if (pem === '' || pem.includes('-----BEGIN ')) continue;
    const why = `tls: failed to find any PEM data in ${what} input`;
    throw new PluginError(`failed parsing client key/certificate: ${why}`);
  }
  const pair = cert === '' ? {} : { cert, key };
  return {
    credentials: { token: token || undefined, ...pair },
    expires: expiry(status.string('expirationTimestamp')),
  };
}

function expiry(timestamp: string): number | undefined {
  if (timestamp === '') return undefined;
  const millis = Date.parse(timestamp);
  if (!Number.isNaN(millis)) return millis;
  throw new PluginError('decoding stdout: expirationTimestamp is not a time');
}

function checkVersion(document: Fields, apiVersion: string): void {
  const version = document.string('apiVersion');
  const kind = document.string('kind');
  if (version === apiVersion && kind === 'ExecCredential') return;
  const known = /^client\.authentication\.k8s\.io\/(v1|v1beta1)$/.test(version);
  if (version !== '' && (!known || kind !== 'ExecCredential')) {
    throw new PluginError(
      `decoding stdout: no kind ${JSON.stringify(kind)} is registered for version ${JSON.stringify(version)}`,
    );
  }
  const returned = version || 'client.authentication.k8s.io/__internal';
  throw new PluginError(
    `exec plugin is configured to use API version ${apiVersion}, plugin returned version ${returned}`,
  );
}

/** JSON, or YAML, which client-go takes too; a parser's own message quotes what it read. */
function decode(stdout: string): Fields {
  const value = parsed(stdout);
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return new Fields(value, 'ExecCredential', '');
  }
  throw new PluginError(
    "decoding stdout: couldn't get version/kind; json parse error: it is no ExecCredential",
  );
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    try {
      return parseYaml(text)[0];
    } catch {
      return undefined;
    }
  }
}
