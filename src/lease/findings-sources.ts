// The pages that findings rest on (data). Each was read for the sentence that carries the claim.
import { PRACTICES, SITE } from './authority-escalations.ts';
import type { Source } from './finding.ts';

/** The good practice of names: "obviously linked to the product or component". */
export const LEASE_NAMES: Source = {
  title: 'lease names',
  url: `${SITE}/concepts/architecture/leases/#custom-workload`,
};

/** "For every Node, there is a Lease object with a matching name"; the kubelet updates it. */
export const NODE_HEARTBEATS: Source = {
  title: 'node heartbeats',
  url: `${SITE}/concepts/architecture/leases/#node-heart-beats`,
};

/** Expired Leases of API servers that are gone are collected after an hour. */
export const API_SERVER_IDENTITY: Source = {
  title: 'API server identity',
  url: `${SITE}/concepts/architecture/leases/#api-server-identity`,
};

/** holderIdentity, leaseDurationSeconds, renewTime, leaseTransitions. */
export const LEASE_API: Source = {
  title: 'lease reference',
  url: `${SITE}/reference/kubernetes-api/coordination/lease-v1/#LeaseSpec`,
};

/** Candidates whose strategies conflict: the Lease is not operated until that is resolved. */
export const CANDIDATE_API: Source = {
  title: 'lease candidate reference',
  url: `${SITE}/reference/kubernetes-api/coordination/lease-candidate-v1beta1/#LeaseCandidateSpec`,
};

/** How a Lease that is not renewed expires; how candidates are chosen; the gate that it needs. */
export const COORDINATED: Source = {
  title: 'coordinated leader election',
  url: `${SITE}/concepts/cluster-administration/coordinated-leader-election/`,
};

/** No fencing; LeaseDuration against RenewDeadline; clocks; the rate of transitions. */
export const CLIENT_GO: Source = {
  title: 'client-go leaderelection',
  url: 'https://pkg.go.dev/k8s.io/client-go/tools/leaderelection',
};

/** What LeaseDuration, RenewDeadline and RetryPeriod are, and what core clients set them to. */
export const CLIENT_GO_CONFIG: Source = {
  title: 'client-go leaderelection',
  url: 'https://pkg.go.dev/k8s.io/client-go/tools/leaderelection#LeaderElectionConfig',
};

/** Ready: "the Pod is able to serve requests". */
export const POD_CONDITIONS: Source = {
  title: 'pod conditions',
  url: `${SITE}/concepts/workloads/pods/pod-lifecycle/#pod-conditions`,
};

export const POD_TERMINATION: Source = {
  title: 'pod termination',
  url: `${SITE}/concepts/workloads/pods/pod-lifecycle/#pod-termination`,
};

/** Ready is Unknown once the node controller has not heard for the grace period. */
export const NODE_CONDITIONS: Source = {
  title: 'node conditions',
  url: `${SITE}/reference/node/node-status/#condition`,
};

/** Who owns a field, and that whoever sets it takes it over. */
export const FIELD_MANAGERS: Source = {
  title: 'field managers',
  url: `${SITE}/reference/using-api/server-side-apply/#managers`,
};

/** resourceNames, and that create and deletecollection cannot be limited by them. */
export const RESOURCE_NAMES: Source = {
  title: 'rbac reference',
  url: `${SITE}/reference/access-authn-authz/rbac/#referring-to-resources`,
};

export const LEAST_PRIVILEGE: Source = {
  title: 'rbac good practices',
  url: `${PRACTICES}#least-privilege`,
};

/** "namespaces should be used to separate resources requiring different levels of trust". */
export const WORKLOAD_CREATION: Source = {
  title: 'rbac good practices',
  url: `${PRACTICES}#workload-creation`,
};

/** A Pod that names no ServiceAccount runs as the default one of its namespace. */
export const DEFAULT_ACCOUNTS: Source = {
  title: 'service accounts',
  url: `${SITE}/concepts/security/service-accounts/#default-service-accounts`,
};

/** Access to another namespace hangs on a RoleBinding there. */
export const CROSS_NAMESPACE: Source = {
  title: 'service accounts',
  url: `${SITE}/concepts/security/service-accounts/#cross-namespace`,
};

/** An API server checks by its own clock whether a token has expired, or is valid yet. */
export const TOKEN_CHECKS: Source = {
  title: 'service accounts',
  url: `${SITE}/concepts/security/service-accounts/#authenticating-credentials`,
};

/** What `default` and `kube-system` are for. */
export const INITIAL_NAMESPACES: Source = {
  title: 'namespaces',
  url: `${SITE}/concepts/overview/working-with-objects/namespaces/#initial-namespaces`,
};
