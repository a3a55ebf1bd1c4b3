// The Pod behind a holder identity, and how sure that is (design §5): by uid, by name, by host name.
import type { Acquisition } from './age.ts';
import { found, type Asked, type HolderPod } from './found.ts';
import type { Lease } from './lease.ts';
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
    return (await podOnHost(wanted, evidence)) ?? found(wanted, undefined, 'none', NO_NODE);
  }
  const named = await podByName(wanted, evidence);
  if (named.miss === undefined) return named;
  const hosted =
    named.miss === 'none' ? await podOnHost(wanted, evidence, named.narrowed) : undefined;
  return hosted ?? (await podByIndex(wanted, evidence)) ?? named;
}

const NO_NODE = 'no Pod runs on a node of that name: it is a host, or a node that is gone';

/** A name that the API server would refuse is not sent to it. */
function isObjectName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(name);
}
