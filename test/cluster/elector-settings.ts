// How an elector campaigns: the usual way, and the variants that clusters really have.
export interface ElectorSettings {
  /** What it writes as the holder. */
  readonly identity: 'hostname-uuid' | 'hostname' | 'pod-name' | 'pod-uid';
  /** In the node's network; its host name is then the node's, not the Pod's. */
  readonly hostNetwork: boolean;
  /** A second container in the Pod, which has nothing to do with the election. */
  readonly secondContainer: boolean;
  /** Gives the Lease away when it is told to stop. */
  readonly releaseOnCancel: boolean;
  /** How many seconds its work goes on after it was told to stop. */
  readonly workAfterStopSeconds: number;
  /** Takes part in a coordinated election; the cluster has to be coordinated too. */
  readonly coordinated: boolean;
  /** How many seconds its clock is ahead, by the times that it writes; negative: behind. */
  readonly clockSkewSeconds: number;
  /** LeaseDuration, RenewDeadline and RetryPeriod. */
  readonly seconds: readonly [number, number, number];
}

const usual: ElectorSettings = {
  identity: 'hostname-uuid',
  hostNetwork: false,
  secondContainer: false,
  releaseOnCancel: false,
  workAfterStopSeconds: 0,
  coordinated: false,
  clockSkewSeconds: 0,
  seconds: [15, 10, 2],
};

export const variants = {
  usual: {},
  'host-network': { hostNetwork: true, identity: 'pod-name' },
  'pod-name': { identity: 'pod-name' },
  'pod-uid': { identity: 'pod-uid' },
  'second-container': { secondContainer: true },
  'release-quick': { releaseOnCancel: true },
  'release-slow': { releaseOnCancel: true, workAfterStopSeconds: 5 },
} as const satisfies Record<string, Partial<ElectorSettings>>;

export type Variant = keyof typeof variants;

export function isVariant(name: string): name is Variant {
  return Object.hasOwn(variants, name);
}

export function electorSettings(
  variant: Variant = 'usual',
  more: Partial<ElectorSettings> = {},
): ElectorSettings {
  return { ...usual, ...variants[variant], ...more };
}

/** The elector's flags for its settings. */
export function electorFlags(namespace: string, name: string, settings: ElectorSettings): string[] {
  const [lease, renew, retry] = settings.seconds;
  const skew = settings.clockSkewSeconds;
  return [
    `--lease-namespace=${namespace}`,
    `--lease-name=${name}`,
    `--identity=${settings.identity}`,
    `--lease-duration=${lease}s`,
    `--renew-deadline=${renew}s`,
    `--retry-period=${retry}s`,
    `--release-on-cancel=${settings.releaseOnCancel}`,
    `--work-after-stop=${settings.workAfterStopSeconds}s`,
    `--coordinated=${settings.coordinated}`,
    ...(skew === 0 ? [] : [`--clock-skew=${skew}s`]),
  ];
}
