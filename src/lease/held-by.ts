// Whether one Lease is held by a Pod of some place, by its node, or locks that node.
import type { HolderPod } from './found.ts';
import { findHolderPod } from './holder-pod.ts';
import type { Place } from './holding-place.ts';
import type { LeaseItem } from './evidence.ts';
import type { Clock } from './clock.ts';
import { GENERATED } from './pod-by-name.ts';
import { podFrom, type Pod } from './pod.ts';
import type { PodsAtHand } from './pods-at-hand.ts';
import type { HolderVerdict, Verdict } from './verdict.ts';
import { acquisitionOf } from './who.ts';

export interface JudgedLease extends Pick<LeaseItem, 'lease'> {
  readonly clock: Clock;
  readonly verdict: Verdict;
}

export interface Held {
  /**
   * - `pod`: the holder names one of the Pods.
   * - `host`: it names the node, as what runs in the node's own network does.
   * - `about`: somebody holds it about the node, as who maintains it.
   */
  readonly via: 'pod' | 'host' | 'about';
  readonly pod: Pod | undefined;
  /** What it resolves to, and how sure that is; no right is asked for, so few are certain. */
  readonly holder: HolderVerdict;
  /** The node of `host` and `about`. */
  readonly node: string | undefined;
}

/** Undefined where it is not; `belongs` says which of the Pods at hand are meant. */
export async function heldBy(
  judged: JudgedLease,
  place: Place,
  pods: PodsAtHand,
  belongs: (pod: Pod) => boolean,
): Promise<Held | undefined> {
  const { verdict } = judged;
  const { holder } = verdict;
  const about = nodeLocked(judged, place);
  if (about !== undefined) return { via: 'about', pod: undefined, holder, node: about };
  if (verdict.kind === 'node') return undefined;
  if (verdict.kind === 'apiserver') return byHost(holder, place.hosts.get(verdict.node ?? ''));
  const found = podOfUid(holder, pods) ?? (await resolved(judged, pods));
  const pod = found?.pod.seen ? found.pod.value : undefined;
  if (found !== undefined && pod !== undefined) {
    return belongs(pod) ? byPod(pod, doubted(found.holder, pod, judged)) : undefined;
  }
  const named = found?.holder.resolvesTo?.kind === 'Node' ? found.holder : holder;
  return byHost(named, place.hosts.get(holder.name) ?? place.hosts.get(holder.name.toLowerCase()));
}

/** A uid is that of one Pod alone, in whatever namespace. */
function podOfUid(holder: HolderVerdict, pods: PodsAtHand): HolderPod | undefined {
  const raw = holder.format === 'uuid' ? pods.ofUid(holder.identity ?? '') : undefined;
  if (raw === undefined) return undefined;
  const value = podFrom(raw);
  const why = 'its identity is the uid of this Pod';
  return { holder: { ...holder, confidence: 'likely', why }, pod: { seen: true, value } };
}

/** As it is for one Lease; most Leases are held by none of these Pods, and cost nothing. */
async function resolved(
  { lease, verdict, clock }: JudgedLease,
  pods: PodsAtHand,
): Promise<HolderPod | undefined> {
  const { name } = verdict.holder;
  if (name === '' || !pods.has(name)) return undefined;
  const when = acquisitionOf(lease, verdict, clock);
  return findHolderPod(lease, verdict, when, pods);
}

function byPod(pod: Pod, holder: HolderVerdict): Held {
  const resolvesTo = { kind: 'Pod', ...pod.ref };
  return { via: 'pod', pod, holder: { ...holder, resolvesTo }, node: pod.nodeName };
}

/** A name that another Pod may have as well, in the Lease's own namespace, proves little. */
function doubted(holder: HolderVerdict, { ref }: Pod, { lease }: JudgedLease): HolderVerdict {
  const far = ref.namespace !== lease.ref.namespace && !GENERATED.test(ref.name);
  const isName = holder.name === ref.name && holder.confidence === 'likely';
  return far && isName ? { ...holder, confidence: 'guess' } : holder;
}

/** Something in the network of the node, or a process of the node itself. */
function byHost(holder: HolderVerdict, node: string | undefined): Held | undefined {
  if (node === undefined) return undefined;
  const resolvesTo = { kind: 'Node', name: node };
  const why = holder.resolvesTo ? holder.why : 'its identity is the name of the node';
  const on = { ...holder, resolvesTo, confidence: 'likely', why } as const;
  return { via: 'host', pod: undefined, holder: on, node };
}

/** By its owner, or by the name that medik8s gives it (common pkg/lease: KIND-NAME). */
function nodeLocked({ lease, verdict }: JudgedLease, { nodes }: Place): string | undefined {
  if (verdict.kind !== 'lock') return undefined;
  const owner = lease.owners.find(({ kind, name }) => kind === 'Node' && nodes.has(name));
  if (owner) return owner.name;
  const [, named] = /^node-(.+)$/.exec(lease.ref.name) ?? [];
  const isMaintenance = verdict.classification.program === 'medik8s';
  return isMaintenance && named !== undefined && nodes.has(named) ? named : undefined;
}
