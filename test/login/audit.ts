// Who asked, as the API server's audit log has it.
import { open, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';

export interface Identity {
  readonly username: string;
  readonly uid: string;
  readonly groups: readonly string[];
  readonly extra: Readonly<Record<string, readonly string[]>>;
}

interface Event {
  readonly verb: string;
  readonly userAgent?: string;
  readonly user: Partial<Identity>;
  readonly impersonatedUser?: Partial<Identity>;
  readonly objectRef?: { readonly resource?: string; readonly namespace?: string };
  readonly responseStatus?: { readonly code?: number };
}

/** The same fields in the same order, whoever told them. */
export function identity(user: Partial<Identity>): Identity {
  const { username = '', uid = '', groups = [], extra = {} } = user;
  const sorted = Object.entries(extra).sort(([a], [b]) => a.localeCompare(b));
  return { username, uid, groups: [...groups].sort(), extra: Object.fromEntries(sorted) };
}

export async function auditSize({ auditLog }: Cluster): Promise<number> {
  return (await stat(auditLog)).size;
}

export interface Listed {
  readonly identity: Identity;
  readonly namespace: string;
}

/** The last list of Leases after `from` that `isIt` knows; the log may lag behind the answer. */
export async function lister(
  cluster: Cluster,
  from: number,
  isIt: (listed: Listed, userAgent: string) => boolean,
): Promise<Listed | undefined> {
  for (let tries = 0; tries < 40; tries += 1) {
    const found = (await listsAfter(cluster, from)).findLast(([one, agent]) => isIt(one, agent));
    if (found) return found[0];
    await setTimeout(50);
  }
  return undefined;
}

async function listsAfter({ auditLog }: Cluster, from: number): Promise<[Listed, string][]> {
  const file = await open(auditLog);
  try {
    const { size } = await file.stat();
    // The API server begins another file after 100 MB.
    const start = size < from ? 0 : from;
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(size - start),
      0,
      size - start,
      start,
    );
    return buffer.subarray(0, bytesRead).toString('utf8').split('\n').flatMap(listed);
  } finally {
    await file.close();
  }
}

function listed(line: string): [Listed, string][] {
  if (
    !line.includes('"resource":"leases"') ||
    !line.includes('"verb":"list"') ||
    !line.endsWith('}')
  )
    return [];
  const {
    user,
    impersonatedUser,
    objectRef,
    userAgent = '',
    responseStatus,
  } = JSON.parse(line) as Event;
  if (responseStatus?.code === 401) return [];
  const namespace = objectRef?.namespace ?? '';
  return [[{ identity: identity(impersonatedUser ?? user), namespace }, userAgent]];
}
