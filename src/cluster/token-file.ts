// A token in a file that somebody else keeps fresh: read again every minute, as client-go does.
import type { Credentials, Login } from './login.ts';
import { readText, unreadable } from './text-file.ts';

/** client-go transport/token_source.go: a period of a minute less ten seconds. */
const REREAD_AFTER = 50_000;

/** Undefined where the file is empty; `fallback` stands in where it cannot be read. */
export async function tokenFileLogin(path: string, fallback: string): Promise<Login | undefined> {
  const first = await readToken(path).catch((thrown: unknown) => {
    if (fallback !== '') return fallback;
    throw unreadable(path, thrown);
  });
  const start = first || fallback;
  if (start === '') return undefined;
  let current: Credentials = { token: start };
  let readAt = Date.now();
  return {
    async credentials(refused) {
      if (refused !== current && Date.now() - readAt < REREAD_AFTER) return current;
      readAt = Date.now();
      // One that cannot be read any more is no reason to forget the last one.
      const token = await readToken(path).catch(() => '');
      if (token !== '' && token !== current.token) current = { token };
      return current;
    },
  };
}

async function readToken(path: string): Promise<string> {
  return (await readText(path)).trim();
}
