// Answers evidence from a live API server.
import { Failure } from '../errors.ts';
import { restampsSince } from '../lease/clock.ts';
import type { Evidence, LeaseQuery, PodSearch, Seen, WatchEvent } from '../lease/evidence.ts';
import type { LeaseRef, OwnerReference } from '../lease/lease.ts';
import { text } from '../lease/lease.ts';
import { allowed, allowedWatch } from './allowed.ts';
import { anew } from './anew.ts';
import { apiOver, type Api } from './api.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { connect } from './connection.ts';
import { loadKubeconfig } from './kubeconfig.ts';
import { getLease, listLeases, listObjects } from './leases.ts';
import { seen, seenOne } from './seen.ts';
import { openTransport } from './transport.ts';
import type { TypedApis } from './typed-api.ts';
import { controllerOf, podFrom } from './workloads.ts';

export interface Program {
  readonly version: string;
  /** Says on stderr what is not the answer. */
  readonly note: (line: string) => Promise<void>;
}

/** Connects lazily: nothing is sent before the first question. */
export async function openCluster(
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
  { version, note }: Program,
): Promise<Evidence> {
  const connection = await connect(await loadKubeconfig(flags.kubeconfig, env), flags, env);
  const api = apiOver(await openTransport(connection), connection, version);
  const fallback = { namespace: connection.namespace, note };
  return {
    defaultNamespace: connection.namespace,
    leases: (query) => allowed((some) => anew(() => listLeases(api, some)), query, fallback),
    objects: (query) => allowed((some) => anew(() => listObjects(api, some)), query, fallback),
    watch: (query) => allowedWatch((some) => watchEvents(api, some), query, fallback),
    lease: (ref) => getLease(api, ref),
    podsNamed: (ref) => findPods(api, ref),
    controllerOfReplicaSet: (ref) => readReplicaSetController(api, ref),
    rbac: async () => (await import('./rbac.ts')).readRbac(api),
    review: async (who, question) => (await import('./rbac.ts')).askReview(api, who, question),
    restampsManagedFields: () => restamps(api),
    close: () => {
      api.close();
    },
  };
}

/** Loaded only by who watches. */
async function* watchEvents(api: Api, query: LeaseQuery): AsyncGenerator<WatchEvent> {
  yield* (await import('./watch.ts')).watchLeases(api, query);
}

/** One request, or two where only the namespace may be seen. */
async function findPods(api: Api, { namespace, name }: LeaseRef): Promise<Seen<PodSearch>> {
  const { core } = await typed(api);
  const fieldSelector = `metadata.name=${name}`;
  const all = await seen('list pods in all namespaces', async () =>
    (await core.listPodForAllNamespaces({ fieldSelector })).items.map(podFrom),
  );
  if (all.seen) return { seen: true, value: { pods: all.value, everywhere: true } };
  const here = await seenOne(`get pods in ${namespace}`, async () =>
    podFrom(await core.readNamespacedPod({ namespace, name })),
  );
  if (!here.seen) return here;
  const pods = here.value === undefined ? [] : [here.value];
  return { seen: true, value: { pods, everywhere: false, why: all.why } };
}

async function readReplicaSetController(
  api: Api,
  { namespace, name }: LeaseRef,
): Promise<Seen<OwnerReference | undefined>> {
  const { apps } = await typed(api);
  return seenOne(`get replicasets in ${namespace}`, async () =>
    controllerOf((await apps.readNamespacedReplicaSet({ namespace, name })).metadata),
  );
}

async function typed(api: Api): Promise<TypedApis> {
  return (await import('./typed-api.ts')).typedApis(api);
}

/** By its version, such as 1 and 36 or "36+"; undefined where it does not tell. */
async function restamps(api: Api): Promise<boolean | undefined> {
  try {
    const { body } = await api.get('/version');
    const [major, minor] = [body['major'], body['minor']].map((part) =>
      parseInt(text(part) ?? '', 10),
    );
    return restampsSince(major ?? NaN, minor ?? NaN);
  } catch (thrown) {
    if (thrown instanceof Failure) return undefined;
    throw thrown;
  }
}
