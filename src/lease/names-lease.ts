// Whether a Pod says for which Lease it campaigns: in its command, in its environment, or by being its owner's.
import type { LeaseRef } from './lease.ts';
import type { Pod } from './pod.ts';

/**
 * A flag or a variable about the election has the Lease's name for its value, and none of them names
 * another namespace. Where none names a namespace it is the Pod's own, as election libraries take it.
 */
export function namesLease(pod: Pod, { namespace, name }: LeaseRef): boolean {
  return pod.containers.some(({ flags, environment }) => {
    const settings = [...flags.map(settingFrom), ...environment].filter(isPlain);
    const namespaces = settings.filter(([key]) => /namespace/i.test(key)).map(([, value]) => value);
    const within = namespaces.length === 0 ? [pod.ref.namespace] : namespaces;
    return (
      within.includes(namespace) &&
      settings.some(([key, value]) => value === name && !/namespace|identity|pod_?name/i.test(key))
    );
  });
}

type Setting = readonly [key: string, value: string];

/** `--flag=value` or `--flag value`. */
function settingFrom(flag: string): Setting {
  const end = flag.search(/[= ]/);
  return end < 0 ? [flag, ''] : [flag.slice(0, end), flag.slice(end + 1)];
}

/** `$(VARIABLE)` is filled in where it runs, with what is not seen here. */
function isPlain([, value]: Setting): boolean {
  return value !== '' && !value.includes('$(');
}

/**
 * The static Pods that own Leases whose names their commands leave out, by the Lease's name: those of
 * kubeadm (cmd/kubeadm/app/phases/controlplane/manifests.go) and kube-vip (docs/installation/static).
 */
const STATIC_OWNERS: ReadonlyMap<string, string> = new Map([
  ['kube-controller-manager', 'kube-controller-manager'],
  ['kube-scheduler', 'kube-scheduler'],
  ['cloud-controller-manager', 'cloud-controller-manager'],
  ['plndr-cp-lock', 'kube-vip'],
  ['plndr-svcs-lock', 'kube-vip'],
]);

/** Whether a static Pod is known to own Leases of that name. */
export function hasStaticOwner({ name }: LeaseRef): boolean {
  return STATIC_OWNERS.has(name);
}

/** A kubelet shows its static Pods as NAME-NODE (pkg/kubelet/config/common.go). */
export function isStaticOwner({ ref, mirror, nodeName }: Pod, lease: LeaseRef): boolean {
  const owner = STATIC_OWNERS.get(lease.name);
  if (owner === undefined || nodeName === undefined || !mirror) return false;
  return ref.namespace === lease.namespace && ref.name === `${owner}-${nodeName}`;
}
