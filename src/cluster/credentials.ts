// The headers that say who asks: Authorization and impersonation.
import { readFile } from 'node:fs/promises';
import { failure } from '../errors.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { openError, resolvePath, type Part } from './kubeconfig.ts';

type Header = readonly [string, string];

/** --token beats a tokenFile, which beats a token (client-go transport, HTTPWrappersForConfig). */
export async function authorization(user: Part, flags: ConnectionFlags): Promise<Header[]> {
  const token = flags.token ?? (await tokenOf(user));
  if (token) return [['Authorization', `Bearer ${token}`]];
  const { username, password } = user.value;
  if (typeof username === 'string' && username !== '') {
    const pair = `${username}:${text(password) ?? ''}`;
    return [['Authorization', `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`]];
  }
  return [];
}

async function tokenOf({ name, value, directory }: Part): Promise<string | undefined> {
  const file = text(value['tokenFile']);
  if (file) {
    const path = resolvePath(file, directory);
    try {
      return (await readFile(path, 'utf8')).trim();
    } catch (thrown) {
      throw failure(`unable to read tokenFile for ${name} due to ${openError(path, thrown)}`);
    }
  }
  const token = text(value['token']);
  if (token) return token;
  for (const unsupported of ['exec', 'auth-provider']) {
    if (Object.keys(object(value[unsupported])).length > 0) {
      throw failure(
        `user "${name}" logs in with "${unsupported}", which this version cannot do yet`,
        {
          hint: 'pass --token "$(kubectl create token SERVICEACCOUNT)", or use a client certificate',
        },
      );
    }
  }
  return undefined;
}

/** All of --as, --as-uid, --as-group and --as-user-extra, from flags or file. */
export function impersonation(user: RawObject, flags: ConnectionFlags): Header[] {
  const name = flags.as ?? text(user['as']);
  const uid = flags.asUid ?? text(user['as-uid']);
  const groups = flags.asGroup ?? strings(user['as-groups']);
  const extra = extraOf(user, flags);
  if (!name) {
    if (uid || groups.length > 0 || extra.length > 0) {
      throw failure(
        'requesting uid, groups or user-extra for a user without impersonating a user (--as)',
      );
    }
    return [];
  }
  return [
    ['Impersonate-User', name],
    ...(uid ? [['Impersonate-Uid', uid] as const] : []),
    ...groups.map((group) => ['Impersonate-Group', group] as const),
    ...extra.map(([key, value]) => [`Impersonate-Extra-${escapeKey(key)}`, value] as const),
  ];
}

function extraOf(user: RawObject, flags: ConnectionFlags): Header[] {
  if (flags.asUserExtra) {
    return flags.asUserExtra.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw failure(`invalid --as-user-extra "${pair}": it must be KEY=VALUE`);
      return [pair.slice(0, at).toLowerCase(), pair.slice(at + 1)];
    });
  }
  return Object.entries(object(user['as-user-extra'])).flatMap(([key, values]) =>
    strings(values).map((value) => [key.toLowerCase(), value] as const),
  );
}

/** client-go transport/round_trippers.go, headerKeyEscape: what no header name may hold is %-encoded. */
function escapeKey(key: string): string {
  return key.replace(/[^!#$&'*+\-.^_`|~0-9A-Za-z]/g, (character) => encodeURIComponent(character));
}

function strings(value: unknown): string[] {
  return Array.isArray(value)
    ? value.filter((item): item is string => typeof item === 'string')
    : [];
}
