// Where the holders are looked for: the Pods of a node, a zone or a namespace, and the nodes' names.
import type { Evidence, Seen } from './evidence.ts';
import { isDrained, ZONE, type Target, type WorkloadKind } from './holding-target.ts';
import { object, stringMap, text, type RawObject } from './lease.ts';
import type { Resource } from './look.ts';
import { seenIn } from './none-in-part.ts';
import { WORKLOADS } from './workload.ts';

export interface Place {
  /** The target and, but for a node's, the Pods beside it. */
  readonly pods: Seen<readonly RawObject[]>;
  /** Which Pods were not listed; undefined: none was left out. */
  readonly limit: string | undefined;
  /** Of a node and a zone: the nodes that would be drained. */
  readonly nodes: ReadonlySet<string>;
  /** The names that these nodes have as hosts, and the node of each. */
  readonly hosts: ReadonlyMap<string, string>;
  /** Whether the target is there at all; a zone is where a Node says so. */
  readonly exists: Seen<boolean>;
}

type Looks = Pick<Evidence, 'look'>;

const NOWHERE = { nodes: new Set<string>(), hosts: new Map<string, string>() };

/** Two requests at most. */
export async function placeOf(target: Target, evidence: Looks): Promise<Place> {
  if (isDrained(target)) return (target.kind === 'Zone' ? zone : node)(target.name, evidence);
  const { kind, namespace } = target;
  const [pods, exists] = await Promise.all([
    evidence.look({ resource: 'pods', namespace }),
    kind === 'Pod' ? undefined : thereIs(resourceOf(kind), target, evidence),
  ]);
  const named = pods.seen && pods.value.some((pod) => nameOf(pod) === target.name);
  const limit = namespace === undefined ? undefined : `only namespace ${namespace} was searched`;
  const isThere = pods.seen ? seenIn(named, pods.partly, !named) : pods;
  return { ...NOWHERE, pods, limit: limit ?? partlyOf(pods), exists: exists ?? isThere };
}

function resourceOf(kind: 'ServiceAccount' | WorkloadKind): Resource {
  return kind === 'ServiceAccount' ? 'serviceaccounts' : (WORKLOADS.get(kind) ?? 'deployments');
}

async function thereIs(
  resource: Resource,
  { namespace, name }: { readonly namespace: string | undefined; readonly name: string },
  evidence: Looks,
): Promise<Seen<boolean>> {
  const found = await evidence.look({ resource, namespace, name });
  return existsIn(found);
}

function existsIn(found: Seen<readonly RawObject[]>): Seen<boolean> {
  if (!found.seen) return found;
  const isNone = found.value.length === 0;
  return seenIn(!isNone, found.partly, isNone);
}

/** Its Pods alone: the whole cluster's may be a hundred thousand. */
async function node(name: string, evidence: Looks): Promise<Place> {
  const [pods, found] = await Promise.all([
    evidence.look({ resource: 'pods', node: name }),
    evidence.look({ resource: 'nodes', name }),
  ]);
  const raw = found.seen ? found.value : [];
  const nodes = new Set([name]);
  const limit = `only the Pods of node ${name} were listed`;
  return { pods, limit, nodes, hosts: hostsOf(nodes, raw), exists: existsIn(found) };
}

async function zone(name: string, evidence: Looks): Promise<Place> {
  const labels = new Map([[ZONE, name]]);
  const [pods, found] = await Promise.all([
    evidence.look({ resource: 'pods' }),
    evidence.look({ resource: 'nodes', labels }),
  ]);
  // Without its nodes nothing is known of a zone.
  if (!found.seen) return { ...NOWHERE, pods: found, limit: undefined, exists: found };
  const nodes = new Set(found.value.map(nameOf));
  const exists = existsIn(found);
  return { pods, limit: partlyOf(pods), nodes, hosts: hostsOf(nodes, found.value), exists };
}

/**
 * By its name, its label and its address of type Hostname; also as CSI sidecars write them, with
 * "-" for what is neither letter nor digit (csi-lib-utils leaderelection, sanitizeName).
 */
function hostsOf(
  nodes: ReadonlySet<string>,
  raw: readonly RawObject[],
): ReadonlyMap<string, string> {
  const labelled = raw.flatMap((it) => {
    const host = stringMap(object(it['metadata'])['labels']).get('kubernetes.io/hostname');
    return host === undefined ? [] : [[host, nameOf(it)] as const];
  });
  const named = [...nodes].map((name) => [name, name] as const);
  const all = [...labelled, ...named];
  return new Map([...all.map(([host, of]) => [sanitized(host), of] as const), ...all]);
}

function sanitized(host: string): string {
  const name = host.replace(/[^A-Za-z0-9-]/g, '-');
  return name.endsWith('-') ? `${name}X` : name;
}

function nameOf(raw: RawObject): string {
  return text(object(raw['metadata'])['name']) ?? '';
}

function partlyOf(seen: Seen<unknown>): string | undefined {
  return seen.seen ? seen.partly : undefined;
}
