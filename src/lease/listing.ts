// What a person wants listed, as the question to ask and the filter over its answers.
import type { LeaseQuery } from './evidence.ts';
import { NODE_LEASE_NAMESPACE, type Kind } from './kind.ts';
import type { StandingWord } from './standing.ts';
import type { Verdict } from './verdict.ts';

export interface ListIntent {
  /** Undefined: all of them. */
  readonly namespace: string | undefined;
  readonly selector: string | undefined;
  readonly kinds: ReadonlySet<Kind | 'all'> | undefined;
  readonly standings: ReadonlySet<StandingWord> | undefined;
  /** An identity, with or without its suffix; `*` stands for anything. */
  readonly holder: string | undefined;
  /** Only where the Lease itself proves its node. */
  readonly node?: string | undefined;
}

/**
 * Heartbeats are left out by the server, because 65,000 of them cost 50 MB (faults §2 row 22);
 * `--kind node` looks where they are, and `all` leaves nothing out.
 */
export function queryOf({ namespace, selector, kinds }: ListIntent): LeaseQuery {
  if (kinds?.size === 1 && kinds.has('node')) return { namespace: NODE_LEASE_NAMESPACE, selector };
  if (namespace !== undefined) return { namespace, selector };
  if (kinds?.has('all') || kinds?.has('node')) return { namespace: undefined, selector };
  return { namespace: undefined, exceptNamespace: NODE_LEASE_NAMESPACE, selector };
}

export function filterOf({
  kinds,
  standings,
  holder,
  node,
}: ListIntent): (verdict: Verdict) => boolean {
  const holds = holder === undefined ? undefined : pattern(holder);
  return (verdict) =>
    (kinds === undefined || kinds.has('all') || kinds.has(verdict.kind)) &&
    (standings === undefined || standings.has(verdict.standing.word)) &&
    (node === undefined || verdict.node === node) &&
    (holds === undefined || holds(verdict.holder.name) || holds(verdict.holder.identity ?? ''));
}

function pattern(holder: string): (text: string) => boolean {
  if (!holder.includes('*')) return (text) => text === holder;
  const escaped = holder.split(/\*+/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const expression = new RegExp(`^${escaped.join('.*')}$`, 's');
  return (text) => expression.test(text);
}
