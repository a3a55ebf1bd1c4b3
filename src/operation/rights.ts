// The rights that a plan needs, in the order of their use.
import type { Change } from '../lease/stepdown.ts';
import type { Right } from './writing.ts';

const LEASES = { apiGroup: 'coordination.k8s.io', resource: 'leases' };

export function rightsOf({ ref, pod, evictAfter }: Change): Right[] {
  const { namespace, name } = ref;
  return [
    { ...LEASES, verb: 'get', namespace, name },
    { ...LEASES, verb: 'patch', namespace, name },
    { ...EVENTS, namespace, name: undefined },
    ...(evictAfter === undefined || pod === undefined ? [] : [evictionOf(pod.ref)]),
  ];
}

export const EVENTS = { verb: 'create', apiGroup: 'events.k8s.io', resource: 'events' };

export function evictionOf({ namespace, name }: Change['ref']): Right {
  return { verb: 'create', apiGroup: '', resource: 'pods/eviction', namespace, name };
}
