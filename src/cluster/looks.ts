// Looks at whatever the core asks for, through client-node's generated APIs; imported only by who needs it.
import type { Seen } from '../lease/evidence.ts';
import type { RawObject } from '../lease/lease.ts';
import { isOne, lookInWords, type Look, type Resource } from '../lease/look.ts';
import { anew as restarted } from './anew.ts';
import { ApiFailure, type Api } from './api.ts';
import { listObjects } from './leases.ts';
import { seen, seenOne } from './seen.ts';
import { typedApis, type TypedApis } from './typed-api.ts';

/** As kubectl asks for them. */
const PAGE = 500;

interface Page {
  readonly limit: number;
  readonly _continue?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

interface List {
  readonly items: readonly object[];
  readonly metadata?: { readonly _continue?: string };
}

interface Reads {
  /** All of the cluster. */
  readonly all: (page: Page) => Promise<List>;
  readonly within?: (page: Page & { readonly namespace: string }) => Promise<List>;
  readonly one?: (ref: { readonly namespace: string; readonly name: string }) => Promise<object>;
}

/** Leases are read as they are: client-node's times have no microseconds. */
type TypedResource = Exclude<Resource, 'leases'>;

function readsOf({
  core,
  apps,
  batch,
  coordination,
  rbac,
}: TypedApis): Record<TypedResource, Reads> {
  return {
    pods: {
      all: (page) => core.listPodForAllNamespaces(page),
      within: (page) => core.listNamespacedPod(page),
      one: (ref) => core.readNamespacedPod(ref),
    },
    replicasets: {
      all: (page) => apps.listReplicaSetForAllNamespaces(page),
      within: (page) => apps.listNamespacedReplicaSet(page),
      one: (ref) => apps.readNamespacedReplicaSet(ref),
    },
    deployments: {
      all: (page) => apps.listDeploymentForAllNamespaces(page),
      within: (page) => apps.listNamespacedDeployment(page),
      one: (ref) => apps.readNamespacedDeployment(ref),
    },
    statefulsets: {
      all: (page) => apps.listStatefulSetForAllNamespaces(page),
      within: (page) => apps.listNamespacedStatefulSet(page),
      one: (ref) => apps.readNamespacedStatefulSet(ref),
    },
    daemonsets: {
      all: (page) => apps.listDaemonSetForAllNamespaces(page),
      within: (page) => apps.listNamespacedDaemonSet(page),
      one: (ref) => apps.readNamespacedDaemonSet(ref),
    },
    jobs: {
      all: (page) => batch.listJobForAllNamespaces(page),
      within: (page) => batch.listNamespacedJob(page),
      one: (ref) => batch.readNamespacedJob(ref),
    },
    nodes: { all: (page) => core.listNode(page), one: ({ name }) => core.readNode({ name }) },
    events: {
      all: (page) => core.listEventForAllNamespaces(page),
      within: (page) => core.listNamespacedEvent(page),
    },
    leasecandidates: {
      all: (page) => coordination.listLeaseCandidateForAllNamespaces(page),
      within: (page) => coordination.listNamespacedLeaseCandidate(page),
    },
    clusterroles: { all: (page) => rbac.listClusterRole(page) },
    clusterrolebindings: { all: (page) => rbac.listClusterRoleBinding(page) },
    roles: { all: (page) => rbac.listRoleForAllNamespaces(page) },
    rolebindings: { all: (page) => rbac.listRoleBindingForAllNamespaces(page) },
  };
}

/** A 404 of one object says that there is none; a resource that is not served cannot be looked at. */
export async function lookOver(api: Api, look: Look): Promise<Seen<readonly RawObject[]>> {
  const { resource, namespace = '', name = '' } = look;
  if (resource === 'leases') return seen(lookInWords(look), () => allLeases(api, look));
  const reads = readsOf(typedApis(api))[resource];
  const { one } = reads;
  if (isOne(look) && one !== undefined) {
    const found = await seenOne(lookInWords(look), () => one({ namespace, name }));
    if (!found.seen) return found;
    return { seen: true, value: found.value === undefined ? [] : [plain(found.value)] };
  }
  const selectors = selectorsOf(look);
  const { within } = reads;
  return seen(lookInWords(look), () =>
    anew(() =>
      look.namespace === undefined || within === undefined
        ? allPages((page) => reads.all({ ...page, ...selectors }))
        : allPages((page) => within({ ...page, ...selectors, namespace })),
    ),
  );
}

async function allLeases(api: Api, { namespace, name, labels }: Look): Promise<RawObject[]> {
  const leases: RawObject[] = [];
  const selector = selectorOf(labels);
  for await (const page of restarted(() => listObjects(api, { namespace, name, selector }))) {
    if (page.restarted) leases.length = 0;
    for (const { raw } of page.items) leases.push(raw);
  }
  return leases;
}

function selectorOf(labels: Look['labels']): string | undefined {
  return labels && [...labels].map(([key, value]) => `${key}=${value}`).join(',');
}

function selectorsOf({ name, labels, node, about }: Look): Omit<Page, 'limit'> {
  const fields = [
    ...(about ? ['involvedObject.kind=Lease', `involvedObject.name=${about.name}`] : []),
    ...(name === undefined ? [] : [`metadata.name=${name}`]),
    ...(node === undefined ? [] : [`spec.nodeName=${node}`]),
  ];
  const labelSelector = selectorOf(labels);
  return {
    ...(fields.length === 0 ? {} : { fieldSelector: fields.join(',') }),
    ...(labelSelector === undefined ? {} : { labelSelector }),
  };
}

async function allPages(read: (page: Page) => Promise<List>): Promise<readonly RawObject[]> {
  const items: RawObject[] = [];
  let token: string | undefined;
  do {
    const page = await read({ limit: PAGE, ...(token === undefined ? {} : { _continue: token }) });
    for (const item of page.items) items.push(plain(item));
    token = page.metadata?._continue || undefined;
  } while (token !== undefined);
  return items;
}

/** A page token lasts as long as etcd keeps its revision, five minutes (client-go tools/pager). */
async function anew<T>(list: () => Promise<T>): Promise<T> {
  return list().catch((thrown: unknown) => {
    if (thrown instanceof ApiFailure && thrown.status === 410) return list();
    throw thrown;
  });
}

/** As JSON has it: client-node makes Dates of times. */
function plain(typed: object): RawObject {
  return JSON.parse(JSON.stringify(typed)) as RawObject;
}
