// Looks at whatever the core asks for, through client-node's generated APIs; imported only by who needs it.
import type { Seen } from '../lease/evidence.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import { isOne, lookInWords, RESOURCES, type Look, type Resource } from '../lease/look.ts';
import { isSelected } from '../lease/look-selected.ts';
import { anew as restarted } from './anew.ts';
import { ApiFailure, type Answer, type Api } from './api.ts';
import type { Expected } from './expected.ts';
import { ListCheck } from './expected-list.ts';
import { BY_DATE, listObjects } from './leases.ts';
import type { Listing } from './listing.ts';
import { seen, seenOne } from './seen.ts';
import { askedFor, typedApis, type TypedApis } from './typed-api.ts';

/** As kubectl asks for them. */
const PAGE = 500;

interface Page {
  readonly limit: number;
  readonly _continue?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

/** Each makes one request; its answer is read by `askedFor`. */
interface Reads {
  /** All of the cluster. */
  readonly all: (page: Page) => Promise<object>;
  readonly within?: (page: Page & { readonly namespace: string }) => Promise<object>;
  readonly one?: (ref: { readonly namespace: string; readonly name: string }) => Promise<object>;
}

/** Of Leases there is a reader of our own, which `ls` needs without client-node. */
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
    serviceaccounts: {
      all: (page) => core.listServiceAccountForAllNamespaces(page),
      within: (page) => core.listNamespacedServiceAccount(page),
      one: (ref) => core.readNamespacedServiceAccount(ref),
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
  const isRead = readsOf(typedApis(api))[resource].one !== undefined;
  if (isOne(look) && isRead) {
    const found = await seenOne(lookInWords(look), () =>
      askedFor(api, { ...typeOf(look), name }, (apis) =>
        readsOf(apis)[resource].one?.({ namespace, name }),
      ).then(({ body }) => body),
    );
    if (!found.seen) return found;
    return { seen: true, value: found.value === undefined ? [] : [found.value] };
  }
  const selectors = selectorsOf(look);
  const { apiVersion, kind } = RESOURCES[resource];
  const read = (page: Page) =>
    askedFor(api, { apiVersion, kind: `${kind}List` }, (apis) => {
      const { all, within } = readsOf(apis)[resource];
      return look.namespace === undefined || within === undefined
        ? all({ ...page, ...selectors })
        : within({ ...page, ...selectors, namespace });
    });
  return seen(lookInWords(look), () => anew(() => allPages(read, look, api.listing())));
}

function typeOf({ resource, namespace }: Look): Expected {
  const { apiVersion, kind, namespaced } = RESOURCES[resource];
  return { apiVersion, kind, namespace: namespaced ? namespace : '' };
}

async function allLeases(api: Api, { namespace, name, labels }: Look): Promise<RawObject[]> {
  const leases: RawObject[] = [];
  const selector = selectorOf(labels);
  for await (const page of restarted(() =>
    listObjects(api, { namespace, name, selector }, BY_DATE),
  )) {
    if (page.restarted) leases.length = 0;
    for (const { raw } of page.items) leases.push(raw);
  }
  return leases;
}

function selectorOf(labels: Look['labels']): string | undefined {
  return labels && [...labels].map(([key, value]) => `${key}=${value}`).join(',');
}

function selectorsOf({ name, labels, node, oneOf, about }: Look): Omit<Page, 'limit'> {
  const fields = [
    ...(about ? ['involvedObject.kind=Lease', `involvedObject.name=${about.name}`] : []),
    ...(name === undefined ? [] : [`metadata.name=${name}`]),
    ...(node === undefined ? [] : [`spec.nodeName=${node}`]),
  ];
  const selectors = [
    ...(labels ? [selectorOf(labels)] : []),
    ...(oneOf ? [`${oneOf.label} in (${oneOf.values.join(',')})`] : []),
  ];
  return {
    ...(fields.length === 0 ? {} : { fieldSelector: fields.join(',') }),
    ...(selectors.length === 0 ? {} : { labelSelector: selectors.join(',') }),
  };
}

function selectorWords(look: Look): string {
  const { fieldSelector, labelSelector } = selectorsOf(look);
  return [fieldSelector, labelSelector].filter(Boolean).join(', ');
}

async function allPages(
  read: (page: Page) => Promise<Answer>,
  look: Look,
  listing: Listing,
): Promise<readonly RawObject[]> {
  const items: RawObject[] = [];
  const check = new ListCheck({ ...typeOf(look), name: look.name });
  let token: string | undefined;
  do {
    const { body: page, size } = await read({
      limit: PAGE,
      ...(token === undefined ? {} : { _continue: token }),
    });
    token = text(object(page['metadata'])['continue']) || undefined;
    listing.page(size, token);
    for (const item of listing.counted(check.page(page))) {
      if (!isSelected(item, look)) check.unselected(item, selectorWords(look));
      items.push(item);
    }
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
