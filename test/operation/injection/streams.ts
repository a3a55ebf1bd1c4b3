// What may come of each thing that a watch tells, in its place or after it (data).
import { Failure } from '../../../src/errors.ts';
import { leaseFrom, object, type RawObject } from '../../../src/lease/lease.ts';
import { GARBAGE, type World } from './faults.ts';

export interface StreamFault {
  readonly title: string;
  /** What the watch yields in the place of what it had to tell; it goes on with the next. */
  readonly instead?: (world: World) => unknown;
  /** What becomes of the watch there. */
  readonly then?: 'ends' | 'throws' | 'fails' | 'hangs';
}

const ENDS: readonly StreamFault[] = [
  { title: 'ends', then: 'ends' },
  { title: 'throws a TypeError', then: 'throws' },
  { title: 'throws a Failure', then: 'fails' },
  { title: 'is silent from there on', then: 'hangs' },
];

const THINGS: readonly StreamFault[] = [
  ...['nothing', 'null', 'an empty object', 'an empty array', 'a string', 'a number'].map(
    (name) => ({ title: `tells ${name}`, instead: (world: World) => GARBAGE[name]?.(world) }),
  ),
];

const CLOCK = { now: NaN, source: 'server' };

const item = (raw: unknown) => ({ raw, lease: leaseFrom(object(raw)) });

const lie = (holderIdentity: string) => (world: World) => ({
  ...object(world.now),
  metadata: { ...object(object(world.now)['metadata']), resourceVersion: '999999' },
  spec: { ...object(object(world.now)['spec']), holderIdentity },
});

export const EVENTS: readonly StreamFault[] = [
  ...ENDS,
  ...THINGS,
  { title: 'tells an event without an item', instead: () => ({ type: 'written', clock: CLOCK }) },
  {
    title: 'tells a list of nothing',
    instead: () => ({ type: 'listed', items: [], clock: CLOCK }),
  },
  { title: 'tells a list of null', instead: () => ({ type: 'listed', items: [null] }) },
  { title: 'tells a list that is none', instead: () => ({ type: 'listed', items: 'x' }) },
  ...Object.entries({ ...GARBAGE, 'a liar that leads': lie('liar'), 'no holder': lie('') }).flatMap(
    ([name, make]) =>
      ['written', 'deleted'].map((type) => ({
        title: `tells that ${name} was ${type}`,
        instead: (world: World) => ({ type, item: item(make(world)), clock: CLOCK }),
      })),
  ),
];

const pod = (raw: unknown, kind = 'pod') => ({ kind, raw });

const POD_GARBAGE: Readonly<Record<string, RawObject | null | string>> = {
  null: null,
  'a string': 'Pod',
  'an empty Pod': {},
  'a Pod of wrong types': { metadata: [], spec: 7, status: { containerStatuses: 'x' } },
  'a Pod whose containers are null': { status: { containerStatuses: [null, { state: null }] } },
};

export const SIGHTS: readonly StreamFault[] = [
  ...ENDS,
  ...THINGS,
  ...Object.entries(POD_GARBAGE).flatMap(([name, raw]) =>
    ['pod', 'gone', 'unseen'].map((kind) => ({
      title: `shows ${name} as ${kind}`,
      instead: () => pod(raw, kind),
    })),
  ),
];

export async function* injected(
  told: AsyncIterable<unknown>,
  { instead, then }: StreamFault,
  isDue: () => boolean,
  world: () => World,
): AsyncGenerator {
  for await (const it of told) {
    if (!isDue()) {
      yield it;
      continue;
    }
    if (instead !== undefined) yield instead(world());
    switch (then) {
      case 'ends':
        return;
      case 'throws':
        throw new TypeError("Cannot destructure property 'type' of null");
      case 'fails':
        throw new Failure('the watch failed');
      case 'hangs':
        await new Promise(() => undefined);
        break;
      case undefined:
    }
  }
}
