// What an operation asks of the server besides reading: the only writes that there are.
import type { Seen } from '../lease/evidence.ts';
import type { LeaseRef, RawObject } from '../lease/lease.ts';
import type { Micros } from '../lease/time.ts';
import type { Patch } from './json-patch.ts';

export type Answer =
  /** Carried out; `at` is the server's clock, where it told one. */
  | { readonly kind: 'done'; readonly raw: RawObject; readonly at: Micros | undefined }
  /** Refused: nothing was written, but for a 5xx, which does not say. */
  | {
      readonly kind: 'no';
      readonly status: number;
      /** The Status' reason, such as Conflict. */
      readonly reason: string;
      /** In kubectl's words. */
      readonly sentence: string;
    }
  /**
   * No answer came, or a `foreign` one, about something else: it may have been carried out, unless
   * it was never `sent`.
   */
  | {
      readonly kind: 'lost';
      readonly why: string;
      readonly sent: boolean;
      readonly foreign?: boolean;
    };

export interface WriteOptions {
  /** Admission speaks, nothing is stored. */
  readonly dryRun?: boolean;
}

/** One right that a plan needs, in RBAC's terms. */
export interface Right {
  readonly verb: string;
  readonly apiGroup: string;
  /** With its subresource: "pods/eviction". */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string | undefined;
}

/** A Pod while it is watched; `gone`: it was deleted, and `raw` is how it was last seen. */
export type PodSight =
  | { readonly kind: 'pod'; readonly raw: RawObject }
  | { readonly kind: 'gone'; readonly raw: RawObject | undefined }
  | { readonly kind: 'unseen'; readonly why: string };

/** None of these throws but for a defect. */
export interface Writing {
  patchLease(ref: LeaseRef, patch: Patch, options?: WriteOptions): Promise<Answer>;
  /** Through the Eviction API, of the Pod of this uid alone. */
  evict(pod: LeaseRef, uid: string, options?: WriteOptions): Promise<Answer>;
  /** An events.k8s.io/v1 Event. */
  createEvent(event: RawObject, options?: WriteOptions): Promise<Answer>;
  /** A SelfSubjectAccessReview. */
  may(right: Right): Promise<Seen<boolean>>;
  /** Who asks, by a SelfSubjectReview. */
  whoAmI(): Promise<Seen<string>>;
  /** The Pod of this uid as it is, then each change, until `signal` or its end. */
  watchPod(pod: LeaseRef, uid: string, signal: AbortSignal): AsyncIterable<PodSight>;
}
