// One Lease judged: kind, standing and holder together.
import type { Clock } from './clock.ts';
import { holderName, type HolderName } from './holder.ts';
import { kindOf, type Kind } from './kind.ts';
import type { Lease } from './lease.ts';
import { standing, type Standing } from './standing.ts';

export type Confidence = 'certain' | 'likely' | 'guess' | 'none';

export interface ResolvesTo {
  readonly kind: string;
  /** Absent for what has no namespace. */
  readonly namespace?: string;
  readonly name: string;
}

export interface HolderVerdict extends HolderName {
  readonly resolvesTo: ResolvesTo | undefined;
  readonly confidence: Confidence;
  /** On what that rests, or why nothing is said. */
  readonly why: string;
}

export interface Verdict {
  readonly kind: Kind;
  readonly standing: Standing;
  readonly holder: HolderVerdict;
}

/** From the Lease alone: nothing else is asked for. */
export function judge(lease: Lease, clock: Clock): Verdict {
  const kind = kindOf(lease);
  const named = holderName(lease, kind);
  return {
    kind,
    standing: standing(lease, clock),
    holder: { ...named, ...provedByLease(lease, kind) },
  };
}

type Resolution = Pick<HolderVerdict, 'resolvesTo' | 'confidence' | 'why'>;

/** Only what the Lease itself proves: a heartbeat's Node, the host of an API server. */
function provedByLease(lease: Lease, kind: Kind): Resolution {
  const nothing = (why: string): Resolution => ({ resolvesTo: undefined, confidence: 'none', why });
  if (!lease.holderIdentity) return nothing('nobody holds it');
  const owner = lease.owners.find((reference) => reference.kind === 'Node');
  if (kind === 'node') {
    return {
      resolvesTo: { kind: 'Node', name: owner?.name ?? lease.ref.name },
      confidence: owner ? 'certain' : 'likely',
      why: owner ? 'its Node owns this Lease' : 'a heartbeat is named after its Node',
    };
  }
  if (kind === 'apiserver') {
    const host = lease.labels.get('kubernetes.io/hostname');
    if (host === undefined) return nothing('it has no label kubernetes.io/hostname');
    return {
      resolvesTo: { kind: 'Host', name: host },
      confidence: 'certain',
      why: 'the API server labels its Lease with its host name',
    };
  }
  return nothing('not looked up');
}

/** The node that the Lease itself proves, for the wide table. */
export function provedNode({ holder }: Verdict): string | undefined {
  const found = holder.resolvesTo;
  return found && (found.kind === 'Node' || found.kind === 'Host') ? found.name : undefined;
}
