// What each command makes the runtime load, by esbuild's own account of the bundle.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { Metafile } from 'esbuild';
import { METAFILE } from '../../scripts/paths.ts';

const { outputs } = JSON.parse(readFileSync(METAFILE, 'utf8')) as Metafile;
const CLIENT = 'node_modules/@kubernetes/client-node/';

/** The sources in the chunks that these modules stand in, and in all that those import statically. */
function loadedBy(...modules: readonly string[]): string[] {
  const chunks = new Set(modules.map(chunkOf));
  for (const chunk of chunks) {
    for (const { path, kind, external } of outputs[chunk]?.imports ?? []) {
      if (kind === 'import-statement' && external !== true) chunks.add(path);
    }
  }
  return [...chunks].flatMap((chunk) => Object.keys(outputs[chunk]?.inputs ?? {}));
}

function chunkOf(module: string): string {
  const found = Object.keys(outputs).find((chunk) => outputs[chunk]?.inputs[module] !== undefined);
  assert.ok(found, `${module} is in the bundle`);
  return found;
}

const START = 'bin/dev.js';
const LIST = [
  START,
  'src/commands/ls.ts',
  'src/cluster/cluster.ts',
  'src/cluster/transport-bun.ts',
  'src/cluster/transport-node.ts',
];

test('help and the start of every command load no command', () => {
  const loaded = loadedBy(START, 'src/help.ts');
  assert.deepEqual(
    loaded.filter((source) => source.startsWith('src/commands/')),
    [],
  );
});

test('ls on a cluster loads nothing of client-node', () => {
  assert.deepEqual(
    loadedBy(...LIST).filter((source) => source.startsWith(CLIENT)),
    [],
  );
});

test('whoever asks for Pods loads client-node, with neither its HTTP stack nor its kubeconfig', () => {
  const loaded = loadedBy('src/cluster/typed-api.ts');
  assert.ok(loaded.some((source) => source.startsWith(CLIENT)));
  assert.equal(loaded.includes(`${CLIENT}dist/config.js`), false);
  const stacks = /^node_modules\/(undici|ws|tar-fs|openid-client)\//;
  assert.deepEqual(
    loaded.filter((source) => stacks.test(source)),
    [],
  );
});

test('a terminal is drawn on only by who asks for it', () => {
  const drawn = /^node_modules\/(inquirer|@inquirer|listr2)\//;
  assert.deepEqual(
    loadedBy(...LIST).filter((source) => drawn.test(source)),
    [],
  );
});
