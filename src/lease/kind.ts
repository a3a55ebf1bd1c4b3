// The words for what a Lease is, and what such a word rests on.
import { classify } from './classify.ts';
import type { Lease } from './lease.ts';

/**
 * - `election`: candidates compete for it, and one leads.
 * - `coordinated`: the control plane elects among LeaseCandidates.
 * - `node`: a kubelet's heartbeat. `apiserver`: an API server's identity.
 * - `lock`: held while something is done, then given back; nobody takes it over by waiting.
 * - `data`: the holder is a value that others read, or a component's sign of life.
 * - `mutex`: the primary of a data system: taking it away may cost data.
 */
export const KINDS = [
  'election',
  'coordinated',
  'node',
  'apiserver',
  'lock',
  'data',
  'mutex',
  'unknown',
] as const;
export type Kind = (typeof KINDS)[number];

export const NODE_LEASE_NAMESPACE = 'kube-node-lease';

/**
 * - `certain`: marks that only this program leaves, or a record that only an elector writes.
 * - `likely`: a known name, or the shape of the fields or of the identity.
 * - `guess`: little was there to judge by.
 */
export type KindConfidence = 'certain' | 'likely' | 'guess' | 'none';

/** What an identity that carries no marks of its own names. */
export type Writes = 'pod' | 'node' | 'host' | 'id';

export interface Classification {
  readonly kind: Kind;
  readonly confidence: KindConfidence;
  /** On what the kind rests, or why there is none. */
  readonly why: string;
  /** Whose Lease it is. */
  readonly program: string | undefined;
  /** The owner's own way to release or move it; HOLDER, NAME and NAMESPACE stand for the Lease's. */
  readonly command: string | undefined;
  /** Who reads the holder besides the candidates: a foreign holder would mislead them. */
  readonly readBy: string | undefined;
  readonly writes: Writes | undefined;
  /** The Lease's own name carries the holder's, behind this prefix. */
  readonly holderInName: string | undefined;
}

export function kindOf(lease: Lease): Kind {
  return classify(lease).kind;
}
