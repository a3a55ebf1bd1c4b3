// As whom the holder of a Lease asks the API server, which is what its authority hangs on.
import { accountOf } from './may-write.ts';
import type { Subject } from './rbac.ts';
import type { Confidence } from './verdict.ts';
import type { WhoHolds } from './who.ts';

export interface HolderSubject {
  readonly subject: Subject;
  readonly confidence: Exclude<Confidence, 'none'>;
  /** On what that rests. */
  readonly why: string;
}

/** The users that their kubeconfigs name (kubeadm, kops and the bootstrap policy's own bindings). */
const CONTROL_PLANE: ReadonlyMap<string, string> = new Map([
  ['kube-controller-manager', 'system:kube-controller-manager'],
  ['kube-scheduler', 'system:kube-scheduler'],
  ['cloud-controller-manager', 'system:cloud-controller-manager'],
]);

/** Its Pod's ServiceAccount; of the control plane the user that is usual; else undefined. */
export function subjectOf(who: WhoHolds): HolderSubject | undefined {
  const { lease, verdict, fence } = who;
  if (!verdict.holder.identity || fence !== undefined) return undefined;
  const account = serviceAccountOf(who);
  const { confidence } = verdict.holder;
  if (account !== undefined && confidence !== 'none') {
    return { subject: account, confidence, why: 'its Pod runs as it' };
  }
  const isSystem = lease.ref.namespace === 'kube-system' && verdict.kind !== 'unknown';
  const name = isSystem ? CONTROL_PLANE.get(lease.ref.name) : undefined;
  if (name === undefined) return undefined;
  return { subject: { kind: 'User', name }, confidence: 'likely', why: 'the usual user of it' };
}

/** Undefined of a static Pod: it has none, and asks with what its node gives it. */
export function serviceAccountOf({ pod }: WhoHolds): Subject | undefined {
  if (!pod?.seen || pod.value === undefined || pod.value.mirror) return undefined;
  return accountOf(pod.value);
}

/** Why nothing is known of whom it asks as; said where there is no subject. */
export function whyNoSubject({ pod, fence }: WhoHolds): string {
  if (fence !== undefined) return 'a fence stands in it, and nobody leads';
  if (pod?.seen === false) return pod.why;
  return pod?.value?.mirror === true
    ? 'a static Pod has no ServiceAccount, and asks with what its node gives it'
    : 'no Pod was found, and so no ServiceAccount';
}
