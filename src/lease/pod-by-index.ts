// The Pod of an Indexed Job: its host name is the Job's name and its index, which is no Pod's name
// (kubernetes pkg/controller/job/job_controller.go).
import { isYounger } from './age.ts';
import { found, type Asked, type HolderPod, type Wanted } from './found.ts';
import { accountOf, mayWrite } from './may-write.ts';
import { hasEnded, podFrom } from './pod.ts';

const INDEXED = /^(.+)-(\d{1,6})$/;

/**
 * One list by labels in the Lease's namespace, and a question about rights. Never certain: other
 * namespaces are not searched. Undefined where no Pod is found so, or none that may write the Lease.
 */
export async function podByIndex(wanted: Wanted, evidence: Asked): Promise<HolderPod | undefined> {
  const { lease, holder, acquired } = wanted;
  const [, job, index] = INDEXED.exec(holder.name) ?? [];
  if (job === undefined || index === undefined) return undefined;
  const labels = new Map([
    ['batch.kubernetes.io/job-name', job],
    ['batch.kubernetes.io/job-completion-index', index],
  ]);
  const list = await evidence.look({ resource: 'pods', namespace: lease.ref.namespace, labels });
  if (!list.seen) return undefined;
  const pods = list.value
    .map(podFrom)
    .filter((pod) => pod.hostname === holder.name && !isYounger(pod, acquired.at));
  // The Pods of an index that failed stay beside the one that tries again.
  const live = pods.filter((pod) => !hasEnded(pod));
  const [pod, ...others] = live.length > 0 ? live : pods;
  if (pod === undefined) return undefined;
  if (others.length > 0) {
    const why = `${others.length + 1} Pods of Job ${job} have that host name`;
    return found(wanted, pod, 'guess', why);
  }
  const may = await mayWrite(accountOf(pod), lease.ref, evidence);
  if (may.seen && !may.value) return undefined;
  const known = may.seen ? '' : `; whether it may write this Lease is not known: ${may.why}`;
  return found(wanted, pod, 'likely', `the Pod of Job ${job} with that host name${known}`);
}
