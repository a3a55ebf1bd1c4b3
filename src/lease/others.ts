// Programs whose Leases are no elections, though some are written by an election library (data).
import type { Kind, KindConfidence, Writes } from './kind.ts';
import type { Signs } from './signs.ts';

export interface OtherProgram {
  readonly program: string;
  readonly kind: Kind;
  readonly signs: Signs;
  readonly confidence: KindConfidence;
  readonly why: string;
  readonly command?: string;
  readonly writes?: Writes;
  readonly holderInName?: string;
}

/** hashicorp/terraform internal/backend/remote-state/kubernetes/client.go; OpenTofu keeps the same. */
const TERRAFORM = {
  program: 'Terraform',
  kind: 'lock',
  command: 'terraform force-unlock HOLDER',
  writes: 'id',
} as const;

/** gardener/etcd-druid internal/component/{memberlease,snapshotlease}; the holder is parsed. */
const DRUID = { program: 'etcd-druid', kind: 'data', writes: 'id' } as const;

const SHARE_MANAGER = { program: 'Longhorn share-manager', kind: 'data', writes: 'node' } as const;

/** medik8s/common pkg/lease/manager.go; named `<kind>-<name>`, released by deletion. */
const MEDIK8S = {
  program: 'medik8s',
  kind: 'lock',
  command: 'kubectl get nodemaintenances.nodemaintenance.medik8s.io',
  writes: 'id',
} as const;

/** cloudnative-pg internal/controller (reconcilePrimaryLease), cmd/manager/instance/run/lease. */
const CNPG = {
  program: 'CloudNativePG',
  kind: 'mutex',
  command: 'kubectl cnpg promote -n NAMESPACE NAME INSTANCE',
  writes: 'pod',
} as const;

export const OTHERS: readonly OtherProgram[] = [
  {
    ...TERRAFORM,
    signs: { annotation: 'app.terraform.io/lock-info' },
    confidence: 'certain',
    why: 'Terraform describes its lock in the annotation app.terraform.io/lock-info',
  },
  {
    ...TERRAFORM,
    signs: { label: 'tfstate', labelValue: 'true' },
    confidence: 'certain',
    why: 'Terraform labels its lock tfstate=true',
  },
  {
    ...TERRAFORM,
    signs: { namePrefix: 'lock-tfstate-' },
    confidence: 'likely',
    why: "it is named as a lock of Terraform's kubernetes backend",
  },
  {
    ...CNPG,
    signs: { owner: { group: 'postgresql.cnpg.io', kind: 'Cluster', namePrefix: '' } },
    confidence: 'certain',
    why: 'a PostgreSQL Cluster of that name owns it: its holder is the primary',
  },
  {
    ...CNPG,
    signs: { label: 'cnpg.io/cluster' },
    confidence: 'likely',
    why: 'it is labelled as part of a PostgreSQL Cluster: its holder is the primary',
  },
  {
    ...DRUID,
    signs: { owner: { group: 'druid.gardener.cloud', kind: 'Etcd' }, identity: /^[0-9a-f]+:/ },
    confidence: 'certain',
    why: 'an Etcd owns it: its holder is the id and role of a member',
    holderInName: '',
  },
  {
    ...DRUID,
    signs: { owner: { group: 'druid.gardener.cloud', kind: 'Etcd' } },
    confidence: 'certain',
    why: 'an Etcd owns it: its holder is a value that etcd-druid reads',
  },
  {
    ...DRUID,
    signs: { identity: /^[0-9a-f]{1,16}:(Leader|Member)$/ },
    confidence: 'likely',
    why: 'its holder has the form of the id and role of an etcd member',
    holderInName: '',
  },
  ...['-full-snap', '-delta-snap'].map((nameSuffix) => ({
    ...DRUID,
    signs: { nameSuffix },
    confidence: 'likely' as const,
    why: "it is named after an etcd's snapshots: its holder is a revision",
  })),
  {
    ...MEDIK8S,
    signs: { owner: { group: '', kind: 'Node', namePrefix: 'node-' } },
    confidence: 'certain',
    why: 'it is named after the Node that owns it, which an operator has locked',
  },
  {
    ...MEDIK8S,
    // The default; LEASE_NAMESPACE may name another.
    signs: { namespace: 'medik8s-leases' },
    confidence: 'likely',
    why: 'operators lock Nodes by Leases of namespace medik8s-leases',
  },
  {
    ...SHARE_MANAGER,
    // longhorn-manager controller/share_manager_controller.go (createLeaseManifest).
    signs: { owner: { group: 'longhorn.io', kind: 'ShareManager' } },
    confidence: 'certain',
    why: 'a ShareManager owns it: its holder is the node that serves the volume',
  },
  {
    ...SHARE_MANAGER,
    signs: { namespace: 'longhorn-system', namePrefix: 'pvc-' },
    confidence: 'likely',
    why: 'it is named after a volume: its holder is the node that serves it',
  },
  {
    program: 'k0s',
    kind: 'data',
    // k0s docs/nllb.md, pkg/component/controller/leasecounter.go: one for each controller.
    signs: { namespace: 'kube-node-lease', namePrefix: 'k0s-ctrl-' },
    confidence: 'likely',
    why: 'k0s counts its controllers by these: a sign of life',
    writes: 'id',
    holderInName: 'k0s-ctrl-',
  },
  {
    program: 'Vertical Pod Autoscaler',
    kind: 'data',
    // kubernetes/autoscaler vertical-pod-autoscaler/pkg/utils/status.
    signs: { name: 'vpa-admission-controller' },
    confidence: 'likely',
    why: 'the admission controller shows by it that it serves; the updater reads it',
    writes: 'host',
  },
  {
    program: 'Gardener',
    kind: 'data',
    // gardener/gardener pkg/apis/core/v1beta1 (GardenerSeedLeaseNamespace).
    signs: { namespace: 'gardener-system-seed-lease' },
    confidence: 'likely',
    why: 'a gardenlet shows by it that its Seed is alive',
    writes: 'id',
  },
  {
    program: 'Gardener',
    kind: 'data',
    // gardener/gardener pkg/extensions (HeartBeatResourceName).
    signs: { name: 'gardener-extension-heartbeat' },
    confidence: 'likely',
    why: 'an extension of Gardener shows by it that it is alive',
  },
  {
    program: 'Karmada',
    kind: 'data',
    // karmada-io/karmada pkg/controllers/status (cluster lease).
    signs: { namespace: 'karmada-cluster' },
    confidence: 'likely',
    why: 'a karmada-agent shows by it that its cluster is alive',
    writes: 'id',
  },
  {
    program: 'Open Cluster Management',
    kind: 'data',
    // open-cluster-management-io/ocm pkg/registration/spoke/lease.
    signs: { name: 'managed-cluster-lease' },
    confidence: 'likely',
    why: 'a klusterlet shows by it that its cluster is alive',
  },
  {
    program: 'Solo',
    kind: 'lock',
    // hiero-ledger/solo: the holder is JSON with the user, host and process that took it.
    signs: { identity: /^\{"username":/ },
    confidence: 'likely',
    why: 'its holder is a description of a command that runs',
    writes: 'id',
  },
];
