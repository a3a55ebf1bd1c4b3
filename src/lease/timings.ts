// How the writers of Leases time their renewals, where nothing else tells (data).
import type { Kind } from './kind.ts';
import type { Lease } from './lease.ts';
import type { Verdict } from './verdict.ts';

/** Seconds, in client-go's words; what a program does not say is undefined. */
export interface Timings {
  readonly leaseDuration: number;
  /** How long a leader tries to renew before it gives up. */
  readonly renewDeadline: number | undefined;
  /** How often it renews, and how often candidates look. */
  readonly retryPeriod: number;
  readonly by: string;
  /** It gives the Lease away when it is told to stop; undefined where that is not known. */
  readonly releases?: true;
}

/**
 * By leaseDurationSeconds, for programs that no other row knows.
 */
const BY_DURATION: readonly Timings[] = [
  // client-go tools/leaderelection, component-base config/v1alpha1, controller-runtime pkg/manager.
  { leaseDuration: 15, renewDeadline: 10, retryPeriod: 2, by: "client-go's usual 15/10/2" },
  // openshift/library-go pkg/config/leaderelection, and the same for a single node.
  {
    leaseDuration: 137,
    renewDeadline: 107,
    retryPeriod: 26,
    by: "OpenShift's usual 137/107/26",
    releases: true,
  },
  {
    leaseDuration: 270,
    renewDeadline: 240,
    retryPeriod: 60,
    by: "OpenShift's 270/240/60",
    releases: true,
  },
  // fluxcd/pkg runtime/leaderelection.
  { leaseDuration: 35, renewDeadline: 30, retryPeriod: 5, by: "Flux' usual 35/30/5" },
  // rancher/wrangler pkg/leader.
  { leaseDuration: 45, renewDeadline: 30, retryPeriod: 2, by: "Rancher's usual 45/30/2" },
  // kyverno pkg/leaderelection.
  { leaseDuration: 12, renewDeadline: 10, retryPeriod: 2, by: "Kyverno's usual 12/10/2" },
];

const BY_PROGRAM: ReadonlyMap<string, Timings> = new Map([
  // kubernetes-csi/csi-lib-utils leaderelection.
  [
    'CSI sidecar',
    { leaseDuration: 15, renewDeadline: 10, retryPeriod: 5, by: "a CSI sidecar's usual 15/10/5" },
  ],
  // cert-manager internal/apis/config/shared/v1alpha1.
  [
    'cert-manager',
    {
      leaseDuration: 60,
      renewDeadline: 40,
      retryPeriod: 15,
      by: "cert-manager's usual 60/40/15",
      releases: true,
    },
  ],
  // ingress-nginx internal/ingress/controller/status.go.
  [
    'ingress controller',
    {
      leaseDuration: 30,
      renewDeadline: 15,
      retryPeriod: 7.5,
      by: "ingress-nginx' usual 30/15/7.5",
    },
  ],
]);

/** pkg/kubelet/kubelet.go: a quarter of the term. pkg/controlplane/apiserver/server.go: 10 s. */
const HEARTBEATS: Readonly<Partial<Record<Kind, (term: number) => number>>> = {
  node: (term) => term / 4,
  apiserver: () => 10,
};

/** Libraries whose electors keep other times, by the manager that they write as (faults §0.1d). */
const OTHERS: ReadonlySet<string> = new Set([
  'fabric8-kubernetes-client',
  'Kubernetes Java Client',
  'OpenAPI-Generator',
  'kubert',
]);

/** What is usual for a Lease of this kind, of this program and with this term; undefined: nothing is. */
export function usualTimings(
  { durationSeconds: term, writers }: Lease,
  { kind, classification }: Pick<Verdict, 'kind' | 'classification'>,
): Timings | undefined {
  if (term === undefined) return undefined;
  const beats = HEARTBEATS[kind];
  if (beats) {
    const by = kind === 'node' ? "the kubelet's quarter of the term" : "an API server's usual 10s";
    return { leaseDuration: term, renewDeadline: undefined, retryPeriod: beats(term), by };
  }
  if (kind !== 'election' && kind !== 'coordinated') return undefined;
  if (writers.some(({ manager, ownsRenewTime }) => ownsRenewTime && OTHERS.has(manager))) {
    return undefined;
  }
  const own = BY_PROGRAM.get(classification.program ?? '');
  if (own?.leaseDuration === term) return own;
  return BY_DURATION.find(({ leaseDuration }) => leaseDuration === term);
}
