// The flags by which `who-holds` is asked the other way round: of whom it tells what that one holds.
import { Flags } from '@oclif/core';
import { failure } from '../errors.ts';
import type { NamespacedTarget, Target, WorkloadKind } from '../lease/holding-target.ts';

const of = (helpValue: string, description: string) => Flags.string({ helpValue, description });

export const holdingsFlags = {
  pod: of('POD', 'list what this Pod holds; POD is NAME or NAMESPACE/NAME'),
  node: of('NODE', 'list what the Pods of this node hold, in the order to move it'),
  zone: of('ZONE', 'the same for all nodes labelled topology.kubernetes.io/zone=ZONE'),
  serviceaccount: of('ACCOUNT', 'list what the Pods of this ServiceAccount hold'),
  workload: of('KIND/NAME', 'list what the Pods of this workload hold, as in deploy/x'),
};

const GROUP = ['pod', 'node', 'zone', 'serviceaccount', 'workload'] as const;
type FlagName = (typeof GROUP)[number];

/** The words that kubectl takes for each kind. */
const KINDS: ReadonlyMap<string, WorkloadKind> = new Map(
  (
    [
      ['Deployment', 'deployment deployments deploy deployment.apps deployments.apps'],
      ['StatefulSet', 'statefulset statefulsets sts statefulset.apps statefulsets.apps'],
      ['DaemonSet', 'daemonset daemonsets ds daemonset.apps daemonsets.apps'],
      ['ReplicaSet', 'replicaset replicasets rs replicaset.apps replicasets.apps'],
      ['Job', 'job jobs job.batch jobs.batch'],
    ] as const
  ).flatMap(([kind, words]) => words.split(' ').map((word) => [word, kind] as const)),
);

/** Undefined where none of these flags was given; throws a Failure in cobra's words for two. */
export function targetOf(
  flags: Readonly<Partial<Record<FlagName | 'namespace', string | undefined>>>,
  positionals: readonly string[],
): Target | undefined {
  const given = GROUP.filter((name) => flags[name] !== undefined);
  const [flag, another] = given;
  if (flag === undefined) return undefined;
  if (another !== undefined) {
    // MarkFlagsMutuallyExclusive of spf13/cobra, flag_groups.go.
    throw failure(
      `if any flags in the group [${GROUP.join(' ')}] are set none of the others can be; [${given.sort().join(' ')}] were all set`,
    );
  }
  const [name] = positionals;
  if (name !== undefined) {
    throw failure(
      `--${flag} lists what it holds: it does not go with the name of a Lease, "${name}"`,
    );
  }
  return targetFrom(flag, flags[flag] ?? '', flags.namespace);
}

function targetFrom(flag: FlagName, value: string, namespace: string | undefined): Target {
  if (value === '') throw failure(`--${flag} takes a name`);
  switch (flag) {
    case 'node':
      return { kind: 'Node', name: value.replace(/^(nodes?|no)\//, '') };
    case 'zone':
      return { kind: 'Zone', name: value };
    case 'pod':
      return within(flag, 'Pod', value.replace(/^(pods?|po)\//, ''), namespace);
    case 'serviceaccount':
      return within(
        flag,
        'ServiceAccount',
        value.replace(/^(serviceaccounts?|sa)\//, ''),
        namespace,
      );
    case 'workload':
      return workload(value, namespace);
  }
}

/** NAME or NAMESPACE/NAME. */
function within(
  flag: FlagName,
  kind: NamespacedTarget['kind'],
  value: string,
  namespace: string | undefined,
): Target {
  const [first = '', second, third] = value.split('/');
  if (second === undefined) return { kind, namespace, name: first };
  if (first === '' || second === '' || third !== undefined) {
    throw failure(`invalid --${flag} "${value}": it is NAME or NAMESPACE/NAME`);
  }
  if (namespace !== undefined && namespace !== first) {
    throw failure(`--${flag} ${value} is in namespace ${first}, but -n says ${namespace}`);
  }
  return { kind, namespace: first, name: second };
}

function workload(value: string, namespace: string | undefined): Target {
  const [word = '', name, more] = value.split('/');
  const kind = KINDS.get(word.toLowerCase());
  if (kind === undefined || !name || more !== undefined) {
    throw failure(
      `invalid --workload "${value}": it is KIND/NAME, where KIND is deployment, statefulset, daemonset, replicaset or job`,
    );
  }
  return { kind, namespace, name };
}
