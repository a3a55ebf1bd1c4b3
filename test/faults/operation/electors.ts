// Those who campaign for the loopback server's Lease: its leader, the Pod of that, and who stands by.
import { randomUUID } from 'node:crypto';
import { object } from '../../../src/lease/lease.ts';
import { HOLDER, NAMESPACE, now, POD, RENEWAL, STANDBY, TERM, type World } from './world.ts';

export interface Cast {
  /** What becomes of the leader when it is fenced: its container ends, or it merely leads no more. */
  readonly pod?: 'ends' | 'lives' | 'none';
  /** It renews; else it fell silent, long past its term. */
  readonly alive?: boolean;
  /** Who takes the Lease when it is free; nobody where it is undefined. */
  readonly next?: string | undefined;
}

const CONTAINER = 'containerd://4f0c1d2e';

export class Electors {
  /** When the leader stopped, and when the next one took the Lease, in performance.now(). */
  stoppedAt: number | undefined;
  tookAt: number | undefined;
  /** Whether the leader renews. */
  alive: boolean;
  readonly #world: World;
  readonly #cast: Cast;
  readonly #timer: NodeJS.Timeout;
  #beat = 0;

  constructor(world: World, cast: Cast) {
    this.#world = world;
    this.#cast = cast;
    this.alive = cast.alive ?? true;
    const renewTime = now(this.alive ? 0 : -60);
    const spec = { holderIdentity: HOLDER, leaseDurationSeconds: TERM, leaseTransitions: 4 };
    world.create({ ...spec, acquireTime: now(-600), renewTime });
    if (!this.alive) {
      this.stoppedAt = 0;
      this.#stampedAt(renewTime);
    }
    world.evicted = () => {
      this.#evicted();
    };
    if (cast.pod !== 'none') world.pod.write(podOf(running()), 'kubelet');
    this.#timer = setInterval(() => {
      this.#tick();
    }, RENEWAL / 2);
  }

  end(): void {
    clearInterval(this.#timer);
  }

  /** Its container ends, and another of the same Pod begins. */
  endContainer(): void {
    if (this.#world.pod.raw !== undefined) this.#world.pod.write(podOf(ended()), 'kubelet');
  }

  /** As the kubelet ends a Pod that was evicted. */
  #evicted(): void {
    this.alive = false;
    this.stoppedAt ??= performance.now();
    setTimeout(() => {
      this.endContainer();
      this.#world.pod.delete();
    }, 300);
  }

  #tick(): void {
    this.#beat += 1;
    const { holder } = this.#world;
    if (this.alive && holder !== HOLDER) this.#stop();
    const { next } = this.#cast;
    if (next !== undefined && this.#isFree()) this.#take(next);
    const renews = (this.alive && holder === HOLDER) || (holder === next && next !== '');
    if (renews && this.#beat % 2 === 0) this.#world.edit({ renewTime: now() });
  }

  #isFree(): boolean {
    const { lease, spec, holder } = this.#world;
    if (lease.raw === undefined) return false;
    const renewed = Date.parse(String(spec['renewTime']));
    const expired = Date.now() > renewed + Number(spec['leaseDurationSeconds']) * 1000;
    // Who stands by does not win against a holder that is merely late in a test.
    return holder === '' || (expired && holder.startsWith('kubectl-lease/'));
  }

  #take(next: string): void {
    this.tookAt ??= performance.now();
    const { spec } = this.#world;
    const moment = now();
    this.#world.edit({
      ...{ holderIdentity: next, leaseDurationSeconds: TERM },
      ...{ acquireTime: moment, renewTime: moment },
      leaseTransitions: Number(spec['leaseTransitions']) + 1,
    });
  }

  /** It has seen that another holds the Lease. */
  #stop(): void {
    this.alive = false;
    this.stoppedAt = performance.now();
    if (this.#cast.pod === undefined || this.#cast.pod === 'ends') {
      setTimeout(() => {
        this.endContainer();
      }, 200);
    }
  }

  /** As the server stamped it when it was renewed last. */
  #stampedAt(time: string): void {
    const { raw } = this.#world.lease;
    const metadata = object(raw?.['metadata']);
    const stamps = metadata['managedFields'] as { time: string }[];
    for (const stamp of stamps) stamp.time = `${time.slice(0, 19)}Z`;
  }
}

export const castOf = (cast: Cast): Cast => ({ next: STANDBY, ...cast });

function running(): object {
  return { containerID: CONTAINER, state: { running: { startedAt: whole(-600) } } };
}

/** The kubelet tells whole seconds. */
function ended(): object {
  const terminated = {
    ...{ containerID: CONTAINER, exitCode: 1, reason: 'Error' },
    ...{ startedAt: whole(-600), finishedAt: whole(0) },
  };
  return { containerID: CONTAINER, state: { terminated }, restartCount: 0 };
}

const whole = (seconds: number) => `${now(seconds).slice(0, 19)}Z`;

const UID = randomUUID();

function podOf(status: object): Record<string, unknown> {
  const controller = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'reconciler-5dd487bb7b' };
  return {
    ...{ apiVersion: 'v1', kind: 'Pod' },
    metadata: {
      ...{ namespace: NAMESPACE, name: POD, uid: UID, creationTimestamp: whole(-1200) },
      ownerReferences: [{ ...controller, uid: 'r', controller: true }],
    },
    spec: {
      ...{ nodeName: 'node-1', serviceAccountName: 'reconciler', terminationGracePeriodSeconds: 5 },
      containers: [{ name: 'manager', image: 'manager' }],
    },
    status: {
      phase: 'Running',
      containerStatuses: [{ name: 'manager', restartCount: 0, ...status }],
    },
  };
}
