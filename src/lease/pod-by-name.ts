// The Pod that an identity names: certain where it is the only one, old enough, and may write the Lease.
import { isOlder, isYounger } from './age.ts';
import { found, type Asked, type HolderPod, type Wanted } from './found.ts';
import { accountOf, mayWrite } from './may-write.ts';
import { isStaticOwner, namesLease } from './names-lease.ts';
import { noPod, searchPods, type PodSearch } from './pod-search.ts';
import { hasEnded, type Pod } from './pod.ts';

export interface NamedPod extends HolderPod {
  /** What may be looked for elsewhere: no Pod has the name, or it is not one that holds this Lease. */
  readonly miss?: 'none' | 'another';
  /** Why not every namespace could be searched. */
  readonly narrowed?: string | undefined;
}

/** The ending that a ReplicaSet, DaemonSet or Job gives: apimachinery's rand alphabet, no vowels. */
export const GENERATED = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** One request, or two where only the Lease's namespace may be seen, and a question about rights. */
export async function podByName(wanted: Wanted, evidence: Asked): Promise<NamedPod> {
  const { holder, lease } = wanted;
  const { namespace } = lease.ref;
  const search = await searchPods({ name: holder.name }, namespace, evidence);
  if (!search.seen) return found(wanted, undefined, 'none', search.why, search);
  const { pods, why: narrowed } = search.value;
  const [pod, ...others] = meant(pods, wanted);
  if (pod === undefined) {
    const none = found(
      wanted,
      undefined,
      'none',
      noneOf(wanted, search.value),
      noPod(search.value, namespace),
    );
    return { ...none, miss: pods.length === 0 ? 'none' : 'another', narrowed };
  }
  const doubt = await doubtOf(pod, others.length, search.value, wanted, evidence);
  if (doubt === undefined) return found(wanted, pod, 'certain', certainly(pod, wanted));
  const named = found(wanted, pod, doubt.confidence, doubt.why);
  return doubt.isRefused ? { ...named, miss: 'another' } : named;
}

/** Those that may be meant, the likeliest first: the one whose uid is in it, or those that still run. */
function meant(pods: readonly Pod[], { holder, lease, acquired }: Wanted): readonly Pod[] {
  const own = pods.filter(({ uid }) => isOfUid(uid, holder.identity));
  if (own.length > 0) return own;
  // A name without a random part is written again by the next Pod of that name.
  const limit = holder.identity === holder.name ? acquired.renewedAt : acquired.at;
  const older = pods.filter((pod) => !isYounger(pod, limit));
  const live = older.filter((pod) => !hasEnded(pod));
  const beside = ({ ref }: Pod) => Number(ref.namespace === lease.ref.namespace);
  return (live.length > 0 ? live : older).toSorted((a, b) => beside(b) - beside(a));
}

/** POD_NAME and POD_UID: the random part of the identity is that of the Pod itself. */
function isOfUid(uid: string, identity = ''): boolean {
  return uid !== '' && identity.endsWith(`_${uid}`);
}

function noneOf(
  { holder: { name }, lease }: Wanted,
  { pods, everywhere, partly }: PodSearch,
): string {
  const [younger] = pods;
  if (younger !== undefined) {
    return `Pod ${younger.ref.namespace}/${name} was created after the Lease was acquired`;
  }
  if (partly !== undefined) return `no Pod of that name was seen: ${partly}`;
  if (!everywhere) return `no Pod of that name in namespace ${lease.ref.namespace}`;
  return GENERATED.test(name)
    ? 'its Pod is gone'
    : 'no Pod has that name: it is a host, or a Pod that is gone';
}

function certainly(pod: Pod, { holder }: Wanted): string {
  if (pod.mirror) return 'the only Pod of that name, which is static and owns this Lease';
  return isOfUid(pod.uid, holder.identity)
    ? 'the only Pod of that name and uid, may write this Lease'
    : 'the only Pod of that name, older than the term, may write this Lease';
}

interface Doubt {
  readonly confidence: 'likely' | 'guess';
  readonly why: string;
  /** It may not write the Lease. */
  readonly isRefused?: boolean;
}

/** What keeps it from being certain; the server is asked only where all else is. */
async function doubtOf(
  pod: Pod,
  others: number,
  search: PodSearch,
  wanted: Wanted,
  evidence: Asked,
): Promise<Doubt | undefined> {
  if (others > 0) return { confidence: 'guess', why: `${others + 1} Pods have that name` };
  const doubt = nameDoubt(pod, search, wanted);
  if (doubt !== undefined) return { ...doubt, why: `a Pod of that name${doubt.why}` };
  return pod.mirror ? ownerless(pod, wanted) : rightless(pod, wanted, evidence);
}

const likely = (why: string): Doubt => ({ confidence: 'likely', why });

/** A uid is that of one Pod alone, whenever it was created, and wherever else was not searched. */
function nameDoubt(
  pod: Pod,
  { everywhere, why = '' }: PodSearch,
  wanted: Wanted,
): Doubt | undefined {
  if (hasEnded(pod)) return likely(`, which has ended (${pod.phase ?? ''})`);
  if (isOfUid(pod.uid, wanted.holder.identity)) return undefined;
  if (!everywhere && !isGenerated(pod)) {
    return likely(`; other namespaces were not searched: ${why}`);
  }
  // The API server's picture of a static Pod may be made anew while the Pod goes on.
  return pod.mirror ? undefined : ageDoubt(pod, wanted);
}

function isGenerated({ ref }: Pod): boolean {
  return GENERATED.test(ref.name);
}

function ageDoubt(pod: Pod, { acquired: { at, exact } }: Wanted): Doubt | undefined {
  if (at === undefined) {
    return likely("; when the Lease was acquired is not known by the server's clock");
  }
  if (isYounger(pod, at)) return likely(', which is younger than the term');
  if (!exact) return likely("; its holder's clock is wrong");
  if (isGenerated(pod) || isOlder(pod, at)) return undefined;
  const confidence = pod.createdAt !== undefined && pod.createdAt <= at ? 'likely' : 'guess';
  return { confidence, why: ', created within seconds of the acquisition' };
}

/** Who may write as a static Pod is known to its node alone (design §5). */
function ownerless(pod: Pod, { lease }: Wanted): Doubt | undefined {
  if (namesLease(pod, lease.ref) || isStaticOwner(pod, lease.ref)) return undefined;
  return likely('a static Pod of that name, which does not name this Lease');
}

async function rightless(pod: Pod, { lease }: Wanted, evidence: Asked): Promise<Doubt | undefined> {
  const account = accountOf(pod);
  const may = await mayWrite(account, lease.ref, evidence);
  if (!may.seen) {
    return likely(`a Pod of that name; whether it may write this Lease is not known: ${may.why}`);
  }
  if (may.value) return undefined;
  return {
    // A name that was made up for one Pod means that Pod; others are given again and again.
    confidence: isGenerated(pod) ? 'likely' : 'guess',
    why: `a Pod of that name, but ServiceAccount ${account.namespace}/${account.name} may not update this Lease`,
    isRefused: true,
  };
}
