// Every Lease of the cluster that somebody holds, from one list.
import type { Clock } from './clock.ts';
import type { Evidence, Page } from './evidence.ts';
import type { JudgedLease } from './held-by.ts';
import { NODE_LEASE_NAMESPACE } from './kind.ts';
import type { RawObject } from './lease.ts';
import { judge, type Verdict } from './verdict.ts';

export interface HeldLeases {
  readonly items: readonly HeldLease[];
  readonly clock: Clock | undefined;
  /** Why not the Leases of all namespaces could be listed. */
  readonly narrowed: string | undefined;
}

export interface HeldLease extends JudgedLease {
  /** As it was given, where that was asked for. */
  readonly raw: RawObject | undefined;
}

/** Heartbeats are as many as nodes, and are left out by the server. Throws where none may be listed. */
export async function heldLeases(evidence: Evidence, objects: boolean): Promise<HeldLeases> {
  let items: HeldLease[] = [];
  let [clock, narrowed]: [Clock?, string?] = [];
  for await (const page of pagesOf(evidence, objects)) {
    if (page.restarted) items = [];
    clock ??= page.clock;
    narrowed ??= page.narrowed;
    for (const { lease, raw } of page.items) {
      const verdict = judge(lease, page.clock);
      if (isHeld(verdict)) items.push({ lease, raw, verdict, clock: page.clock });
    }
  }
  return { items, clock, narrowed };
}

async function* pagesOf(
  evidence: Evidence,
  objects: boolean,
): AsyncGenerator<Page<Pick<HeldLease, 'lease' | 'raw'>>> {
  const query = { namespace: undefined, exceptNamespace: NODE_LEASE_NAMESPACE };
  if (objects) {
    yield* evidence.objects(query);
    return;
  }
  for await (const page of evidence.leases(query)) {
    yield { ...page, items: Iterator.from(page.items).map((lease) => ({ lease, raw: undefined })) };
  }
}

/** One that has expired is held by nobody; one that cannot be judged may be held. */
function isHeld({ standing, holder }: Verdict): boolean {
  if (standing.word === 'unknown') return Boolean(holder.identity);
  return standing.word === 'held' || standing.word === 'late';
}
