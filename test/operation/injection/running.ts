// One course with one fault: the k-th call of one port, or the k-th thing that a watch tells.
import type { Watched } from './ports.ts';
import { leaseFrom, object } from '../../../src/lease/lease.ts';
import { SECOND } from '../../../src/lease/time.ts';
import { execute, type Executed } from '../../../src/operation/execute.ts';
import { ServerClock } from '../../../src/operation/server-clock.ts';
import { NOW } from '../../lease/leases.ts';
import { ID, REQUEST } from '../plans.ts';
import { Store } from '../store.ts';
import { Actors, type Ledger } from './actors.ts';
import type { Course } from './courses.ts';
import { portsOf, type Injection } from './ports.ts';
import { VirtualTime } from './virtual-time.ts';

export interface Ran {
  readonly course: Course;
  /** `hangs`: it did not come to its end. */
  readonly executed: Executed | 'hangs' | { readonly thrown: unknown };
  readonly isHit: boolean;
  readonly defects: readonly unknown[];
  readonly store: Store;
  readonly sent: Watched['sent'];
  readonly ledger: Ledger;
  /** The fence of this operation held the Lease when it ended, or later. */
  readonly isLeft: boolean;
  /** How much of its log there was when the operation ended. */
  readonly writes: number;
}

/** Seconds: every patience of an operation together is less. */
const LONGEST = 900;
/** Seconds for what is on its way still. */
const AFTERWARDS = 50;
/** Seconds, after which everybody who acts has seen that it is over. */
const RETRY = 4;

export async function carriedOut(course: Course, injection: Injection): Promise<Ran> {
  const { lease, plan, begins } = course;
  const time = new VirtualTime();
  const start = time.now();
  const store = new Store(lease, () => NOW + ((time.now() - start) / 1000) * SECOND);
  const actors = new Actors(store, time);
  begins(actors);
  const defects: unknown[] = [];
  const { signal } = new AbortController();
  const clock = new ServerClock(store.now(), time);
  const ports = portsOf({ store, clock, time, lease }, injection);
  const around = {
    ...ports.around,
    defect: (thrown: unknown) => void defects.push(thrown),
    ...{ interrupted: signal, givenUp: signal },
  };
  const ending = execute(plan, REQUEST, around).catch((thrown: unknown) => ({ thrown }));
  const executed = await time.until(ending, LONGEST);
  const writes = store.log.length;
  const isLeft = isFenced(store);
  const { isHit } = ports;
  await time.passes(AFTERWARDS);
  store.isOver = true;
  await time.passes(RETRY);
  const { ledger } = actors;
  const { sent } = ports;
  const left = { isLeft: isLeft || isFenced(store), writes };
  return { course, executed, isHit: isHit(), defects, store, sent, ledger, ...left };
}

function isFenced({ raw }: Pick<Store, 'raw'>): boolean {
  return leaseFrom(object(raw)).holderIdentity === `kubectl-lease/${ID}`;
}
