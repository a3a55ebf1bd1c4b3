// Which object is the one that was asked for, and which is not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WatchCheck } from '../../src/cluster/expected-watch.ts';
import { difference, ForeignAnswer, Newest } from '../../src/cluster/expected.ts';
import { leaseFrom } from '../../src/lease/lease.ts';
import { isOlder } from '../../src/lease/resource-version.ts';

const asked = {
  ...{ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' },
  ...{ namespace: 'a', name: 'x', uid: 'u' },
};
const type = { apiVersion: asked.apiVersion, kind: asked.kind };
const metadata = { namespace: 'a', name: 'x', uid: 'u' };

describe('an object', () => {
  const rows: [title: string, raw: object, sentence: string | undefined][] = [
    ['as it was asked for is that', { ...type, metadata }, undefined],
    ['of a list, without kind and apiVersion, is that', { metadata }, undefined],
    [
      'of another name is named',
      { ...type, metadata: { ...metadata, name: 'y' } },
      'Lease a/y instead of a/x',
    ],
    [
      'of another namespace is named',
      { ...type, metadata: { ...metadata, namespace: 'b' } },
      'Lease b/x instead of a/x',
    ],
    ['of another kind is named', { ...type, kind: 'Pod', metadata }, 'Pod a/x instead of a Lease'],
    [
      'of another API is named',
      { ...type, apiVersion: 'v1', metadata },
      'Lease a/x of v1 instead of coordination.k8s.io/v1',
    ],
    [
      'of another uid is named',
      { ...type, metadata: { ...metadata, uid: 'v' } },
      'another Lease a/x: its uid is v, not u',
    ],
    ['without metadata is named', { ...type }, 'Lease without a name instead of a/x'],
    [
      'whose metadata is an array is named',
      { ...type, metadata: [] },
      'Lease without a name instead of a/x',
    ],
    [
      'whose name is no text is named',
      { ...type, metadata: { ...metadata, name: 7 } },
      'Lease a/without a name instead of a/x',
    ],
  ];
  for (const [title, raw, sentence] of rows) {
    test(title, () => {
      assert.equal(difference({ ...raw }, asked), sentence);
    });
  }
});

describe('a resourceVersion', () => {
  const rows: [one: string | undefined, other: string | undefined, older: boolean][] = [
    ['9', '10', true],
    ['10', '9', false],
    ['10', '10', false],
    ['99999999999999999999', '100000000000000000000', true],
    ['abc', '10', false],
    ['10', 'abc', false],
    ['0x1', '10', false],
    [undefined, '10', false],
    ['10', undefined, false],
  ];
  for (const [one, other, older] of rows) {
    test(`${one ?? 'none'} is ${older ? 'older' : 'not older'} than ${other ?? 'none'}`, () => {
      assert.equal(isOlder(one, other), older);
    });
  }

  test('that is older than one seen before the request is an error', () => {
    const newest = new Newest();
    newest.saw({ metadata: { ...metadata, resourceVersion: '10' } }, asked);
    const old = { metadata: { ...metadata, resourceVersion: '9' } };
    assert.throws(() => {
      newest.check(old, asked, newest.before(asked));
    }, ForeignAnswer);
  });

  test('that is older than one seen after the request is a late answer', () => {
    const newest = new Newest();
    const before = newest.before(asked);
    newest.saw({ metadata: { ...metadata, resourceVersion: '10' } }, asked);
    newest.check({ metadata: { ...metadata, resourceVersion: '9' } }, asked, before);
    newest.saw({ metadata: { ...metadata, resourceVersion: '9' } }, asked);
    assert.equal(newest.before(asked), '10');
  });
});

describe('an event of a watch', () => {
  const event = (of: string, changes: object): string =>
    JSON.stringify({ type: of, object: { ...type, metadata: { ...metadata, ...changes } } });
  const rows: [title: string, line: string, came: string | RegExp][] = [
    ['that is newer is believed', event('MODIFIED', { resourceVersion: '11' }), 'written'],
    ['that adds what is there is a write', event('ADDED', { resourceVersion: '11' }), 'written'],
    ['that deletes is believed', event('DELETED', { resourceVersion: '11' }), 'DELETED'],
    ['that was told before says nothing', event('MODIFIED', { resourceVersion: '10' }), 'known'],
    ['that is older says nothing', event('DELETED', { resourceVersion: '9' }), 'known'],
    [
      'of another uid needs a list',
      event('MODIFIED', { resourceVersion: '11', uid: 'v' }),
      'replaced',
    ],
    ['of another name is an error', event('MODIFIED', { name: 'y' }), /Lease a\/y instead of a\/x/],
    ['of another namespace is an error', event('DELETED', { namespace: 'b' }), /Lease b\/x/],
    ['without an object is an error', '{"type":"ADDED"}', /without a name/],
    ['of an unknown type is an error', event('LIAR', {}), /no event of a watch/],
    ['that is null is an error', 'null', /no event of a watch/],
    ['that is an array is an error', '[]', /no event of a watch/],
    ['that is no JSON is an error', '{', /not JSON/],
    ['that is a bookmark of nothing says nothing', '{"type":"BOOKMARK","object":7}', 'known'],
  ];
  for (const [title, line, came] of rows) {
    test(title, () => {
      const check = new WatchCheck({ namespace: 'a', name: 'x' });
      check.listed([{ raw: {}, lease: leaseFrom({ metadata }) }], '10');
      if (came instanceof RegExp) assert.throws(() => check.event(line), came);
      else assert.equal(check.event(line).type, came);
    });
  }

  test('that is a bookmark moves the place, and only forward', () => {
    const check = new WatchCheck({ namespace: 'a', name: 'x' });
    check.listed([], '10');
    for (const version of ['12', '11', 'junk']) {
      check.event(event('BOOKMARK', { name: '', namespace: '', resourceVersion: version }));
    }
    assert.equal(check.version, '12');
  });

  test('of a list that is older than the last one is an error', () => {
    const check = new WatchCheck({ namespace: 'a' });
    check.listed([], '10');
    assert.throws(() => {
      check.listed([], '9');
    }, /older list of Leases: its resourceVersion is 9 after 10/);
  });
});
