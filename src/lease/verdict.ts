// One Lease judged: kind, standing and holder together.
import type { Clock } from './clock.ts';
import { fenceId } from './fence.ts';
import { holderName, type HolderName } from './holder.ts';
import { classify } from './classify.ts';
import type { Classification, Kind } from './kind.ts';
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
  /** On what the kind rests, whose Lease it is, and how its owner moves it. */
  readonly classification: Classification;
  readonly standing: Standing;
  readonly holder: HolderVerdict;
  /** The node that the Lease itself proves. */
  readonly node: string | undefined;
}

/** From the Lease alone: nothing else is asked for. */
export function judge(lease: Lease, clock: Clock): Verdict {
  const classification = classify(lease);
  const named = holderName(lease, classification);
  return {
    kind: classification.kind,
    classification,
    standing: standing(lease, clock, classification.kind),
    holder: { ...named, ...provedByLease(lease, named, classification) },
    node: nodeOf(lease, classification),
  };
}

type Resolution = Pick<HolderVerdict, 'resolvesTo' | 'confidence' | 'why'>;

/** Only what the Lease itself proves: a heartbeat's Node, the host of an API server. */
function provedByLease(lease: Lease, named: HolderName, { kind }: Classification): Resolution {
  if (!lease.holderIdentity) return nothing('nobody holds it');
  if (fenceId(lease) !== undefined)
    return nothing('a fence of kubectl lease force-release: nobody leads');
  if (kind === 'node') return provedByNode(lease, named);
  if (kind === 'apiserver') return provedByApiServer(lease);
  return named.name === ''
    ? nothing('its identity is an id, which names nothing that could be looked up')
    : nothing('not looked up');
}

function nothing(why: string): Resolution {
  return { resolvesTo: undefined, confidence: 'none', why };
}

/** kwok renews the heartbeats of many nodes under the name of its own controller. */
function provedByNode({ ref, owners }: Lease, { format }: HolderName): Resolution {
  if (format !== 'node') return nothing('another renews the heartbeat of this Node');
  const owner = owners.find((reference) => reference.kind === 'Node');
  return {
    resolvesTo: { kind: 'Node', name: owner?.name ?? ref.name },
    confidence: owner ? 'certain' : 'likely',
    why: owner ? 'its Node owns this Lease' : 'a heartbeat is named after its Node',
  };
}

function provedByApiServer({ labels }: Lease): Resolution {
  const host = labels.get('kubernetes.io/hostname');
  if (host === undefined) return nothing('it has no label kubernetes.io/hostname');
  return {
    resolvesTo: { kind: 'Host', name: host },
    confidence: 'certain',
    why: 'the API server labels its Lease with its host name',
  };
}

/** A heartbeat's node even where another renews for it: its owner or its namesake says which. */
function nodeOf({ ref, labels }: Lease, { kind, confidence }: Classification): string | undefined {
  if (kind === 'apiserver') return labels.get('kubernetes.io/hostname');
  return kind === 'node' && confidence !== 'guess' ? ref.name : undefined;
}
