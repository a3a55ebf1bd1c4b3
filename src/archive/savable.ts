// What is kept of an object in a bundle: what the core reads of it, and of flags and variables an election's alone.
import { electionFlags, isElectionSetting } from '../lease/container.ts';
import { list, object, stringMap, text, type RawObject } from '../lease/lease.ts';
import type { Resource } from '../lease/look.ts';
import { MIRROR } from '../lease/pod.ts';
import { OUR_GROUP } from './kinds.ts';

/** A list of what is kept, so that what nobody thought of is left out. */
export function savable(resource: Resource, raw: RawObject): RawObject {
  const { apiVersion, kind } = raw;
  const head = { ...defined({ apiVersion, kind }), metadata: metadataOf(object(raw['metadata'])) };
  const [spec, status] = [object(raw['spec']), object(raw['status'])];
  switch (resource) {
    case 'pods':
      return { ...head, spec: podSpec(spec), status: podStatus(status) };
    case 'replicasets':
    case 'deployments':
    case 'statefulsets':
    case 'daemonsets':
    case 'jobs':
      return { ...head, spec: workloadSpec(spec), status: some(status, COUNTS) };
    case 'serviceaccounts':
      return head;
    case 'nodes':
      return {
        ...head,
        spec: some(spec, ['taints', 'unschedulable']),
        status: { conditions: conditionsOf(status) },
      };
    // Nothing in these is a secret, or reads one.
    case 'leases':
    case 'leasecandidates':
      return { ...raw, metadata: withOwnAnnotations(object(raw['metadata'])) };
    case 'events':
      return { ...withoutForeignWords(raw), metadata: head.metadata };
    case 'clusterroles':
    case 'clusterrolebindings':
    case 'roles':
    case 'rolebindings':
      return { ...head, ...some(raw, ['rules', 'aggregationRule', 'roleRef', 'subjects']) };
  }
}

const COUNTS = ['readyReplicas', 'numberReady', 'replicas', 'active'];

function metadataOf(metadata: RawObject): RawObject {
  const names = ['name', 'namespace', 'uid', 'resourceVersion', 'creationTimestamp'];
  const kept = [...names, 'deletionTimestamp', 'labels', 'ownerReferences', 'annotations'];
  return withOwnAnnotations(some(metadata, kept));
}

/**
 * Only those that are read: kubectl, Helm, Argo CD, Rancher and others keep copies of whole objects
 * in annotations, with their environment, and programs keep tokens there.
 */
function withOwnAnnotations(metadata: RawObject): RawObject {
  const { annotations: all, ...others } = metadata;
  const annotations = [...stringMap(all)].flatMap(([key, value]) => {
    if (key.startsWith(`${OUR_GROUP}/`)) return [[key, value] as const];
    if (ONLY_THERE.includes(key)) return [[key, ''] as const];
    return key === REVISION && /^\d{1,10}$/.test(value) ? [[key, value] as const] : [];
  });
  return annotations.length === 0
    ? others
    : { ...others, annotations: Object.fromEntries(annotations) };
}

const REVISION = 'deployment.kubernetes.io/revision';
/** Of these nobody reads what they say. */
const ONLY_THERE = [MIRROR, 'app.terraform.io/lock-info'];

/** What is not about who leads may say anything. */
function withoutForeignWords(event: RawObject): RawObject {
  if (event['reason'] === 'LeaderElection') return event;
  return some(
    event,
    Object.keys(event).filter((key) => key !== 'message' && key !== 'note'),
  );
}

function conditionsOf(status: RawObject): RawObject[] {
  const names = ['type', 'status', 'reason', 'lastTransitionTime'];
  return list(status['conditions']).map((condition) => some(condition, names));
}

function podSpec(spec: RawObject): RawObject {
  return {
    ...some(spec, ['nodeName', 'hostname', 'serviceAccountName', 'hostNetwork']),
    containers: list(spec['containers']).map(containerOf),
    volumes: list(spec['volumes']).flatMap(configMapVolume),
  };
}

function containerOf(container: RawObject): RawObject {
  const env = list(container['env'])
    .filter((it) => isElectionSetting(text(it['name']) ?? '', text(it['value']) ?? ''))
    .map((variable) => some(variable, ['name', 'value']));
  const envFrom = list(container['envFrom'])
    .filter((source) => source['configMapRef'] !== undefined)
    .map(({ configMapRef }) => ({ configMapRef }));
  const args = electionFlags(container);
  return { ...some(container, ['name', 'image']), args, env, envFrom };
}

function configMapVolume(volume: RawObject): RawObject[] {
  const projected = list(object(volume['projected'])['sources']).filter(
    (source) => source['configMap'] !== undefined,
  );
  if (projected.length > 0) {
    const sources = projected.map(({ configMap }) => ({
      configMap: some(object(configMap), ['name']),
    }));
    return [{ ...some(volume, ['name']), projected: { sources } }];
  }
  if (volume['configMap'] === undefined) return [];
  return [{ ...some(volume, ['name']), configMap: some(object(volume['configMap']), ['name']) }];
}

function podStatus(status: RawObject): RawObject {
  const statuses = list(status['containerStatuses']).map((it) => ({
    ...some(it, ['name', 'containerID', 'ready', 'restartCount']),
    ...stateOf(it, 'state'),
    ...stateOf(it, 'lastState'),
  }));
  const conditions = conditionsOf(status);
  return { ...some(status, ['phase']), conditions, containerStatuses: statuses };
}

/** Without its message, in which a kubelet puts the end of the container's log (FallbackToLogsOnError). */
function stateOf(status: RawObject, key: 'state' | 'lastState'): RawObject {
  if (status[key] === undefined) return {};
  const state = object(status[key]);
  const phases = ['running', 'waiting', 'terminated'].filter((phase) => phase in state);
  return { [key]: Object.fromEntries(phases.map((it) => [it, some(object(state[it]), STATE)])) };
}

const STATE = ['reason', 'startedAt', 'finishedAt', 'exitCode', 'containerID'];

function workloadSpec(spec: RawObject): RawObject {
  const containers = list(object(object(spec['template'])['spec'])['containers']);
  const images = containers.map((container) => some(container, ['name', 'image']));
  return { ...some(spec, ['replicas', 'selector']), template: { spec: { containers: images } } };
}

function some(value: RawObject, keys: readonly string[]): RawObject {
  return Object.fromEntries(
    keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]] as const])),
  );
}

function defined(value: RawObject): RawObject {
  return some(value, Object.keys(value));
}
