// Findings about the name of a Lease and the namespace that it is kept in.
import { classify } from './classify.ts';
import type { Finding, Found } from './finding.ts';
import {
  CROSS_NAMESPACE,
  INITIAL_NAMESPACES,
  LEASE_NAMES,
  WORKLOAD_CREATION,
} from './findings-sources.ts';
import { listed, plural } from './findings-words.ts';
import type { Kind } from './kind.ts';
import type { Lease } from './lease.ts';
import { isKubebuilderId } from './shape.ts';

/** Words that belong to no product. */
const NOBODYS: ReadonlySet<string> = new Set([
  ...[
    'leader',
    'leaderelection',
    'election',
    'elector',
    'elect',
    'lease',
    'lock',
    'locks',
    'mutex',
  ],
  ...['controller', 'controllers', 'manager', 'operator', 'operators', 'worker', 'master'],
  ...['resource', 'helper', 'service', 'server', 'app', 'application', 'main', 'primary'],
  ...['my', 'the', 'a', 'test', 'example', 'demo', 'sample', 'default', 'id', 'name'],
  ...['k8s', 'kubernetes'],
]);

/** Not coordinated ones, which are the control plane's own. */
const NAMED: ReadonlySet<Kind> = new Set(['election', 'lock', 'unknown']);

/** Where programs of any origin are put: names that several come with by default meet there. */
const SHARED: ReadonlySet<string> = new Set(['default', 'kube-system', 'kube-public']);

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Of a program that is known by its name, the name says enough. */
export function nameSaysNothing({ who }: Found): Finding | undefined {
  const { lease, verdict } = who;
  const { namespace, name } = lease.ref;
  if (!NAMED.has(verdict.kind) || verdict.classification.program !== undefined) return undefined;
  const why = whyItSaysNothing(name);
  if (why === undefined) return undefined;
  const shared = SHARED.has(namespace);
  const made = isKubebuilderId(name);
  return {
    id: 'name-says-nothing',
    severity: shared && !made ? 'medium' : 'low',
    what: made
      ? 'its name is a random number: it does not say which program it belongs to'
      : `its name does not say whose it is${shared ? ': another program may come with the same' : ''}`,
    evidence: [
      why,
      ...(shared ? [`namespace ${namespace} is shared by programs of any origin`] : []),
    ],
    advice: 'name it after its product or component, in the program itself: a Lease is not renamed',
    source: LEASE_NAMES,
  };
}

function whyItSaysNothing(name: string): string | undefined {
  if (name === '' || name.length > 253) return undefined;
  if (isKubebuilderId(name)) {
    const dot = name.indexOf('.');
    return `${name.slice(0, dot)} is a random number that kubebuilder made up; ${name.slice(dot + 1)} is all that it says`;
  }
  if (UUID.test(name)) return 'it is a random id';
  const words = name.toLowerCase().split(/[-.]/);
  return words.every((word) => NOBODYS.has(word) || /^\d*$/.test(word))
    ? `each of its words is anybody's: ${listed(words)}`
    : undefined;
}

/** Others than its own from which on a namespace counts as a place for all. */
const CROWD = 3;

/** The control plane keeps its own Leases in kube-system, which is there for them. */
const AT_HOME: ReadonlySet<string> = new Set(['Kubernetes', 'managed control plane']);

export function crowdedNamespace({ neighbours, who }: Found): Finding | undefined {
  const { lease, verdict } = who;
  if (verdict.kind !== 'election' || !neighbours?.seen) return undefined;
  if (AT_HOME.has(verdict.classification.program ?? '')) return undefined;
  const own = whose(lease);
  const elections = neighbours.value.filter((it) => classify(it).kind === 'election');
  const strangers = new Set(elections.flatMap((it) => whose(it) ?? []));
  if (own === undefined) return undefined;
  strangers.delete(own);
  if (strangers.size < CROWD) return undefined;
  const { namespace } = lease.ref;
  return {
    id: 'crowded-namespace',
    severity: 'low',
    what: `${namespace} holds the elections of ${plural(strangers.size + 1, 'program')}: who may write there may take them all`,
    evidence: [
      `${plural(elections.length, 'other election')} in ${namespace}, written by ${listed([...strangers].sort())}`,
      `this one is written by ${own}`,
    ],
    advice: 'keep it in a namespace of its own workload',
    source: WORKLOAD_CREATION,
  };
}

/** The program, or the field manager that renews it; a person's edit is no program. */
function whose(lease: Lease): string | undefined {
  const { program } = classify(lease);
  if (program !== undefined) return program;
  const manager = lease.writers.find(({ ownsRenewTime }) => ownsRenewTime)?.manager;
  return manager === undefined || manager === '' || manager.startsWith('kubectl')
    ? undefined
    : manager;
}

/** Only of a holder whose Pod is certain: a name alone may be that of another's Pod. */
export function foreignNamespace({ who }: Found): Finding | undefined {
  const { lease, verdict, pod } = who;
  if (verdict.holder.confidence !== 'certain' || !pod?.seen || pod.value === undefined)
    return undefined;
  const { namespace } = lease.ref;
  const home = pod.value.ref.namespace;
  if (home === namespace) return undefined;
  return {
    id: 'foreign-namespace',
    severity: 'low',
    what: `it is kept in ${namespace}, which is not the namespace of its holder`,
    evidence: [
      `its holder is Pod ${home}/${pod.value.ref.name}`,
      `its election hangs on rights in ${namespace}, and on that namespace being there`,
    ],
    advice: `keep it in ${home}: most programs have a flag such as --leader-election-namespace`,
    source: SHARED.has(namespace) ? INITIAL_NAMESPACES : CROSS_NAMESPACE,
  };
}
