// What may come of each call of an operation, and of each thing that it is told: one fault each (data).
import { Failure } from '../../../src/errors.ts';
import { object, type RawObject } from '../../../src/lease/lease.ts';

/** `pass` does what was asked for; what is returned is the answer. */
export interface CallFault {
  readonly title: string;
  readonly come: (pass: () => unknown, world: World) => unknown;
  /** It is thrown by a defect of ours, and has to be reported as one. */
  readonly defect?: true;
}

export interface World {
  /** Before the operation. */
  readonly first: RawObject;
  /** As the server holds it. */
  readonly now: RawObject | undefined;
  readonly pause: (seconds: number) => Promise<void>;
}

const never = (): Promise<never> => new Promise(() => undefined);

/** Of any call that is awaited. */
const BROKEN: readonly CallFault[] = [
  {
    title: 'throws a TypeError',
    defect: true,
    come: () => {
      throw new TypeError("Cannot read properties of null (reading 'type')");
    },
  },
  {
    title: 'rejects with a TypeError, after it was done',
    defect: true,
    come: async (pass) => {
      await pass();
      throw new TypeError('x is not iterable');
    },
  },
  {
    title: 'rejects with a RangeError, as one that is out of memory',
    defect: true,
    come: () => Promise.reject(new RangeError('Invalid array length')),
  },
  { title: 'rejects with a Failure', come: () => Promise.reject(new Failure('away')) },
  {
    title: 'rejects with an AbortError',
    defect: true,
    come: () => Promise.reject(new DOMException('This operation was aborted', 'AbortError')),
  },
  { title: 'never settles', come: never },
  {
    title: 'is done, and never settles',
    come: async (pass) => {
      await pass();
      return never();
    },
  },
  {
    title: 'is done, and answered after the fence has expired',
    come: async (pass, { pause }) => {
      const answer = await pass();
      await pause(45);
      return answer;
    },
  },
  {
    title: 'is done after 35 s',
    come: async (pass, { pause }) => {
      await pause(35);
      return pass();
    },
  },
];

const withSpec = (raw: RawObject, spec: unknown): RawObject => ({ ...raw, spec });

/** In the place of a Lease. */
export const GARBAGE: Readonly<Record<string, (world: World) => unknown>> = {
  nothing: () => undefined,
  null: () => null,
  'an empty object': () => ({}),
  'an empty array': () => [],
  'a string': () => 'Lease',
  'a number': () => 42,
  'a Lease without metadata': ({ first }) => ({ spec: first['spec'] }),
  'a Lease without a spec': ({ now }) => withSpec(object(now), null),
  'a Lease of wrong types': ({ now }) => ({
    metadata: { ...object(object(now)['metadata']), annotations: [], managedFields: 7 },
    spec: { holderIdentity: {}, leaseDurationSeconds: 'x', renewTime: [], leaseTransitions: null },
  }),
  'another Lease': ({ now }) => ({
    ...object(now),
    metadata: { ...object(object(now)['metadata']), name: 'liar' },
  }),
  'the Lease before': ({ first }) => first,
  'huge numbers': ({ now }) => ({
    ...object(now),
    metadata: { ...object(object(now)['metadata']), resourceVersion: '9'.repeat(30) },
    spec: {
      ...object(object(now)['spec']),
      ...{ leaseTransitions: 1e300, leaseDurationSeconds: 2 ** 53 },
      renewTime: '99999-01-01T00:00:00.000000Z',
    },
  }),
};

const CLOCKS: Readonly<Record<string, unknown>> = {
  'no clock': undefined,
  'a clock that is NaN': { now: NaN, source: 'server' },
  'a clock beyond all years': { now: 1e300, source: 'server' },
};

export const READS: readonly CallFault[] = [
  ...BROKEN,
  {
    title: 'is answered that there is none',
    come: () => Promise.reject(new Failure('not found', { notFound: true })),
  },
  ...['null', 'a string', 'an empty object'].map((name) => ({
    title: `resolves with ${name}`,
    come: (_: unknown, world: World) => Promise.resolve(GARBAGE[name]?.(world)),
  })),
  ...Object.entries(GARBAGE).map(([name, make]) => ({
    title: `resolves with ${name} in the place of the Lease`,
    come: (_: unknown, world: World) => {
      const clock = { now: 0, source: 'workstation', restamps: undefined };
      return Promise.resolve({ raw: make(world), lease: null, clock });
    },
  })),
  ...Object.entries(CLOCKS).map(([name, clock]) => ({
    title: `resolves with ${name}`,
    come: async (pass: () => unknown) => ({ ...object(await pass()), clock }),
  })),
];

const STATUSES = [400, 401, 403, 404, 409, 410, 422, 429, 500, 503, 504];

export const WRITES: readonly CallFault[] = [
  ...BROKEN,
  {
    title: 'is carried out, and its answer is lost',
    come: async (pass) => {
      await pass();
      return { kind: 'lost', why: 'EOF', sent: true };
    },
  },
  {
    title: 'is lost on its way',
    come: () => Promise.resolve({ kind: 'lost', why: 'EOF', sent: true }),
  },
  {
    title: 'is never sent',
    come: () => Promise.resolve({ kind: 'lost', why: 'refused', sent: false }),
  },
  ...STATUSES.map((status) => ({
    title: `is answered ${status}`,
    come: () => Promise.resolve({ kind: 'no', status, reason: '', sentence: `no: ${status}` }),
  })),
  ...['nothing', 'null', 'an empty object', 'an empty array', 'a string'].map((name) => ({
    title: `resolves with ${name}`,
    come: (_: unknown, world: World) => Promise.resolve(GARBAGE[name]?.(world)),
  })),
  ...Object.entries(GARBAGE).flatMap(([name, make]) => [
    {
      title: `is answered ${name}, and was not done`,
      come: (_: unknown, world: World) => Promise.resolve({ kind: 'done', raw: make(world) }),
    },
    {
      title: `is done, and answered ${name}`,
      come: async (pass: () => unknown, world: World) => {
        await pass();
        return { kind: 'done', raw: make(world) };
      },
    },
  ]),
];

export const CALLS: readonly CallFault[] = [
  {
    title: 'throws a TypeError',
    defect: true,
    come: () => {
      throw new TypeError('tell is not a function');
    },
  },
  {
    title: 'throws a Failure',
    come: () => {
      throw new Failure('error: write EPIPE');
    },
  },
];

export const TIMERS: readonly CallFault[] = [
  { title: 'never fires', come: never },
  { title: 'fires at once', come: () => Promise.resolve() },
  {
    title: 'throws',
    defect: true,
    come: () => Promise.reject(new TypeError('ERR_INVALID_ARG_TYPE')),
  },
];
