// Whether an answer is one to the write that was sent, or to the question that was asked.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reviewed } from '../../src/cluster/reviewed.ts';
import { carries } from '../../src/cluster/written.ts';
import type { Patch } from '../../src/operation/json-patch.ts';

const metadata = { namespace: 'a', name: 'x', uid: 'u' };

describe('the answer to a patch', () => {
  const patch: Patch = {
    type: 'json',
    ops: [
      { op: 'test', path: '/metadata/uid', value: 'u' },
      { op: 'add', path: '/spec/holderIdentity', value: 'fence' },
      { op: 'add', path: '/metadata/annotations', value: {} },
      { op: 'add', path: '/metadata/annotations/k~1y', value: 'v' },
      { op: 'remove', path: '/spec/strategy' },
    ],
  };
  const annotations = { 'k/y': 'v', other: 'w' };
  const whole = { metadata: { ...metadata, annotations }, spec: { holderIdentity: 'fence' } };
  const rows: [title: string, raw: object, carried: boolean][] = [
    ['that shows all that it writes is believed', whole, true],
    ['of another uid is not', { ...whole, metadata: { ...whole.metadata, uid: 'v' } }, false],
    ['of another holder is not', { ...whole, spec: { holderIdentity: 'liar' } }, false],
    ['without the annotation is not', { ...whole, metadata }, false],
    [
      'with what was removed is not',
      { ...whole, spec: { ...whole.spec, strategy: 'OldestEmulationVersion' } },
      false,
    ],
    ['that is empty is not', {}, false],
  ];
  for (const [title, raw, carried] of rows) {
    test(title, () => {
      assert.equal(carries({ ...raw }, patch), carried);
    });
  }
});

describe('the answer to a review', () => {
  const spec = {
    user: 'alice',
    groups: ['a', 'b'],
    resourceAttributes: { verb: 'patch', name: '' },
  };
  const given = { user: 'alice', groups: ['a', 'b'], resourceAttributes: { verb: 'patch' } };
  const rows: [title: string, answer: object, came: boolean | RegExp][] = [
    ['that allows is believed', { spec: given, status: { allowed: true } }, true],
    ['that does not allow is believed', { spec: given, status: { allowed: false } }, false],
    ['that denies allows nothing', { spec: given, status: { allowed: true, denied: true } }, false],
    ['without a status says nothing', { spec: given }, /does not say/],
    ['whose status is text says nothing', { spec: given, status: { allowed: 'true' } }, /not say/],
    ['without a spec says nothing', { status: { allowed: true } }, /something else/],
    [
      'about another verb says nothing',
      { spec: { ...given, resourceAttributes: { verb: 'get' } }, status: { allowed: true } },
      /something else/,
    ],
    [
      'about one name, where all were meant, says nothing',
      {
        spec: { ...given, resourceAttributes: { verb: 'patch', name: 'x' } },
        status: { allowed: true },
      },
      /something else/,
    ],
    [
      'about other groups says nothing',
      { spec: { ...given, groups: ['a', 'c'] }, status: { allowed: true } },
      /something else/,
    ],
  ];
  for (const [title, answer, came] of rows) {
    test(title, () => {
      if (came instanceof RegExp) assert.throws(() => reviewed({ ...answer }, spec), came);
      else assert.equal(reviewed({ ...answer }, spec).allowed, came);
    });
  }
});
