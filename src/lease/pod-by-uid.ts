// The Pod whose uid is the whole identity: no other Pod can be meant, but it may not be a Pod's uid at all.
import { found, type Asked, type HolderPod, type Wanted } from './found.ts';
import { accountOf, mayWrite } from './may-write.ts';
import { hasEnded, podFrom, type Pod } from './pod.ts';

/**
 * One list of the Lease's namespace, because the API server selects no Pod by its uid, and a question
 * about rights. What runs in other namespaces is not looked at: there may be a hundred thousand.
 */
export async function podByUid(wanted: Wanted, evidence: Asked): Promise<HolderPod> {
  const { lease, holder } = wanted;
  const { namespace } = lease.ref;
  const list = await evidence.look({ resource: 'pods', namespace });
  if (!list.seen) return found(wanted, undefined, 'none', list.why, list);
  const pod = list.value.map(podFrom).find(({ uid }) => uid === holder.identity);
  if (pod === undefined && list.partly !== undefined) {
    return found(wanted, undefined, 'none', list.partly, { seen: false, why: list.partly });
  }
  if (pod === undefined) {
    const why = `its identity is an id, which is not the uid of a Pod in namespace ${namespace}`;
    const elsewhere = { seen: false as const, why: 'Pods of other namespaces were not looked at' };
    return found(wanted, undefined, 'none', why, elsewhere);
  }
  const doubt = await doubtOf(pod, wanted, evidence);
  const certain = 'the Pod of that uid, may write this Lease';
  return found(wanted, pod, doubt === undefined ? 'certain' : 'likely', doubt ?? certain);
}

async function doubtOf(pod: Pod, { lease }: Wanted, evidence: Asked): Promise<string | undefined> {
  if (hasEnded(pod)) return `the Pod of that uid, which has ended (${pod.phase ?? ''})`;
  if (pod.mirror) return 'the Pod of that uid, which is static';
  const account = accountOf(pod);
  const may = await mayWrite(account, lease.ref, evidence);
  if (!may.seen) {
    return `the Pod of that uid; whether it may write this Lease is not known: ${may.why}`;
  }
  return may.value
    ? undefined
    : `the Pod of that uid, but ServiceAccount ${account.namespace}/${account.name} may not update this Lease`;
}
