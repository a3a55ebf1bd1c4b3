// The worst right of a holder in words: a clause behind "may".
import type { WorstRight } from '../lease/worst-right.ts';

/** "delete Deployments in every namespace"; foreign names stand in it as they are. */
export function rightInWords(right: WorstRight): string {
  const said = CLAUSES.get(right.danger.about)?.(right);
  return said ?? `${deedOf(right)}${whereOf(right)}`;
}

type Clause = (right: WorstRight) => string | undefined;

/** By what is so dangerous; undefined where the deed itself says it best. */
const CLAUSES: ReadonlyMap<string, Clause> = new Map<string, Clause>([
  ['everything', (right) => `do anything${isEverywhere(right) ? '' : whereOf(right)}`],
  ['escalate', (right) => `write itself more rights ${because(right)}`],
  ['bind', (right) => `give itself more rights ${because(right)}`],
  ['impersonate', (right) => `act as somebody else ${because(right)}`],
  ['tokens', (right) => `act as ServiceAccounts${whereOf(right)} ${because(right)}`],
  ['admission', (right) => `change whatever is written to the API ${because(right)}`],
  ['kubelets', (right) => `run commands in every Pod, past admission and audit ${because(right)}`],
  ['certificates', (right) => `get certificates to log in as somebody else ${because(right)}`],
  ['apiservices', (right) => `answer for a part of the API in its place ${because(right)}`],
  ['rbac', (right) => `give away rights or take them${whereOf(right)} ${because(right)}`],
  ['exec', (right) => `run commands in Pods${whereOf(right)}`],
  ['volumes', (right) => `make volumes of any path of a node ${because(right)}`],
  ['secrets', readsSecrets],
]);

/** What of RBAC it rests on, as `kubectl auth can-i` is asked. */
function because({ danger, names }: WorstRight): string {
  const [full = '', subresource] = (danger.resources[0] ?? '').split('/');
  const [name = ''] = full.split('.');
  const resource = subresource === undefined ? name : `${name}/${subresource}`;
  return `(${danger.verbs[0] ?? ''} on ${resource}${named(names)})`;
}

function readsSecrets(right: WorstRight): string | undefined {
  const { act, resource, names } = right;
  if (act !== 'read') return undefined;
  if (resource === '*') return `read everything${whereOf(right)}, Secrets too`;
  return isEverywhere(right) && names.length === 0 ? 'read every Secret' : undefined;
}

function deedOf({ act, resource, names }: WorstRight): string {
  const verb = act === '*' ? 'do anything with' : act;
  return `${verb} ${nounOf(resource)}${named(names)}`;
}

function named(names: readonly string[]): string {
  if (names.length > 2) return ` of ${names.length} names`;
  return names.length === 0 ? '' : ` named ${names.join(' and ')}`;
}

function nounOf(resource: string): string {
  if (resource === '*') return 'everything';
  if (resource.startsWith('*.')) return `everything of ${resource.slice(2)}`;
  if (resource.startsWith('/')) return resource;
  const [first = '', subresource] = resource.split('/');
  const noun = NOUNS.get(first) ?? first;
  return subresource === undefined ? noun : `${subresource} of ${noun}`;
}

/** Nothing where it is in no namespace; of what is not known whether it is, "everywhere". */
function whereOf({ namespaces, resource }: WorstRight): string {
  if (namespaces !== '*') {
    if (namespaces.length > 2) return ` in ${namespaces.length} namespaces`;
    return ` in namespace${namespaces.length === 1 ? '' : 's'} ${namespaces.join(' and ')}`;
  }
  const [first = ''] = resource.split('/');
  if (CLUSTER_SCOPED.has(first) || first === '') return '';
  return NOUNS.has(first) ? ' in every namespace' : ' everywhere';
}

function isEverywhere({ namespaces }: WorstRight): boolean {
  return namespaces === '*';
}

/** By the names that kubectl gives resources: the kinds in their plural. */
const NOUNS: ReadonlyMap<string, string> = new Map([
  ['pods', 'Pods'],
  ['deployments.apps', 'Deployments'],
  ['statefulsets.apps', 'StatefulSets'],
  ['daemonsets.apps', 'DaemonSets'],
  ['replicasets.apps', 'ReplicaSets'],
  ['replicationcontrollers', 'ReplicationControllers'],
  ['jobs.batch', 'Jobs'],
  ['cronjobs.batch', 'CronJobs'],
  ['secrets', 'Secrets'],
  ['configmaps', 'ConfigMaps'],
  ['serviceaccounts', 'ServiceAccounts'],
  ['services', 'Services'],
  ['endpoints', 'Endpoints'],
  ['endpointslices.discovery.k8s.io', 'EndpointSlices'],
  ['ingresses.networking.k8s.io', 'Ingresses'],
  ['networkpolicies.networking.k8s.io', 'NetworkPolicies'],
  ['leases.coordination.k8s.io', 'Leases'],
  ['events', 'Events'],
  ['events.events.k8s.io', 'Events'],
  ['persistentvolumeclaims', 'PersistentVolumeClaims'],
  ['nodes', 'Nodes'],
  ['namespaces', 'namespaces'],
  ['persistentvolumes', 'PersistentVolumes'],
  ['customresourcedefinitions.apiextensions.k8s.io', 'CustomResourceDefinitions'],
]);

const CLUSTER_SCOPED = new Set([
  'nodes',
  'namespaces',
  'persistentvolumes',
  'customresourcedefinitions.apiextensions.k8s.io',
]);
