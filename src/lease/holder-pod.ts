// The Pod behind a holder identity, and how sure that is (design §5): by uid, by name, by host name.
import type { Acquisition } from './age.ts';
import type { Seen } from './evidence.ts';
import { found, type Asked, type HolderPod, type Wanted } from './found.ts';
import type { Lease } from './lease.ts';
import { isObjectName } from './object-name.ts';
import { podByIndex } from './pod-by-index.ts';
import { podByName } from './pod-by-name.ts';
import { podByUid } from './pod-by-uid.ts';
import { podOnHost } from './pod-on-host.ts';
import type { Verdict } from './verdict.ts';

/**
 * Asks for the surest first, and for what is less sure only where that found nothing. Undefined where
 * the identity names nothing that could be a Pod, or the host of one.
 */
export async function findHolderPod(
  lease: Lease,
  { holder, classification }: Verdict,
  acquired: Acquisition,
  evidence: Asked,
): Promise<HolderPod | undefined> {
  const wanted = { lease, holder, acquired, namesNode: classification.writes === 'node' };
  if (holder.format === 'uuid') return podByUid(wanted, evidence);
  if (!isObjectName(holder.name.toLowerCase())) return undefined;
  // Host names may have capitals, which no Pod's name has.
  if (wanted.namesNode || !isObjectName(holder.name)) {
    const hosted = await podOnHost(wanted, evidence);
    if (hosted.seen && hosted.value) return hosted.value;
    return notFound(wanted, noNode(hosted, lease));
  }
  const named = await podByName(wanted, evidence);
  if (named.miss === undefined) return named;
  if (named.miss === 'none') {
    const hosted = await podOnHost(wanted, evidence, named.narrowed);
    if (hosted.seen && hosted.value) return hosted.value;
  }
  return (await podByIndex(wanted, evidence)) ?? named;
}

/** A node may be there without a Pod: this is never told as a Pod that is gone. */
function notFound(wanted: Wanted, why: string): HolderPod {
  return found(wanted, undefined, 'none', why, { seen: false, why });
}

function noNode(hosted: Seen<unknown>, { ref }: Lease): string {
  if (!hosted.seen) return hosted.why;
  return hosted.partly === undefined
    ? 'no Pod runs on a node of that name: it is a host, or a node that is gone'
    : `no Pod of namespace ${ref.namespace} runs on a node of that name; others were not searched: ${hosted.partly}`;
}
