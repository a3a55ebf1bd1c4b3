// The forms that programs give their identities, with the part in them that names something (data).

export const HOLDER_FORMATS = [
  'empty',
  'node',
  'apiserver-uuid',
  'host-uuid',
  'host-hex',
  'host',
  'node-rand',
  'pod',
  'pod-ip',
  'pod-prefix',
  'pod-suffix',
  'ts-rand-driver',
  'member-role',
  'revision',
  'hex64',
  'uuid',
  'fence',
  'custom',
] as const;
export type HolderFormat = (typeof HOLDER_FORMATS)[number];

export interface IdentityForm {
  readonly format: HolderFormat;
  /** Its first group is the name; without one the identity names nothing that could be looked up. */
  readonly pattern: RegExp;
}

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** Every pattern is anchored at an end of fixed form, so none can run away. */
export const IDENTITY_FORMS: readonly IdentityForm[] = [
  // Ours: the visible holder of a fence.
  { format: 'fence', pattern: /^(kubectl-lease\/.+)$/s },
  // Most of all: host name and a uuid.
  { format: 'host-uuid', pattern: new RegExp(`^(.+)_${UUID}$`, 's') },
  // knative/serving pkg/autoscaler/bucket: POD_NAME and POD_IP.
  { format: 'pod-ip', pattern: /^(.+)_\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/s },
  { format: 'pod-ip', pattern: /^([a-z0-9.-]+)_[0-9a-f]{0,4}:[0-9a-f:.]{1,40}$/ },
  // cert-manager cmd/controller/app/controller.go.
  { format: 'pod-suffix', pattern: /^(.+)-external-cert-manager-controller$/s },
  // elastic/elastic-agent: with the agent's id where it does not know its Pod.
  { format: 'pod-prefix', pattern: new RegExp(`^elastic-agent-leader-${UUID}$`) },
  { format: 'pod-prefix', pattern: /^elastic-agent-leader-(.+)$/s },
  // kubernetes-csi/external-provisioner, 2021 to 2026: milliseconds, a random number, the driver.
  { format: 'ts-rand-driver', pattern: /^\d{13}-\d{1,4}-/ },
  // gardener/etcd-druid: a member's id and role.
  { format: 'member-role', pattern: /^[0-9a-f]{1,16}:(?:Leader|Member)$/ },
  // k0s: the id of one run of the controller.
  { format: 'hex64', pattern: /^[0-9a-f]{64}$/ },
  // GKE's control plane: host name and five random hexadecimal digits.
  { format: 'host-hex', pattern: /^(gke-.+-vm)_[0-9a-f]{4,6}$/s },
  { format: 'uuid', pattern: new RegExp(`^${UUID}$`) },
];

/** Forms that only mean something in Leases of their own program: a Pod's name ends much alike. */
export const OWN_FORMS: ReadonlyMap<string, IdentityForm> = new Map([
  ['Cilium operator', { format: 'node-rand', pattern: /^(.+)-[A-Za-z0-9]{10}$/s }],
  ['managed control plane', { format: 'host-hex', pattern: /^(.+)_[0-9a-f]{4,6}$/s }],
  ['etcd-druid', { format: 'revision', pattern: /^\d{1,20}$/ }],
]);
