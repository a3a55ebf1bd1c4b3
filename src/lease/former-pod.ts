// The Pod of the holder that a note names: looked for by the same rules as that of a living holder.
import type { Acquisition } from './age.ts';
import type { Evidence } from './evidence.ts';
import { fenceId } from './fence.ts';
import { findHolderPod } from './holder-pod.ts';
import type { HolderPod } from './found.ts';
import type { Lease } from './lease.ts';
import type { OperationNote } from './operation-note.ts';
import { GENERATED } from './pod-by-name.ts';
import { LONGEST_IDENTITY } from './signs.ts';
import { judge, type Verdict } from './verdict.ts';
import type { WhoHolds } from './who.ts';

/** The Lease as it was before the fence, if its note tells the truth about its holder. */
export function beforeFence(lease: Lease, note: OperationNote | undefined): Lease | undefined {
  const { holder = '' } = note?.before ?? {};
  if (holder === '' || holder.length > LONGEST_IDENTITY) return undefined;
  if (fenceId({ holderIdentity: holder }) !== undefined) return undefined;
  return { ...lease, holderIdentity: holder };
}

/**
 * Nothing but the identity is taken from the note. That of a Pod whose name is given once proves
 * itself; any other Pod has to be older than what the note says of the acquisition.
 */
export async function formerPod(
  before: Lease,
  note: OperationNote,
  { clock }: WhoHolds,
  evidence: Evidence,
): Promise<HolderPod | undefined> {
  const verdict = judge(before, clock);
  if (!mayBePod(verdict)) return undefined;
  const found = await findHolderPod(
    before,
    verdict,
    acquisitionOf(before, note, verdict),
    evidence,
  );
  const pod = found?.pod.seen === true ? found.pod.value : undefined;
  if (found === undefined || pod === undefined || note.pod === undefined) return found;
  if (note.pod.uid === pod.uid) return found;
  const why = 'the note of the fence names another Pod of that name, which is gone';
  return { holder: { ...found.holder, confidence: 'guess', why }, pod: found.pod };
}

function mayBePod({ kind, holder }: Verdict): boolean {
  if (kind === 'node' || kind === 'apiserver' || kind === 'coordinated') return false;
  return holder.name !== '' || holder.format === 'uuid';
}

/** Whoever led before the fence took the Lease before the fence was written. */
function acquisitionOf(before: Lease, note: OperationNote, { holder }: Verdict): Acquisition {
  const stamps = before.writers.flatMap(({ ownsHolder, time }) => (ownsHolder ? (time ?? []) : []));
  const fenced = [before.acquireTime, note.at, ...stamps].filter((it) => it !== undefined);
  const fencedAt = fenced.length === 0 ? undefined : Math.min(...fenced);
  if (GENERATED.test(holder.name)) return { at: fencedAt, exact: true, renewedAt: fencedAt };
  const claimed = note.before.acquireTime;
  const at =
    fencedAt === undefined || claimed === undefined ? undefined : Math.min(claimed, fencedAt);
  return { at, exact: true, renewedAt: at };
}
