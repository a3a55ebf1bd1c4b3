import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Gap } from '../../src/lease/handover-gap.ts';
import type { Kind } from '../../src/lease/kind.ts';
import { inMoveOrder, type Movable } from '../../src/lease/move-order.ts';
import { podFrom } from '../../src/lease/pod.ts';

interface Given {
  readonly name: string;
  /** Undefined: none is known. */
  readonly pod?: string;
  readonly controller?: string | null;
  readonly mirror?: boolean;
  readonly kind?: Kind;
  /** How many stay elsewhere; null: not known. */
  readonly standbys?: number | null;
  readonly gap?: Partial<Gap>;
}

describe('the order to move', () => {
  const rows: [title: string, given: Given[], expected: string[]][] = [
    [
      'begins with what its owner moves by hand, whatever else there is',
      [
        { name: 'led', pod: 'a' },
        { name: 'primary', pod: 'b', kind: 'mutex' },
        { name: 'lock', kind: 'lock' },
      ],
      ['primary by-hand', 'lock by-hand', 'led 1'],
    ],
    [
      'puts the shortest gap first, and what is not known after all that is',
      [
        { name: 'unknown', pod: 'a', gap: { most: undefined } },
        { name: 'long', pod: 'b', gap: { most: 58 } },
        { name: 'short', pod: 'c', gap: { most: 24 } },
      ],
      ['short 1', 'long 2', 'unknown 3'],
    ],
    [
      'counts a Lease that is given away by how soon it is taken',
      [
        { name: 'kept', pod: 'a', gap: { most: 24, released: 5 } },
        { name: 'given', pod: 'b', gap: { most: 251, released: 5, releases: true } },
      ],
      ['given 1', 'kept 2'],
    ],
    [
      'puts Pods with a standby before those of which that is not known, and those without one last',
      [
        { name: 'alone', pod: 'a', standbys: 0 },
        { name: 'perhaps', pod: 'b', standbys: null },
        { name: 'attended', pod: 'c' },
      ],
      ['attended 1', 'perhaps 2', 'alone 3'],
    ],
    [
      'ends the Pods without a standby with one that nothing starts again',
      [
        { name: 'bare', pod: 'a', standbys: 0, controller: null },
        { name: 'slow', pod: 'b', standbys: 0, gap: { most: undefined } },
      ],
      ['slow 1', 'bare 2'],
    ],
    [
      'keeps the Leases of one Pod together, judged by the worst of them',
      [
        { name: 'one', pod: 'a' },
        { name: 'between', pod: 'b' },
        { name: 'two', pod: 'a', standbys: 0 },
      ],
      ['between 1', 'one 2', 'two 2'],
    ],
    [
      'moves by hand all that a primary’s Pod holds',
      [
        { name: 'primary', pod: 'a', kind: 'mutex' },
        { name: 'led', pod: 'a' },
      ],
      ['primary by-hand', 'led by-hand: its Pod holds a mutex too'],
    ],
    [
      'leaves static Pods and those of a DaemonSet to the end, as a drain leaves them running',
      [
        { name: 'static', pod: 'a', mirror: true },
        { name: 'daemon', pod: 'b', controller: 'DaemonSet' },
        { name: 'host' },
        { name: 'led', pod: 'c' },
      ],
      ['led 1', 'host unknown', 'static stays', 'daemon stays'],
    ],
    ['is empty where nothing is held', [], []],
  ];
  for (const [title, given, expected] of rows) {
    test(title, () => {
      const told = inMoveOrder(given.map(movable)).map(({ name, move }) => {
        if (move.how === 'step') return `${name} ${move.step}`;
        return move.why.includes('too')
          ? `${name} ${move.how}: ${move.why}`
          : `${name} ${move.how}`;
      });
      assert.deepEqual(told, expected);
    });
  }

  test('keeps apart Pods of the same name in two namespaces', () => {
    const [one, two] = ['a', 'b'].map((namespace) => {
      const item = movable({ name: namespace, pod: 'web-0' });
      const ref = { namespace, name: 'web-0' };
      return { ...item, pod: item.pod && { ...item.pod, ref } };
    });
    assert.ok(one && two);
    const steps = inMoveOrder([one, two]).map(({ move }) => move);
    assert.deepEqual(steps, [
      { how: 'step', step: 1 },
      { how: 'step', step: 2 },
    ]);
  });
});

function movable(given: Given): Movable & { readonly name: string } {
  const { name, kind = 'election', standbys = 1, mirror = false, pod } = given;
  const controller = given.controller === undefined ? 'ReplicaSet' : given.controller;
  const known = { most: 24, released: 5, releases: undefined, by: 'a test' };
  const elected = kind === 'election';
  return {
    name,
    verdict: { kind },
    pod: pod === undefined ? undefined : podNamed(pod, controller, mirror),
    standbys:
      standbys === null
        ? { seen: false, why: 'forbidden' }
        : elected && pod !== undefined
          ? {
              seen: true,
              value: Array.from({ length: standbys }, () => podNamed('x', null, false)),
            }
          : undefined,
    gap: elected ? { ...known, ...given.gap } : undefined,
  };
}

function podNamed(name: string, controller: string | null, mirror: boolean) {
  const owner = { kind: controller, name: 'o', controller: true };
  return podFrom({
    metadata: {
      name,
      namespace: 'payments',
      ...(controller === null ? {} : { ownerReferences: [owner] }),
      ...(mirror ? { annotations: { 'kubernetes.io/config.mirror': 'x' } } : {}),
    },
  });
}
