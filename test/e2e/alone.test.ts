// The shipped file needs nothing beside it, and nothing that lies beside it gets hold of it.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { setDesk, type Desk } from './desk.ts';

const VERSION = { code: 0, stdout: `v${packageJson.version}\n`, stderr: '' };

describe('the shipped file', () => {
  let desk: Desk;
  before(async () => {
    desk = await setDesk();
  });
  after(() => desk.clear());

  test('runs where no Node is on the PATH', async () => {
    assert.equal((await desk.type('type -P node bun npm')).code, 1);
    assert.deepEqual(await desk.type('kubectl-lease --version'), VERSION);
  });

  test('runs in the root directory, with an empty home and with none', async () => {
    assert.deepEqual(await desk.type('cd / && kubectl-lease --version'), VERSION);
    assert.deepEqual(await desk.type('HOME= kubectl-lease --version'), VERSION);
    assert.deepEqual(await desk.type('unset HOME SHELL; kubectl-lease --version'), VERSION);
  });

  test('ignores the .env, bunfig.toml, package.json and tsconfig.json that lie around', async () => {
    const witness = join(desk.directory, 'witness');
    const write = (name: string, content: string) => writeFile(join(desk.directory, name), content);
    await write('evil.js', `require('node:fs').writeFileSync(${JSON.stringify(witness)}, 'ran');`);
    await write('bunfig.toml', 'preload = ["./evil.js"]\n[run]\nbun = true\n');
    await write('.env', 'KUBECONFIG=stolen.yaml\n');
    await write('stolen.yaml', 'contexts: [{name: staging, context: {cluster: stolen}}]\n');
    await write('package.json', '{"type":"commonjs","imports":{"#x":"./evil.js"}}');
    await write('tsconfig.json', '{"compilerOptions":{"paths":{"*":["./evil.js"]}}}');
    assert.deepEqual(await desk.type('kubectl-lease --version'), VERSION);
    assert.deepEqual(await desk.type('kubectl lease ls --context staging'), {
      code: 1,
      stdout: '',
      stderr:
        'Error in configuration: context was not found for specified context: staging\n' +
        'kubectl config get-contexts lists the contexts there are\n',
    });
    assert.equal(existsSync(witness), false);
  });

  test('is found by kubectl, which hands it its arguments', async () => {
    assert.deepEqual(await desk.type('kubectl lease --version'), VERSION);
    assert.deepEqual(await desk.type('kubectl plugin list'), {
      code: 0,
      stdout: `The following compatible plugins are available:\n\n${desk.bin}/kubectl-lease\n`,
      stderr: '',
    });
  });
});
