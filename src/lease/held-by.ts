// Whether one Lease is held by a Pod of some place, by its node, or locks that node.
import { findHolderPod } from './holder-pod.ts';
import type { Place } from './holding-place.ts';
import type { LeaseItem } from './evidence.ts';
import type { Clock } from './clock.ts';
import { podFrom, type Pod } from './pod.ts';
import { GENERATED } from './pod-by-name.ts';
import { UNASKED, type PodsAtHand } from './pods-at-hand.ts';
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
  /** What it resolves to, and how sure that is: never certain, because no right was asked for. */
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
  const { lease, verdict, clock } = judged;
  const { holder } = verdict;
  const about = nodeLocked(judged, place);
  if (about !== undefined) return { via: 'about', pod: undefined, holder, node: about };
  if (verdict.kind === 'node') return undefined;
  const byUid = podOfUid(holder, pods);
  if (byUid !== undefined) {
    return belongs(byUid)
      ? byPod(byUid, {
          ...holder,
          confidence: 'likely',
          why: 'its identity is the uid of this Pod',
        })
      : undefined;
  }
  const host = place.hosts.get(verdict.node ?? holder.name);
  if (verdict.kind !== 'apiserver' && holder.name !== '' && pods.has(holder.name)) {
    const when = acquisitionOf(lease, verdict, clock);
    const found = await findHolderPod(lease, verdict, when, pods);
    const pod = found?.pod.seen ? found.pod.value : undefined;
    if (found !== undefined && pod !== undefined) {
      return belongs(pod) ? byPod(pod, doubted(found.holder, pod, judged)) : undefined;
    }
  }
  return host === undefined ? undefined : byHost(judged, host);
}

function byPod(pod: Pod, holder: HolderVerdict): Held {
  const resolvesTo = { kind: 'Pod', ...pod.ref };
  return { via: 'pod', pod, holder: { ...holder, resolvesTo }, node: pod.nodeName };
}

/** A name that another Pod may have as well, in the Lease's own namespace, proves little. */
function doubted(holder: HolderVerdict, { ref }: Pod, { lease }: JudgedLease): HolderVerdict {
  const far = ref.namespace !== lease.ref.namespace && !GENERATED.test(ref.name);
  const confidence = far && holder.confidence === 'likely' ? 'guess' : holder.confidence;
  const why = holder.why.endsWith(UNASKED) ? NAMESAKE : holder.why;
  return { ...holder, confidence, why };
}

const NAMESAKE =
  'the only Pod of that name at hand, older than the term; whether it may write this Lease was not asked';

/** Something in the node's network. */
function byHost({ verdict: { holder } }: JudgedLease, node: string): Held {
  const resolvesTo = { kind: 'Node', name: node };
  const why = 'its identity is the name of the node: something in the network of the node';
  return {
    via: 'host',
    pod: undefined,
    holder: { ...holder, resolvesTo, confidence: 'likely', why },
    node,
  };
}

function podOfUid({ format, identity = '' }: HolderVerdict, pods: PodsAtHand): Pod | undefined {
  const raw = format === 'uuid' ? pods.ofUid(identity) : undefined;
  return raw && podFrom(raw);
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
