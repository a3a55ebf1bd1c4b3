// The Pod behind a host name that is a node's: one in the node's own network, which gives it that name.
import { isYounger } from './age.ts';
import type { Seen } from './evidence.ts';
import { found, type Asked, type HolderPod, type Wanted } from './found.ts';
import { accountOf, mayWrite, type Account } from './may-write.ts';
import { hasStaticOwner, isStaticOwner, namesLease } from './names-lease.ts';
import { searchPods } from './pod-search.ts';
import { hasEnded, type Pod } from './pod.ts';

/** Questions about rights; more would not make more than a guess of it. */
const MOST_ASKED = 2;

/** The node, and those of its Pods that may be meant. */
interface Host {
  readonly node: string;
  readonly pods: readonly Pod[];
  /** Why not the Pods of every namespace were seen. */
  readonly narrowed: string | undefined;
}

/**
 * One request, or two where only the Lease's namespace may be seen, and at most two questions about
 * rights. Certain is only a static Pod that owns or names this Lease (design §5); another that names
 * it is likely; where none names it, the only one that may write it is a guess. Undefined: no Pod is
 * on a node of that name; `partly`: none of the Lease's namespace.
 */
export async function podOnHost(
  wanted: Wanted,
  evidence: Asked,
  narrowed?: string,
): Promise<Seen<HolderPod | undefined>> {
  const { holder, lease, acquired, namesNode } = wanted;
  // The kubelet registers its node in small letters (component-helpers node/util/hostname.go).
  const node = holder.name.toLowerCase();
  const search = await searchPods({ node }, lease.ref.namespace, evidence, narrowed);
  if (!search.seen) return search;
  const { pods: all, why, partly } = search.value;
  if (all.length === 0 && partly !== undefined) {
    return { seen: false, why: `no Pod on a node of that name was seen: ${partly}` };
  }
  if (all.length === 0) {
    return { seen: true, value: undefined, ...(why === undefined ? {} : { partly: why }) };
  }
  const limit = holder.identity === holder.name ? acquired.renewedAt : acquired.at;
  const pods = all.filter(
    (pod) =>
      (pod.hostNetwork || namesNode) &&
      !hasEnded(pod) &&
      // The API server's picture of a static Pod may be made anew while the Pod goes on.
      (pod.mirror || !isYounger(pod, limit)),
  );
  const value = await amongst({ node, pods, narrowed: why }, wanted, evidence);
  return { seen: true, value };
}

async function amongst(host: Host, wanted: Wanted, evidence: Asked): Promise<HolderPod> {
  const { lease } = wanted;
  const named = host.pods.filter(
    (pod) => namesLease(pod, lease.ref) || isStaticOwner(pod, lease.ref),
  );
  const [pod, ...others] = named;
  if (pod === undefined) return byRights(host, wanted, evidence);
  if (others.length === 0) return theOne(pod, host, wanted, evidence);
  return theNode(host, wanted, `${named.length} Pods name this Lease: ${inWords(named)}`);
}

/** The only one that names this Lease. */
async function theOne(pod: Pod, host: Host, wanted: Wanted, evidence: Asked): Promise<HolderPod> {
  const where = `on node ${host.node}`;
  if (pod.mirror) {
    const why = `the only Pod ${where} that owns or names this Lease, and static`;
    return host.narrowed === undefined
      ? found(wanted, pod, 'certain', why)
      : found(
          wanted,
          pod,
          'likely',
          `${why}; other namespaces were not searched: ${host.narrowed}`,
        );
  }
  const account = accountOf(pod);
  const may = await mayWrite(account, wanted.lease.ref, evidence);
  const why = `the only Pod ${where} that names this Lease`;
  if (!may.seen) {
    const unknown = `whether it may write it is not known: ${may.why}`;
    return found(wanted, pod, 'likely', `${why}; ${unknown}`);
  }
  if (may.value) return found(wanted, pod, 'likely', `${why}, and may write it`);
  const refused = `ServiceAccount ${account.namespace}/${account.name} may not update this Lease`;
  return theNode(host, wanted, `Pod ${pod.ref.name} names this Lease, but ${refused}`);
}

/** By who may write the Lease, among the Pods beside it: nothing names it. */
async function byRights(host: Host, wanted: Wanted, evidence: Asked): Promise<HolderPod> {
  const { ref } = wanted.lease;
  const near = host.pods.filter((pod) => !pod.mirror && pod.ref.namespace === ref.namespace);
  const accounts = new Map(near.map((pod) => [accountOf(pod).name, accountOf(pod)]));
  if (hasStaticOwner(ref) || accounts.size > MOST_ASKED) {
    return theNode(host, wanted, 'no Pod names this Lease');
  }
  const may = await writersAmong([...accounts.values()], ref, evidence);
  const able = near.filter((pod) => may.has(accountOf(pod).name));
  const [pod, ...others] = able;
  if (pod === undefined) {
    return theNode(
      host,
      wanted,
      `no Pod of namespace ${ref.namespace} is known to write this Lease`,
    );
  }
  if (others.length > 0) {
    return theNode(host, wanted, `${able.length} Pods may write this Lease: ${inWords(able)}`);
  }
  const why = `the only Pod of namespace ${ref.namespace} on node ${host.node} that may write this Lease; nothing in it names it`;
  return found(wanted, pod, 'guess', why);
}

/** One after the other, and no more once the server does not say. */
async function writersAmong(
  accounts: readonly Account[],
  ref: Wanted['lease']['ref'],
  evidence: Asked,
): Promise<ReadonlySet<string>> {
  const able = new Set<string>();
  for (const account of accounts) {
    const may = await mayWrite(account, ref, evidence);
    if (!may.seen) break;
    if (may.value) able.add(account.name);
  }
  return able;
}

/** Which of its Pods holds it, if one does, is not known: a process of the node itself may. */
function theNode({ node }: Host, { holder }: Wanted, what: string): HolderPod {
  return {
    holder: {
      ...holder,
      resolvesTo: { kind: 'Node', name: node },
      confidence: 'likely',
      why: `a node, where ${what}`,
    },
    pod: { seen: false, why: `the identity names a node, where ${what}` },
  };
}

/** More of them are counted, not named. */
const MOST_NAMED = 3;

function inWords(pods: readonly Pod[]): string {
  const names = pods.map(({ ref }) => ref.name).sort();
  const rest = names.length - MOST_NAMED;
  if (rest > 0) return `${names.slice(0, MOST_NAMED).join(', ')} and ${rest} more`;
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}
