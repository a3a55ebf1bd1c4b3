// A small cluster for the tests of holdings: Pods and Leases in a list, and what may not be seen of them.
import { lookIn } from '../../src/archive/looks.ts';
import type { Evidence, Page } from '../../src/lease/evidence.ts';
import type { Target } from '../../src/lease/holding-target.ts';
import { holdingsOf, type Holdings } from '../../src/lease/holdings.ts';
import { leaseFrom, type Lease, type RawObject } from '../../src/lease/lease.ts';
import type { Look, Resource } from '../../src/lease/look.ts';
import { clock, rawLease, type LeaseOptions } from './leases.ts';

export interface PodOptions {
  readonly namespace?: string;
  readonly name: string;
  readonly node: string;
  /** Of its ReplicaSet; none without. */
  readonly hash?: string;
  readonly ready?: boolean;
  readonly uid?: string;
  readonly account?: string;
  readonly mirror?: boolean;
  /** In the node's network, and with these flags. */
  readonly flags?: readonly string[];
}

export function pod(options: PodOptions): RawObject {
  const {
    namespace = 'payments',
    name,
    node,
    hash,
    ready = true,
    account,
    mirror,
    flags,
  } = options;
  const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', uid: 'rs', controller: true };
  return {
    kind: 'Pod',
    metadata: {
      ...{ namespace, name, uid: options.uid ?? `uid-${namespace}-${name}` },
      creationTimestamp: '2026-11-25T01:00:00Z',
      ...(hash ? { labels: { 'pod-template-hash': hash } } : {}),
      ...(hash ? { ownerReferences: [{ ...owner, name: `reconciler-${hash}` }] } : {}),
      ...(mirror ? { annotations: { 'kubernetes.io/config.mirror': 'x' } } : {}),
    },
    spec: {
      ...{
        nodeName: node,
        serviceAccountName: account,
        hostNetwork: mirror ?? flags !== undefined,
      },
      containers: [{ name: 'manager', args: flags ?? [] }],
    },
    status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }] },
  };
}

export function node(name: string, labels: Record<string, string> = {}): RawObject {
  return { kind: 'Node', metadata: { name, labels } };
}

export function held(by: string, options: LeaseOptions = {}): RawObject {
  return rawLease({ ...options, spec: { holderIdentity: by, ...options.spec } });
}

export interface Scene {
  readonly objects: readonly RawObject[];
  readonly refused?: readonly Resource[];
  /** Only these looks are refused. */
  readonly refuses?: (look: Look) => boolean;
  readonly narrowed?: string;
  /** Instead of one page of all Leases. */
  readonly pages?: readonly Pick<Page<RawObject>, 'items' | 'restarted'>[];
}

/** Answers as an archive of the whole cluster does; `looks` are the requests so far. */
export function evidenceOf(scene: Scene): { evidence: Evidence; looks: Look[] } {
  const { objects, refused = [], refuses = () => false, narrowed } = scene;
  const looks: Look[] = [];
  const whole = [...objects, { kind: 'Capture' }, { kind: 'Node', metadata: { name: 'other' } }];
  const leases = objects.filter((it) => it['kind'] === 'Lease');
  const evidence: Pick<Evidence, 'defaultNamespace' | 'leases' | 'look'> = {
    defaultNamespace: undefined,
    async *leases() {
      for (const page of scene.pages ?? [{ items: leases }]) {
        const items = Iterator.from(page.items).map(leaseFrom);
        const more = narrowed === undefined ? {} : { narrowed };
        yield await Promise.resolve<Page<Lease>>({ ...page, items, clock: clock(), ...more });
      }
    },
    look(look) {
      looks.push(look);
      if (refused.includes(look.resource) || refuses(look)) {
        return Promise.resolve({ seen: false, why: `cannot list ${look.resource} (forbidden)` });
      }
      return Promise.resolve(lookIn(whole, look));
    },
  };
  return { evidence: evidence as Evidence, looks };
}

export const UUID = '74b9fa94-33c1-481b-bd15-f159ceb3a089';
export const HASH = '5dd487bb7b';
export const LEADER = `reconciler-${HASH}-5ffjv`;
export const STANDBY = `reconciler-${HASH}-cskcm`;
export const NODE: Target = { kind: 'Node', name: 'w1' };

/** A leader on w1, and its standby on w2. */
export const LED = [
  node('w1'),
  pod({ name: LEADER, node: 'w1', hash: HASH, account: 'worker' }),
  pod({ name: STANDBY, node: 'w2', hash: HASH, account: 'worker' }),
  held(`${LEADER}_${UUID}`),
];

export function told(target: Target, scene: Scene): Promise<Holdings> {
  return holdingsOf(target, evidenceOf(scene).evidence, { objects: false });
}

/** "payments/reconciler by pod payments/x, likely" for each. */
export function lines({ items }: Holdings): string[] {
  return items.map(({ lease: { ref }, via, pod: by, verdict: { holder } }) => {
    const name = by ? `${by.ref.namespace}/${by.ref.name}` : holder.resolvesTo?.name;
    return `${ref.namespace}/${ref.name} by ${via} ${name ?? 'nobody'}, ${holder.confidence}`;
  });
}
