// What no stream of the program may hold: what moves a cursor, and what opens a door.
import { readFileSync } from 'node:fs';

const LINE_BREAKS = /[\n\t]/g;
const CONTROL =
  // eslint-disable-next-line no-control-regex -- these are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const SECRETS: readonly RegExp[] = [
  /\bBearer\s+\S/i,
  /\beyJ[\w-]{8,}\.[\w-]+\./,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** The promises that a text breaks, in words; `keys` are what the program was given to log in with. */
export function brokenByText(text: string, keys: readonly string[] = []): string[] {
  const control = CONTROL.exec(text.replace(LINE_BREAKS, ''))?.[0];
  const told =
    SECRETS.some((secret) => secret.test(text)) || keys.some((key) => text.includes(key));
  return [
    ...(control === undefined
      ? []
      : [`a control character in a stream: ${JSON.stringify(control)}`]),
    ...(told ? ['a secret in a stream'] : []),
  ];
}

/** The private keys of a kubeconfig, as they stand in it. */
export function keysOf(kubeconfig: string): string[] {
  const matches = readFileSync(kubeconfig, 'utf8').matchAll(/client-key-data: (\S+)/g);
  return Array.from(matches, ([, key = '']) => key);
}
