// What a search for the holder's Pod starts from, and what it comes to.
import type { Acquisition } from './age.ts';
import type { Evidence, Seen } from './evidence.ts';
import type { Lease } from './lease.ts';
import type { Pod } from './pod.ts';
import type { Confidence, HolderVerdict } from './verdict.ts';

export interface HolderPod {
  readonly holder: HolderVerdict;
  /** The Pod that it resolves to; seen and undefined: there is none. */
  readonly pod: Seen<Pod | undefined>;
}

/** Whose Pod is looked for. */
export interface Wanted {
  readonly lease: Lease;
  readonly holder: HolderVerdict;
  readonly acquired: Acquisition;
  /** Its program writes the name of its node, whatever network its Pod is in. */
  readonly namesNode: boolean;
}

export type Asked = Pick<Evidence, 'look' | 'review'>;

/** What was found, or why nothing was; `pod` says more where it may be there all the same. */
export function found(
  { holder }: Wanted,
  value: Pod | undefined,
  confidence: Confidence,
  why: string,
  pod: Seen<Pod | undefined> = { seen: true, value },
): HolderPod {
  const resolvesTo = value && { kind: 'Pod', ...value.ref };
  return { holder: { ...holder, resolvesTo, confidence, why }, pod };
}
