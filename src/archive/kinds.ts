// Which objects of an archive are kept: those that the core asks about, and nothing of any Secret.
import { text, type RawObject } from '../lease/lease.ts';

/** By API group: Longhorn has Nodes, OpenShift has Roles, and Volcano has Jobs of its own. */
const KEPT: ReadonlyMap<string, readonly string[]> = new Map([
  ['', ['Pod', 'Node', 'Namespace', 'ServiceAccount', 'Event']],
  ['coordination.k8s.io', ['Lease', 'LeaseCandidate']],
  ['apps', ['ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet']],
  ['batch', ['Job', 'CronJob']],
  ['rbac.authorization.k8s.io', ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding']],
  ['events.k8s.io', ['Event']],
]);

export const OUR_GROUP = 'kubectl-lease.github.io';

/** Anything of our own group is, and of no group said, what has the right name. */
export function isKept(object: RawObject): boolean {
  const kind = text(object['kind']) ?? '';
  const apiVersion = text(object['apiVersion']);
  if (apiVersion === undefined) return [...KEPT.values()].some((kinds) => kinds.includes(kind));
  const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
  return group === OUR_GROUP || KEPT.get(group)?.includes(kind) === true;
}

const MENTIONED = new RegExp(
  `\\bkind["']?\\s*:\\s*["']?(?:${[...new Set([...KEPT.values()].flat())].join('|')})(?:List)?\\b|${OUR_GROUP.replaceAll('.', '\\.')}/`,
);

/** False means that nothing in this text is kept: a must-gather is mostly made of such files. */
export function mayHoldKept(content: Buffer): boolean {
  for (let at = 0; at < content.length; at += WINDOW) {
    if (MENTIONED.test(content.toString('latin1', at, at + WINDOW + OVERLAP))) return true;
  }
  return false;
}

/** The whole of a large file as text would cost its size once more. */
const WINDOW = 2 ** 20;
const OVERLAP = 2 ** 12;
