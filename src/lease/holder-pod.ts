// The Pod behind a holder identity, and how sure that is (design §5).
import { identityOf } from './authority.ts';
import type { Evidence, Seen } from './evidence.ts';
import type { Lease, LeaseRef } from './lease.ts';
import { podFrom, type Pod } from './pod.ts';
import { resourceQuestion } from './rbac-rule.ts';
import { SECOND, type Micros } from './time.ts';
import type { HolderVerdict } from './verdict.ts';
import { LEASES } from './writers.ts';

export interface HolderPod {
  readonly holder: HolderVerdict;
  /** The Pod that it resolves to; seen and undefined: there is none. */
  readonly pod: Seen<Pod | undefined>;
}

export interface Acquisition {
  /** By the API server's clock where `exact`, else by the holder's; undefined where no time is known. */
  readonly at: Micros | undefined;
  /** The holder's clock is within two seconds of the server's. */
  readonly exact: boolean;
  /** When it was last renewed, by the API server's clock. */
  readonly renewedAt: Micros | undefined;
}

/** Every Pod of one name that could be seen. */
interface PodSearch {
  readonly pods: readonly Pod[];
  /** All namespaces were searched, not only that of the Lease. */
  readonly everywhere: boolean;
  /** Why not everywhere. */
  readonly why?: string;
}

/** Both stamps that are compared have whole seconds. */
const STAMP_STEP = 2 * SECOND;

/**
 * Certain: exactly one live Pod in all namespaces has that name, it is older than the acquisition
 * by the server's clock, and its ServiceAccount may write this Lease. Where the other namespaces
 * may not be seen, only a name with a generated ending can be certain.
 */
export async function findHolderPod(
  lease: Lease,
  holder: HolderVerdict,
  acquired: Acquisition,
  evidence: Pick<Evidence, 'look' | 'review'>,
): Promise<HolderPod> {
  const search = await podsNamed({ namespace: lease.ref.namespace, name: holder.name }, evidence);
  if (!search.seen) return { holder: nothing(holder, search.why), pod: search };
  const { pods } = search.value;
  // A name without a random part is written again by the next Pod of that name.
  const limit = holder.identity === holder.name ? acquired.renewedAt : acquired.at;
  const older = pods.filter((pod) => !isYounger(pod, limit));
  const [pod] = chosen(older, lease.ref.namespace);
  if (pod === undefined) {
    return {
      holder: nothing(holder, noneOf(holder.name, search.value, lease)),
      pod: noneSeen(search.value, lease),
    };
  }
  const doubt = await doubtOf(pod, older, search.value, lease, acquired, evidence);
  const resolvesTo = { kind: 'Pod', ...pod.ref };
  return {
    holder: {
      ...holder,
      resolvesTo,
      confidence: doubt === undefined ? 'certain' : older.length > 1 ? 'guess' : 'likely',
      why: doubt ?? 'the only Pod of that name, older than the term, may write this Lease',
    },
    pod: { seen: true, value: pod },
  };
}

/** One request, or two where only the Lease's namespace may be seen. */
async function podsNamed(
  { namespace, name }: LeaseRef,
  evidence: Pick<Evidence, 'look'>,
): Promise<Seen<PodSearch>> {
  const all = await evidence.look({ resource: 'pods', name });
  if (all.seen) {
    const pods = all.value.map(podFrom);
    if (all.partly === undefined) return { seen: true, value: { pods, everywhere: true } };
    if (pods.length > 0) return { seen: true, value: { pods, everywhere: false, why: all.partly } };
  }
  const here = await evidence.look({ resource: 'pods', namespace, name });
  if (!here.seen) return here;
  const why = all.seen ? all.partly : all.why;
  const search = { pods: here.value.map(podFrom), everywhere: false };
  return { seen: true, value: why === undefined ? search : { ...search, why } };
}

function nothing(holder: HolderVerdict, why: string): HolderVerdict {
  return { ...holder, resolvesTo: undefined, confidence: 'none', why };
}

function isYounger({ createdAt }: Pod, acquired: Micros | undefined): boolean {
  return acquired !== undefined && createdAt !== undefined && createdAt > acquired + STAMP_STEP;
}

/** The one beside the Lease first: most programs keep it in their own namespace. */
function chosen(pods: readonly Pod[], namespace: string): readonly Pod[] {
  return pods.toSorted(
    (a, b) => Number(b.ref.namespace === namespace) - Number(a.ref.namespace === namespace),
  );
}

function noneOf(name: string, { pods, everywhere }: PodSearch, { ref }: Lease): string {
  const [younger] = pods;
  if (younger !== undefined) {
    return `Pod ${younger.ref.namespace}/${name} was created after the Lease was acquired`;
  }
  if (!everywhere) return `no Pod of that name in namespace ${ref.namespace}`;
  return GENERATED.test(name)
    ? 'its Pod is gone'
    : 'no Pod has that name: it is a host, or a Pod that is gone';
}

/** Gone is only what would have been seen anywhere. */
function noneSeen({ everywhere, why }: PodSearch, { ref }: Lease): Seen<undefined> {
  if (everywhere) return { seen: true, value: undefined };
  return { seen: false, why: `only namespace ${ref.namespace} was searched: ${why}` };
}

/** The ending that a ReplicaSet, DaemonSet or Job gives: apimachinery's rand alphabet, no vowels. */
export const GENERATED = /-[bcdfghjklmnpqrstvwxz2456789]{5}$/;

/** What keeps it from being certain; the server is asked only where all else is. */
async function doubtOf(
  pod: Pod,
  older: readonly Pod[],
  { everywhere, why }: PodSearch,
  { ref }: Lease,
  acquired: Acquisition,
  evidence: Pick<Evidence, 'review'>,
): Promise<string | undefined> {
  if (older.length > 1) return `${older.length} Pods have that name`;
  if (!everywhere && !GENERATED.test(pod.ref.name)) {
    return `a Pod of that name; other namespaces were not searched: ${why}`;
  }
  if (acquired.at === undefined)
    return 'a Pod of that name; when the Lease was acquired is not known';
  if (isYounger(pod, acquired.at)) return 'a Pod of that name, which is younger than the term';
  if (!acquired.exact) return "a Pod of that name; its holder's clock is wrong or not known";
  const account = {
    kind: 'ServiceAccount' as const,
    namespace: pod.ref.namespace,
    name: pod.serviceAccount ?? 'default',
  };
  const review = await evidence.review(
    identityOf(account),
    resourceQuestion('update', LEASES, ref),
  );
  if (!review.seen)
    return `a Pod of that name; whether it may write this Lease is not known: ${review.why}`;
  return review.value.allowed
    ? undefined
    : `a Pod of that name, but ServiceAccount ${account.namespace}/${account.name} may not update this Lease`;
}
