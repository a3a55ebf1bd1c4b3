// Answers looks from the objects of an archive, and says how much of a kind the archive holds.
import { isDeepStrictEqual } from 'node:util';
import type { Seen } from '../lease/evidence.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import { isOne, RESOURCES, type Look, type Resource } from '../lease/look.ts';
import { isSelected } from '../lease/look-selected.ts';

/** An archive without a single object of a kind was not asked for it: nothing is known then. */
export function lookIn(objects: readonly RawObject[], look: Look): Seen<readonly RawObject[]> {
  const { kind } = RESOURCES[look.resource];
  const whole = isWhole(objects);
  const all = objects.filter((value) => isOf(look.resource, value));
  const { namespace } = look;
  const within = all.filter((it) => namespace === undefined || namespaceOf(it) === namespace);
  if ((whole ? all : within).length === 0) {
    const where = whole || namespace === undefined ? '' : ` of namespace ${namespace}`;
    return { seen: false, why: `the archive holds no ${kind}s${where}` };
  }
  const value = within.filter((it) => isSelected(it, look));
  if (isOne(look) && value.length > 1) {
    const [first] = value;
    // One object in two files is one object.
    if (value.some((it) => !isDeepStrictEqual(it, first))) {
      return { seen: false, why: `the archive holds ${kind} ${look.name} in several states` };
    }
    value.length = 1;
  }
  const limit = isOne(look) && value.length > 0 ? undefined : limitOf(look, all, whole);
  return { seen: true, value, ...(limit === undefined ? {} : { partly: limit }) };
}

/** A capture is of the whole cluster; of single files only what is in them is known. */
function isWhole(objects: readonly RawObject[]): boolean {
  return objects.some((value) => value['kind'] === 'Capture');
}

/** "Role" is a common name for a kind of one's own. */
function isOf(resource: Resource, value: RawObject): boolean {
  if (value['kind'] !== RESOURCES[resource].kind) return false;
  return IN_EVERY_CLUSTER.has(resource)
    ? (text(value['apiVersion'])?.startsWith('rbac.authorization.k8s.io/') ?? false)
    : true;
}

function namespaceOf(value: RawObject): string {
  return text(object(value['metadata'])['namespace']) ?? '';
}

/** Why there may be more of it in the cluster: single files never say that they hold all. */
function limitOf(
  { resource, namespace }: Look,
  all: readonly RawObject[],
  whole: boolean,
): string | undefined {
  const { kind, namespaced } = RESOURCES[resource];
  const everywhere = IN_EVERY_CLUSTER.get(resource);
  if (everywhere === undefined) {
    return whole ? undefined : 'the archive does not say that it holds all';
  }
  if (namespace !== undefined) return undefined;
  const namespaces = new Set(all.map(namespaceOf));
  if (namespaced && !namespaces.has('kube-system')) {
    return `the archive holds ${kind}s of ${[...namespaces].sort().join(', ')} alone`;
  }
  if (whole || all.some((it) => object(it['metadata'])['name'] === everywhere)) return undefined;
  return `the archive holds only some ${kind}s: ${everywhere}, which every cluster has, is not among them`;
}

/**
 * The API server makes these (bootstrappolicy/policy.go and namespace_policy.go), the namespaced
 * ones in kube-system; must-gather gathers no RBAC but what some operator names.
 */
const IN_EVERY_CLUSTER: ReadonlyMap<Resource, string> = new Map([
  ['clusterroles', 'cluster-admin'],
  ['clusterrolebindings', 'cluster-admin'],
  ['roles', 'extension-apiserver-authentication-reader'],
  ['rolebindings', 'system::extension-apiserver-authentication-reader'],
]);
