// What makes a built program another one.
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { programKey, setKey } from './cache-key.ts';
import { programs } from './programs.ts';

const [etcd, elector] = ['etcd', 'elector'].map((name) => {
  const found = programs.find((program) => program.name === name);
  assert.ok(found);
  return found;
});
assert.ok(etcd && elector);

/** A copy of the sources, to be changed; gone when the test is over. */
function sources(test: TestContext): string {
  const root = mkdtempSync(join(tmpdir(), 'cache-key-'));
  test.after(() => {
    rmSync(root, { recursive: true });
  });
  cpSync(join(import.meta.dirname, 'programs'), join(root, 'programs'), { recursive: true });
  return root;
}

test('the same sources and the same Go make the same key', (t) => {
  const [one, other] = [sources(t), sources(t)];
  assert.equal(programKey(one, 'go1.26.8', etcd), programKey(other, 'go1.26.8', etcd));
});

test('another Go makes another key', (t) => {
  const root = sources(t);
  assert.notEqual(programKey(root, 'go1.26.8', etcd), programKey(root, 'go1.27.0', etcd));
});

test('a changed pin makes another key for every program', (t) => {
  const root = sources(t);
  const keys = () => [etcd, elector].map((program) => programKey(root, 'go1.26.8', program));
  const before = keys();
  writeFileSync(join(root, 'programs', 'go.sum'), 'changed\n', { flag: 'a' });
  keys().forEach((key, index) => {
    assert.notEqual(key, before[index]);
  });
});

test('changed code of our own makes another key for that program alone', (t) => {
  const root = sources(t);
  const before = [etcd, elector].map((program) => programKey(root, 'go1.26.8', program));
  writeFileSync(join(root, 'programs', 'elector', 'main.go'), '// changed\n', { flag: 'a' });
  assert.equal(programKey(root, 'go1.26.8', etcd), before[0]);
  assert.notEqual(programKey(root, 'go1.26.8', elector), before[1]);
});

test('a set of programs has the same key in any order', () => {
  assert.equal(setKey(['a', 'b']), setKey(['b', 'a']));
  assert.notEqual(setKey(['a', 'b']), setKey(['a']));
});
