// Credential plugins for the cases: shell scripts.

export const V1 = 'client.authentication.k8s.io/v1';

/** An ExecCredential; undefined fields are left out. */
export function credential(status: object | undefined, apiVersion = V1): string {
  return JSON.stringify({ kind: 'ExecCredential', apiVersion, status });
}

/** Prints a text, after some lines of shell. */
export function plugin(prints: string, ...before: string[]): string {
  return ['#!/bin/sh', ...before, "cat <<'END'", prints, 'END', ''].join('\n');
}
