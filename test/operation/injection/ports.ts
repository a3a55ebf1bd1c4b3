// The ports of an operation, each call of which is counted from the first write on, and one is struck.
import type { WatchEvent } from '../../../src/lease/evidence.ts';
import type { RawObject } from '../../../src/lease/lease.ts';
import type { Patch } from '../../../src/operation/json-patch.ts';
import type { Surroundings } from '../../../src/operation/operation.ts';
import type { ServerClock } from '../../../src/operation/server-clock.ts';
import type { Answer, PodSight } from '../../../src/operation/writing.ts';
import type { Time } from '../../../src/timers.ts';
import type { Store } from '../store.ts';
import type { CallFault, World } from './faults.ts';
import { injected, type StreamFault } from './streams.ts';
import type { VirtualTime } from './virtual-time.ts';

export const CALLED = [
  'patchLease',
  'lease',
  'createEvent',
  'evict',
  'tell',
  'now',
  'pause',
] as const;
export const STREAMED = ['watch', 'watchPod'] as const;

export type Injection =
  | { readonly port: (typeof CALLED)[number]; readonly fault: CallFault; readonly at: number }
  | { readonly port: (typeof STREAMED)[number]; readonly fault: StreamFault; readonly at: number };

export interface Watched {
  readonly around: Pick<Surroundings, 'evidence' | 'writing' | 'clock' | 'tell' | 'time'>;
  /** The patches that changed the Lease, in their order. */
  readonly sent: readonly Patch[];
  readonly isHit: () => boolean;
}

interface Given {
  readonly store: Store;
  readonly clock: ServerClock;
  readonly time: VirtualTime;
  readonly lease: RawObject;
}

const NONE: StreamFault = { title: 'none' };

export function portsOf({ store, clock, time, lease }: Given, injection: Injection): Watched {
  const counts = new Map<string, number>();
  const sent: Patch[] = [];
  let [isBegun, isHit] = [false, false];
  const world = (): World => ({
    first: lease,
    now: store.raw,
    pause: (seconds) => time.pause(seconds * 1000),
  });
  /** Whether this is the call that is struck. */
  const isDue = (port: Injection['port']): boolean => {
    if (!isBegun) return false;
    const nth = (counts.get(port) ?? 0) + 1;
    counts.set(port, nth);
    const isStruck = port === injection.port && nth === injection.at;
    isHit ||= isStruck;
    return isStruck;
  };
  const struck = <T>(port: (typeof CALLED)[number], pass: () => T): T => {
    const fault = injection.fault as CallFault;
    return isDue(port) ? (fault.come(pass, world()) as T) : pass();
  };
  const streamed = <T>(port: (typeof STREAMED)[number], told: AsyncIterable<T>) => {
    const fault = port === injection.port ? injection.fault : NONE;
    return injected(told, fault, () => isDue(port), world) as AsyncIterable<T>;
  };
  const patched = async (...[ref, patch]: Parameters<Store['writing']['patchLease']>) => {
    const before = store.log.length;
    const answer: Answer = await store.writing.patchLease(ref, patch);
    if (store.log.slice(before).some(({ by }) => by === 'us')) sent.push(patch);
    return answer;
  };
  const around = {
    tell: () => {
      struck('tell', () => undefined);
    },
    time: {
      now: () => time.now(),
      pause: (milliseconds, signal) => struck('pause', () => time.pause(milliseconds, signal)),
    } satisfies Time,
    clock: new Proxy(clock, {
      get: (of, key) => {
        if (key === 'now') return () => struck('now', () => of.now());
        const value: unknown = Reflect.get(of, key, of);
        return typeof value === 'function' ? (value.bind(of) as unknown) : value;
      },
    }),
    evidence: {
      ...store.evidence,
      lease: (ref) => struck('lease', () => store.evidence.lease(ref)),
      watch: (query) => streamed<WatchEvent>('watch', store.evidence.watch(query)),
    } satisfies Surroundings['evidence'],
    writing: {
      ...store.writing,
      patchLease: (ref, patch) => {
        isBegun = true;
        return struck('patchLease', () => patched(ref, patch));
      },
      createEvent: (event) => struck('createEvent', () => store.writing.createEvent(event)),
      evict: (pod, uid) => struck('evict', () => store.writing.evict(pod, uid)),
      watchPod: (pod, uid, signal) =>
        streamed<PodSight>('watchPod', store.writing.watchPod(pod, uid, signal)),
    } satisfies Surroundings['writing'],
  };
  return { around, sent, isHit: () => isHit };
}
