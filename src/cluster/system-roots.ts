// The authorities that the operating system trusts, SSL_CERT_FILE and SSL_CERT_DIR included: what
// Go trusts where a kubeconfig names none; the runtimes would trust a list of their own.
import { getCACertificates } from 'node:tls';

/** PEM; undefined where the system has none. */
export function systemRoots(): string | undefined {
  const roots = getCACertificates('system');
  return roots.length === 0 ? undefined : roots.join('\n');
}
