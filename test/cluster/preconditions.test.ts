// What is said on a machine that lacks something.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  packagesForModel,
  packagesForNode,
  packagesForWrongClocks,
  recentEnough,
} from './preconditions.ts';
import type { Machine } from './preconditions.ts';

const complete: Machine = { root: true, debian: true, has: () => true };

test('Go has to be 1.26.8 or later', () => {
  const versions = ['go1.26.8', 'go1.26.10', 'go1.27', 'go1.27rc1', 'go2.0'];
  for (const version of versions) assert.ok(recentEnough(version), version);
  for (const version of ['go1.26.7', 'go1.26', 'go1.9.9', 'devel']) {
    assert.ok(!recentEnough(version), version);
  }
});

test('a complete machine needs no package', () => {
  assert.deepEqual(packagesForNode(complete), []);
});

test('root on Debian has the missing packages installed', () => {
  const bare: Machine = { ...complete, has: (program) => program === 'unshare' };
  assert.deepEqual(packagesForNode(bare), ['runc', 'iproute2', 'util-linux']);
});

test('somebody who is not root is told of sudo and of --no-node', () => {
  assert.throws(() => packagesForNode({ ...complete, root: false }), {
    message: 'a real node needs root: run it with sudo, or without a node: --no-node',
  });
});

test('elsewhere the missing program and its package are named', () => {
  const fedora: Machine = { root: true, debian: false, has: (program) => program !== 'runc' };
  assert.throws(() => packagesForNode(fedora), {
    message:
      'a real node needs runc: install the package runc of your distribution,' +
      ' or start without a node: --no-node',
  });
});

test('faketime is installed for root on Debian, and asked for elsewhere', () => {
  const bare: Machine = { ...complete, has: () => false };
  assert.deepEqual(packagesForWrongClocks(complete), []);
  assert.deepEqual(packagesForWrongClocks({ ...complete, root: false }), []);
  assert.deepEqual(packagesForWrongClocks(bare), ['faketime']);
  for (const lack of [{ root: false }, { debian: false }]) {
    assert.throws(() => packagesForWrongClocks({ ...bare, ...lack }), {
      message:
        'the tests of wrong clocks need faketime: install the package faketime of your distribution',
    });
  }
});

test('spin and gcc are installed for root on Debian, and asked for elsewhere', () => {
  const bare: Machine = { ...complete, has: () => false };
  const noSpin: Machine = { ...complete, has: (program) => program !== 'spin' };
  assert.deepEqual(packagesForModel(complete), []);
  assert.deepEqual(packagesForModel({ ...complete, root: false }), []);
  assert.deepEqual(packagesForModel(bare), ['spin', 'gcc']);
  assert.deepEqual(packagesForModel(noSpin), ['spin']);
  for (const lack of [{ root: false }, { debian: false }]) {
    assert.throws(() => packagesForModel({ ...noSpin, ...lack }), {
      message: 'the model of the protocol is explored with spin: install spin of your distribution',
    });
  }
});
