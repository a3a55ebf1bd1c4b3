// The command line of `npm run cluster`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseCommand } from './options.ts';

test('no option means a cluster with a node and nothing else', () => {
  assert.deepEqual(parseCommand([]), {
    run: 'cluster',
    options: { node: true, coordinated: false, nodes: 0, leases: 0, heartbeats: 0 },
  });
});

test('every option finds its way', () => {
  const args =
    '--electors 3 --variant pod-uid --coordinated --nodes 5 --leases 200 --heartbeats 7'.split(' ');
  assert.deepEqual(parseCommand(args), {
    run: 'cluster',
    options: {
      node: true,
      coordinated: true,
      nodes: 5,
      leases: 200,
      heartbeats: 7,
      electors: { replicas: 3, variant: 'pod-uid' },
    },
  });
});

const mistakes: [string, RegExp][] = [
  ['--elector 3', /^Unknown option '--elector': see npm run cluster -- --help$/],
  ['three', /^Unexpected argument 'three'/],
  ['--electors three', /^--electors wants a number, not three$/],
  ['--electors', /^Option '--electors <value>' argument missing: see npm run cluster -- --help$/],
  ['--electors 3 --variant odd', /^no variant odd: one of usual, host-network, /],
  ['--electors 3 --no-node', /^--electors needs the real node: leave out --no-node$/],
  ['--variant pod-uid', /^--variant needs --electors$/],
];

for (const [args, message] of mistakes) {
  test(`"${args}" is answered with one sentence`, () => {
    assert.throws(() => parseCommand(args.split(' ')), { message });
  });
}
