import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseSelector } from '../../src/archive/selector.ts';

const labels = new Map([
  ['app', 'reconciler'],
  ['kubernetes.io/hostname', 'cp-1'],
  ['empty', ''],
]);

describe('a label selector', () => {
  const rows: [selector: string, matches: boolean][] = [
    ['app=reconciler', true],
    ['app==reconciler', true],
    ['app = reconciler', true],
    ['app=other', false],
    ['app!=other', true],
    ['missing!=x', true],
    ['app', true],
    ['missing', false],
    ['!missing', true],
    ['!app', false],
    ['empty=', true],
    ['app in (a, reconciler)', true],
    ['app in (a,b)', false],
    ['app notin (a,b)', true],
    ['missing notin (a)', true],
    ['missing in (a)', false],
    ['app in (a,reconciler),kubernetes.io/hostname=cp-1', true],
    ['app=reconciler,empty=x', false],
    ['', true],
  ];
  for (const [selector, matches] of rows) {
    test(`"${selector}" ${matches ? 'matches' : 'does not match'}`, () => {
      assert.equal(parseSelector(selector)(labels), matches);
    });
  }

  test('that is none is said so', () => {
    assert.throws(() => parseSelector('a in (b'), /unable to parse requirement "a in \(b"/);
  });
});
