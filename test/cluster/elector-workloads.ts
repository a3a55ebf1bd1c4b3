// The workloads in which controllers really run, around the same Pod (data).
export interface WorkloadOf {
  readonly metadata: { readonly namespace: string; readonly name: string };
  readonly labels: Readonly<Record<string, string>>;
  readonly replicas: number;
  readonly pod: object;
}

/** Of each kind the object that makes the Pods. */
export const workloads = {
  Deployment: ({ metadata, labels, replicas, pod }) => ({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: pod },
    },
  }),
  StatefulSet: ({ metadata, labels, replicas, pod }) => ({
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata,
    spec: {
      replicas,
      serviceName: metadata.name,
      podManagementPolicy: 'Parallel',
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: pod },
    },
  }),
  // One Pod, because the electors' Pods run on the real node alone.
  DaemonSet: ({ metadata, labels, pod }) => ({
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata,
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: pod } },
  }),
  Job: (of) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: of.metadata,
    spec: { parallelism: of.replicas, completions: of.replicas, template: toItsEnd(of) },
  }),
  /** Its Pods' host names are the Job's name and an index, and not their own. */
  IndexedJob: (of) => ({
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: of.metadata,
    spec: {
      completionMode: 'Indexed',
      parallelism: of.replicas,
      completions: of.replicas,
      template: toItsEnd(of),
    },
  }),
  /** It makes no Job before somebody tells it to. */
  CronJob: (of) => ({
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: of.metadata,
    spec: {
      schedule: '0 0 1 1 *',
      suspend: true,
      jobTemplate: { spec: { template: toItsEnd(of) } },
    },
  }),
  Pod: ({ metadata, labels, pod }) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { ...metadata, labels },
    spec: pod,
  }),
} as const satisfies Record<string, (of: WorkloadOf) => object>;

/** Or a manifest in the kubelet's own folder (static-pods.ts). */
export type Workload = keyof typeof workloads | 'StaticPod';

function toItsEnd({ labels, pod }: WorkloadOf): object {
  return { metadata: { labels }, spec: { ...pod, restartPolicy: 'OnFailure' } };
}
