// What a person reads who mistypes, or has no cluster: kubectl's words, and no stack trace.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { setDesk, type Desk } from './desk.ts';

describe('through kubectl', () => {
  let desk: Desk;
  before(async () => {
    desk = await setDesk();
  });
  after(() => desk.clear());

  async function fails(line: string, ...stderr: string[]): Promise<void> {
    const expected = { code: 1, stdout: '', stderr: stderr.map((text) => `${text}\n`).join('') };
    assert.deepEqual(await desk.type(line), expected, line);
  }

  /** The last line: kubectl's logger writes others before it. */
  async function kubectlSays(line: string): Promise<string> {
    const { code, stderr } = await desk.type(line);
    assert.equal(code, 1);
    return stderr.trimEnd().split('\n').at(-1) ?? '';
  }

  test('an unknown command is named', async () => {
    const { code, stdout, stderr } = await desk.type('kubectl lease tidy');
    assert.deepEqual({ code, stdout }, { code: 1, stdout: '' });
    assert.match(stderr, /^error: unknown command "tidy" for "kubectl lease"\n.*\n$/);
  });

  test('an unknown flag is named as kubectl names it', async () => {
    const expected = await desk.type('kubectl get --tidy');
    assert.equal(
      expected.stderr,
      "error: unknown flag: --tidy\nSee 'kubectl get --help' for usage.\n",
    );
    await fails(
      'kubectl lease ls --tidy',
      'error: unknown flag: --tidy',
      "See 'kubectl lease ls --help' for usage.",
    );
  });

  test('without a kubeconfig the server of kubectl is asked: localhost:8080', async () => {
    const expected = await kubectlSays('kubectl get leases');
    await fails('kubectl lease ls', expected);
    await fails('kubectl lease who-holds a/b', expected);
  });

  test('a server that is not there refuses', async () => {
    const server = '--server=http://127.0.0.1:1';
    await fails(`kubectl lease ls ${server}`, await kubectlSays(`kubectl get leases ${server}`));
  });

  test('a kubeconfig that is not there is named', async () => {
    const expected = await kubectlSays('kubectl get leases --kubeconfig=nowhere');
    await fails('kubectl lease ls --kubeconfig=nowhere', expected);
  });

  test('help needs no cluster and answers on standard output', async () => {
    const { code, stdout, stderr } = await desk.type('kubectl lease ls --help');
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
    assert.match(stdout, /^USAGE\n {2}kubectl lease ls \[flags\]$/m);
  });
});
