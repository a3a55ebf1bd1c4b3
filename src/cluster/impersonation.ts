// The headers that ask to be somebody else: --as, --as-uid, --as-group, --as-user-extra, from flags or file.
import type { UserEntry } from './kubeconfig-entries.ts';

export type Header = readonly [name: string, value: string];

/** client-go transport/round_trippers.go, impersonatingRoundTripper. */
export function impersonation({ as, asUid, asGroups, asUserExtra }: UserEntry): Header[] {
  if (as === '') return [];
  const headers: Header[] = [
    ['Impersonate-User', as],
    ...(asUid === '' ? [] : [['Impersonate-Uid', asUid] as const]),
    ...asGroups.map((group) => ['Impersonate-Group', group] as const),
    ...[...asUserExtra].flatMap(([key, values]) =>
      values.map((value) => [`Impersonate-Extra-${headerKeyEscape(key)}`, value] as const),
    ),
  ];
  return headers.map(([name, value]) => [name, asBytes(value)]);
}

/** Go sends UTF-8 in headers; the runtimes send a byte for each character, and refuse others. */
function asBytes(value: string): string {
  return Buffer.from(value, 'utf8').toString('latin1');
}

/** What no header name may hold, and "%" itself, is %-encoded byte by byte. */
function headerKeyEscape(key: string): string {
  return [...Buffer.from(key, 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      if (/[!#$&'*+\-.^_`|~0-9A-Za-z]/.test(character)) return character;
      return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
}
