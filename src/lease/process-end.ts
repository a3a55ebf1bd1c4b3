// Whether the process that held a Lease has ended, as its Pod's status proves it: trap by trap.
import { list, object, text, type RawObject } from './lease.ts';
import { TOLERATED_SKEW } from './standing.ts';
import { parseTime, SECOND, type Micros } from './time.ts';

/** One run of a container, as a status tells it. */
export interface Run {
  readonly container: string;
  /** "containerd://..."; undefined where the kubelet lost it and only infers its end. */
  readonly id: string | undefined;
  /** The kubelet's clock, whole seconds. */
  readonly startedAt: Micros | undefined;
  /** The same; undefined while it runs. */
  readonly finishedAt: Micros | undefined;
  readonly ended: boolean;
}

/** Sidecars that are init containers may campaign too, and so may what was attached to debug. */
const STATUSES = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'];

/** One that has done what the Pod waited for does not run again, and did not campaign; a sidecar may. */
function isDone(container: RawObject, sidecars: ReadonlySet<unknown>): boolean {
  const { exitCode } = object(object(container['state'])['terminated']);
  return exitCode === 0 && !sidecars.has(container['name']);
}

/** Init containers that run beside the others (KEP-753). */
function sidecarsOf(pod: RawObject): ReadonlySet<unknown> {
  const inits = list(object(pod['spec'])['initContainers']);
  return new Set(inits.filter((it) => it['restartPolicy'] === 'Always').map(({ name }) => name));
}

/** The runs that a Pod's status tells of: of each container the present one and the last. */
export function runsIn(pod: RawObject): Run[] {
  const status = object(pod['status']);
  const sidecars = sidecarsOf(pod);
  return STATUSES.flatMap((key) =>
    list(status[key])
      .filter((it) => key !== 'initContainerStatuses' || !isDone(it, sidecars))
      .flatMap(runsOf),
  );
}

function runsOf(container: RawObject): Run[] {
  const name = text(container['name']) ?? '';
  const state = object(container['state']);
  const id = text(container['containerID']);
  const begun = {
    ...{ container: name, id, finishedAt: undefined, ended: false },
    startedAt: parseTime(object(state['running'])['startedAt']),
  };
  const runs: Run[] = 'running' in state && id !== undefined ? [begun] : [];
  for (const seen of [state, object(container['lastState'])]) {
    if (!('terminated' in seen)) continue;
    const { containerID, startedAt, finishedAt } = object(seen['terminated']);
    const times = { startedAt: parseTime(startedAt), finishedAt: parseTime(finishedAt) };
    runs.push({ container: name, id: text(containerID) || undefined, ...times, ended: true });
  }
  return runs;
}

/**
 * Its kubelet has ended each container and starts none again, whatever the clocks say. Of a Pod whose
 * node is gone its last status is kept, and PodGC sets the phase.
 */
function isOver(pod: RawObject): boolean {
  const status = object(pod['status']);
  const { phase } = status;
  if (phase !== 'Failed' && phase !== 'Succeeded') return false;
  if (list(status['conditions']).some(({ reason }) => reason === 'DeletionByPodGC')) return false;
  const states = STATUSES.flatMap((key) => list(status[key])).map(({ state }) => object(state));
  return states.length > 0 && states.every((state) => 'terminated' in state);
}

/** When a run counts as one that may have held the Lease. */
export interface Suspicion {
  /** The moment at which the fence was written, by the API server's clock. */
  readonly fencedAt: Micros;
  /**
   * The holder's clock minus the API server's, in seconds; undefined where it is not known. One that
   * is wrong says nothing of the kubelet's: kubernetes_asyncio writes local time labelled Z.
   */
  readonly skew: number | undefined;
  /** The identity outlives a restart of the container: a Pod's name, a host's. */
  readonly survives: boolean;
  /** The last renewal before the fence, by the holder's clock, which is the kubelet's. */
  readonly renewedAt: Micros | undefined;
}

/** The kubelet tells whole seconds, and clocks differ by up to two before they count as wrong. */
const MARGIN = 2 * SECOND;

export interface Ends {
  /** Something that may have held it was seen to end, since we look. */
  readonly begun: boolean;
  /** Ids of the runs that may have held it and were not seen to end. */
  readonly open: ReadonlySet<string>;
  /** All of them have ended, and nothing else can have held it. */
  readonly proved: boolean;
}

/** An identity that is made anew with each process cannot have renewed before that process began. */
export function isTooYoung(
  startedAt: Micros | undefined,
  { survives, renewedAt, skew }: Pick<Suspicion, 'survives' | 'renewedAt' | 'skew'>,
): boolean {
  if (survives || !isRight(skew)) return false;
  return startedAt !== undefined && renewedAt !== undefined && startedAt >= renewedAt;
}

function isRight(skew: number | undefined): skew is number {
  return skew !== undefined && Math.abs(skew) <= TOLERATED_SKEW;
}

/**
 * What each later status of the Pod adds. `open`: runs that may have held the Lease at the fence and
 * have not ended; `closed`: those that have. A run that began by the fence (and two seconds after
 * it, where its identity outlives a restart: it may have taken the Lease back in the same epoch) is
 * one of them, whenever it is first seen.
 */
export class OldProcess {
  readonly #open = new Set<string>();
  readonly #closed = new Map<string, Run>();
  /** Containers whose present run began after all of this: every run before it had ended by then. */
  readonly #renewed = new Set<string>();
  #begun = false;
  /** Nothing of the Pod runs, and nothing of it will. */
  #isOver = false;
  readonly #suspicion: Suspicion;

  /** `ids`: the runs that were there when the plan was made. */
  constructor(ids: readonly string[], suspicion: Suspicion) {
    this.#suspicion = suspicion;
    for (const id of ids) this.#open.add(id);
  }

  see(pod: RawObject): void {
    this.#isOver ||= isOver(pod);
    for (const run of runsIn(pod)) {
      const { id, ended, container } = run;
      if (id === undefined) {
        // Of which nobody saw the end (ContainerStatusUnknown): nothing will ever prove it.
        if (this.#mayHaveHeld(run)) this.#open.add(`lost run of ${container}`);
      } else if (ended) {
        // One that was over before anybody looked is none of them.
        if (!this.#open.has(id) && !this.#mayHaveHeld(run)) continue;
        if (this.#open.delete(id)) this.#begun = true;
        this.#closed.set(id, run);
      } else if (!this.#mayHaveHeld(run)) {
        this.#renewed.add(container);
      } else if (!this.#closed.has(id)) {
        this.#open.add(id);
      }
    }
  }

  get ends(): Ends {
    const open = new Set(this.#open);
    const proved =
      open.size === 0 && this.#closed.size > 0 && (this.#isOver || this.#nothingBetween());
    return { open, proved, begun: this.#begun };
  }

  #mayHaveHeld({ startedAt }: Run): boolean {
    if (isTooYoung(startedAt, this.#suspicion)) return false;
    const begun = this.#onServer(startedAt);
    return begun === undefined || begun < this.#suspicion.fencedAt + MARGIN;
  }

  /**
   * Where the identity outlives a restart, an end before the fence (and two seconds after it) proves
   * nothing until the next run is seen: that one may have held the Lease when it was fenced.
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
      if (this.#renewed.has(run.container)) return true;
      const ended = this.#onServer(run.finishedAt);
      return ended !== undefined && ended >= this.#suspicion.fencedAt + MARGIN;
    });
  }

  #onServer(time: Micros | undefined): Micros | undefined {
    const { skew } = this.#suspicion;
    return time === undefined || !isRight(skew) ? undefined : time - skew * SECOND;
  }
}
