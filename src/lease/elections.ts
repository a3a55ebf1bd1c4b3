// Well-known elections by their Leases' names, and what their holders name (data).
// Sources: each program's repository; rows without one are in its documentation or source as named.
import type { Writes } from './kind.ts';
import type { Signs } from './signs.ts';

export interface ElectionProgram {
  readonly program: string;
  readonly names?: readonly string[];
  readonly signs?: Signs;
  /** An identity with a uuid or another mark of its own says by itself what it is. */
  readonly writes: Writes;
  readonly readBy?: string;
}

/** kube-vip pkg/election/election.go: the node that holds it answers for the address. */
const KUBE_VIP = { program: 'kube-vip', writes: 'node' } as const;

/** knative/pkg leaderelection: one Lease for each share of the keys. */
const KNATIVE_SHARE = /\.\d{2}-of-\d{2}$/;

export const ELECTIONS: readonly ElectionProgram[] = [
  // kubernetes/kubernetes cmd/kube-controller-manager, cmd/kube-scheduler, pkg/controlplane.
  {
    program: 'Kubernetes',
    names: [
      'kube-controller-manager',
      'kube-scheduler',
      'cloud-controller-manager',
      'cloud-provider-extraction-migration',
      'leader-election-controller',
    ],
    writes: 'host',
  },
  // kubernetes/autoscaler; vpa-admission-controller is no election.
  {
    program: 'autoscaler',
    names: ['cluster-autoscaler', 'vpa-recommender', 'vpa-recommender-lease', 'vpa-updater'],
    writes: 'host',
  },
  // kubernetes-csi/csi-lib-utils leaderelection: the host name with other characters made "-".
  {
    program: 'CSI sidecar',
    names: ['snapshot-controller-leader'],
    writes: 'host',
  },
  ...[
    'external-attacher-leader-',
    'external-resizer-',
    'external-snapshotter-leader-',
    'external-health-monitor-leader-',
  ].map((namePrefix): ElectionProgram => {
    return { program: 'CSI sidecar', signs: { namePrefix }, writes: 'host' };
  }),
  // cert-manager cmd/controller, cmd/cainjector.
  {
    program: 'cert-manager',
    names: ['cert-manager-controller', 'cert-manager-cainjector-leader-election'],
    writes: 'host',
  },
  // kubernetes/ingress-nginx internal/ingress/controller/status.go; nginx/kubernetes-ingress.
  {
    program: 'ingress controller',
    names: ['ingress-controller-leader', 'nginx-ingress-leader-election'],
    writes: 'pod',
  },
  // istio/istio pilot/pkg/leaderelection: POD_NAME.
  ...['istio-gateway-', 'istio-status-', 'istio-leader', 'istio-namespace-controller-'].map(
    (namePrefix): ElectionProgram => ({ program: 'Istio', signs: { namePrefix }, writes: 'pod' }),
  ),
  // cilium/cilium operator, pkg/l2announcer.
  { program: 'Cilium operator', names: ['cilium-operator-resource-lock'], writes: 'node' },
  { program: 'Cilium', signs: { namePrefix: 'cilium-l2announce-' }, writes: 'node' },
  // ovn-org/ovn-kubernetes go-controller: the node's name.
  { program: 'OVN-Kubernetes', signs: { namePrefix: 'ovn-kubernetes-master' }, writes: 'node' },
  // argoproj: argo-rollouts controller, argo-workflows cmd/workflow-controller.
  {
    program: 'Argo Rollouts',
    signs: { namePrefix: 'argo-rollouts-controller-lock' },
    writes: 'host',
  },
  { program: 'Argo Workflows', signs: { namePrefix: 'workflow-controller' }, writes: 'pod' },
  // knative/serving pkg/autoscaler/bucket; Tekton uses the same library.
  {
    program: 'Knative Serving',
    signs: { namePrefix: 'autoscaler-bucket-' },
    writes: 'pod',
    readBy: 'activators and the other autoscalers send their metrics to the address in the holder',
  },
  { program: 'Knative or Tekton', signs: { namePattern: KNATIVE_SHARE }, writes: 'host' },
  // kyverno pkg/leaderelection: KYVERNO_POD_NAME.
  {
    program: 'Kyverno',
    names: [
      'kyverno',
      'kyverno-health',
      'kyverno-admission-controller',
      'kyverno-background-controller',
      'kyverno-cleanup-controller',
      'kyverno-reports-controller',
    ],
    writes: 'pod',
  },
  {
    ...KUBE_VIP,
    names: ['plndr-cp-lock'],
    readBy: "the node in it answers for the control plane's address; with another, no node does",
  },
  {
    ...KUBE_VIP,
    names: ['plndr-svcs-lock'],
    readBy: 'the node in it answers for the addresses of Services; with another, no node does',
  },
  {
    ...KUBE_VIP,
    signs: { namePrefix: 'kubevip-' },
    readBy: "the node in it answers for the Service's address; with another, no node does",
  },
  // longhorn-manager upgrade/upgrade.go, app/daemon.go: the node's name.
  {
    program: 'Longhorn',
    names: ['longhorn-manager-upgrade-lock', 'longhorn-manager-webhook-lock'],
    writes: 'node',
  },
  // strimzi, kubevirt, linkerd2, spring-cloud-kubernetes, rancher/wrangler, k3s-io/k3s.
  { program: 'Strimzi', names: ['strimzi-cluster-operator'], writes: 'pod' },
  { program: 'KubeVirt', names: ['virt-controller', 'virt-operator'], writes: 'host' },
  {
    program: 'Linkerd',
    names: ['policy-controller-write', 'linkerd-destination-endpoint-write'],
    writes: 'host',
  },
  { program: 'Spring Cloud', names: ['spring-k8s-leader-election-lock'], writes: 'host' },
  {
    program: 'Rancher',
    names: ['cattle-controllers', 'k3s', 'k3s-etcd', 'rke2', 'rke2-etcd'],
    writes: 'host',
  },
  // k0s docs/nllb.md; beside it k0s-ctrl-*, which are no elections.
  { program: 'k0s', signs: { namespace: 'kube-node-lease', namePrefix: 'k0s-' }, writes: 'id' },
  // DataDog/datadog-agent pkg/util/kubernetes/apiserver/leaderelection (GetLeaderIP).
  {
    program: 'Datadog',
    names: ['datadog-leader-election'],
    writes: 'pod',
    readBy: 'followers forward requests to the Pod that it names',
  },
  { program: 'Elastic Agent', names: ['elastic-agent-cluster-leader'], writes: 'pod' },
  // node-feature-discovery pkg/nfd-master: NODE_NAME and a uuid.
  { program: 'NFD', names: ['nfd-master.nfd.kubernetes.io'], writes: 'node' },
  // Managed control planes, as seen on EKS and GKE.
  {
    program: 'managed control plane',
    names: [
      'addon-manager',
      'cp-vpc-resource-controller',
      'eks-certificates-controller',
      'eks-coredns-autoscaler',
      'gcp-controller-manager',
      'gke-common-webhook-lock',
      'ingress-gce-lock',
      'kms-storage-migrator-lease',
      'kubelet-serving-csr-approver',
      'managed-certificate-controller',
    ],
    writes: 'host',
  },
];
