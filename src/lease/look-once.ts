// Evidence that asks nothing twice: parts of one answer may want to see the same.
import type { Evidence, Seen, ServerVersion } from './evidence.ts';
import type { RawObject } from './lease.ts';
import { lookKey } from './look.ts';

export function lookOnce(evidence: Evidence): Evidence {
  const looks = new Map<string, Promise<Seen<readonly RawObject[]>>>();
  let version: Promise<Seen<ServerVersion>> | undefined;
  return {
    ...evidence,
    look(look) {
      const key = lookKey(look);
      const found = looks.get(key) ?? evidence.look(look);
      looks.set(key, found);
      return found;
    },
    version: () => (version ??= evidence.version()),
  };
}
