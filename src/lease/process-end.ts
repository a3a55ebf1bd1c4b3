// Whether the process that held a Lease has ended, as its Pod's status proves it: trap by trap.
import { list, object, text, type RawObject } from './lease.ts';
import { parseTime, SECOND, type Micros } from './time.ts';

/** One run of a container, as a status tells it. */
export interface Run {
  readonly container: string;
  /** "containerd://..." */
  readonly id: string;
  /** The kubelet's clock, whole seconds. */
  readonly startedAt: Micros | undefined;
  /** The same; undefined while it runs. */
  readonly finishedAt: Micros | undefined;
  readonly ended: boolean;
}

/** Sidecars that are init containers may campaign too, and so may what was attached to debug. */
const STATUSES = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'];

/** One that has done what the Pod waited for does not run again, and did not campaign. */
function isDone(container: RawObject, key: string): boolean {
  const { exitCode } = object(object(container['state'])['terminated']);
  return key === 'initContainerStatuses' && exitCode === 0;
}

/**
 * The runs that a Pod's status tells of: of each container the present one and the last. One whose
 * end the kubelet only infers (ContainerStatusUnknown) has no id there, and is no run.
 */
export function runsIn(pod: RawObject): Run[] {
  const status = object(pod['status']);
  const containers = STATUSES.flatMap((key) =>
    list(status[key]).filter((container) => !isDone(container, key)),
  );
  return containers.flatMap((container) => {
    const name = text(container['name']) ?? '';
    const state = object(container['state']);
    const running = object(state['running']);
    const current = text(container['containerID']);
    const runs: Run[] = [];
    if ('running' in state && current !== undefined) {
      const startedAt = parseTime(running['startedAt']);
      const run = { container: name, id: current, startedAt, finishedAt: undefined };
      runs.push({ ...run, ended: false });
    }
    for (const terminated of [
      object(state['terminated']),
      object(object(container['lastState'])['terminated']),
    ]) {
      const id = text(terminated['containerID']);
      if (id === undefined) continue;
      const [startedAt, finishedAt] = [terminated['startedAt'], terminated['finishedAt']].map(
        parseTime,
      );
      runs.push({ container: name, id, startedAt, finishedAt, ended: true });
    }
    return runs;
  });
}

/** When a run counts as one that may have held the Lease. */
export interface Suspicion {
  /** The moment at which the fence was written, by the API server's clock. */
  readonly fencedAt: Micros;
  /** The kubelet's clock minus the API server's, in seconds; undefined where it is not known. */
  readonly skew: number | undefined;
  /** The identity outlives a restart of the container: a Pod's name, a host's. */
  readonly survives: boolean;
  /** The last renewal before the fence, by the holder's clock, which is the kubelet's. */
  readonly renewedAt: Micros | undefined;
}

/** The kubelet tells whole seconds, and clocks differ by up to two before they count as wrong. */
const MARGIN = 2 * SECOND;

export interface Ends {
  /** Ids of the runs that may have held it and were not seen to end. */
  readonly open: ReadonlySet<string>;
  /** All of them have ended, and nothing else can have held it. */
  readonly proved: boolean;
}

/** An identity that is made anew with each process cannot have renewed before that process began. */
export function isTooYoung(
  startedAt: Micros | undefined,
  { survives, renewedAt }: Pick<Suspicion, 'survives' | 'renewedAt'>,
): boolean {
  return !survives && startedAt !== undefined && renewedAt !== undefined && startedAt >= renewedAt;
}

/**
 * What a later status of the Pod adds. `open`: runs that may have held the Lease at the fence and
 * have not ended; `closed`: those that have. A run that began by the fence (and two seconds after
 * it, where its identity outlives a restart: it may have taken the Lease back in the same epoch) is
 * one of them, whenever it is first seen.
 */
export class OldProcess {
  readonly #open = new Map<string, Run>();
  readonly #closed = new Map<string, Run>();
  readonly #suspicion: Suspicion;

  /** `ids`: the runs that were there when the plan was made. */
  constructor(ids: readonly string[], suspicion: Suspicion) {
    this.#suspicion = suspicion;
    for (const id of ids) {
      this.#open.set(id, {
        ...{ container: '', id, startedAt: undefined, finishedAt: undefined },
        ended: false,
      });
    }
  }

  see(pod: RawObject): void {
    for (const run of runsIn(pod)) {
      if (run.ended) {
        // One that was over before anybody looked is none of them.
        if (!this.#open.has(run.id) && !this.#mayHaveHeld(run)) continue;
        this.#open.delete(run.id);
        this.#closed.set(run.id, run);
      } else if (!this.#closed.has(run.id) && this.#mayHaveHeld(run)) {
        this.#open.set(run.id, run);
      }
    }
  }

  get ends(): Ends {
    const open = new Set(this.#open.keys());
    const proved = open.size === 0 && this.#closed.size > 0 && this.#nothingBetween();
    return { open, proved };
  }

  #mayHaveHeld({ startedAt }: Run): boolean {
    if (isTooYoung(startedAt, this.#suspicion)) return false;
    const begun = this.#onServer(startedAt);
    return begun === undefined || begun < this.#suspicion.fencedAt + MARGIN;
  }

  /**
   * Where the identity outlives a restart, an end before the fence (and two seconds after it) proves
   * nothing: the next run may have held the Lease when it was fenced, and no status showed it yet.
   */
  #nothingBetween(): boolean {
    if (!this.#suspicion.survives) return true;
    const lasts = new Map<string, Run>();
    for (const run of this.#closed.values()) {
      const last = lasts.get(run.container);
      const isLater = (run.finishedAt ?? 0) >= (last?.finishedAt ?? 0);
      if (last === undefined || isLater) lasts.set(run.container, run);
    }
    return [...lasts.values()].every((run) => {
      const ended = this.#onServer(run.finishedAt);
      return ended !== undefined && ended >= this.#suspicion.fencedAt + MARGIN;
    });
  }

  #onServer(time: Micros | undefined): Micros | undefined {
    const { skew } = this.#suspicion;
    return time === undefined || skew === undefined ? undefined : time - skew * SECOND;
  }
}
