// `kubectl lease force-release` at a terminal of its own, with real kubectl and the shipped file.
import assert from 'node:assert/strict';
import { delimiter } from 'node:path';
import type { TestContext } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { createNamespace } from '../cluster/kubectl.ts';
import { get, message, openClient } from '../cluster/request.ts';
import { electionSpec } from '../live/live.ts';
import { inTerminal, type Ended, type Options, type Pty } from '../terminal/pty.ts';
import type { Desk } from './desk.ts';

const leases = (namespace: string) => `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;

export interface Raw {
  readonly metadata: {
    readonly resourceVersion: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec: { readonly holderIdentity?: string };
}

/** All of it, so that nothing that was written goes unnoticed. */
export async function rawLease(namespace: string, name: string): Promise<Raw> {
  const found = await get<Raw>(testCluster(), `${leases(namespace)}/${name}`);
  assert.ok(found, `${namespace}/${name} is there`);
  return found;
}

/** A Lease called reconciler in a namespace of its own, whose holder has an hour left and is not to be found. */
export async function heldBy(t: TestContext, holder: string): Promise<string> {
  const cluster = testCluster();
  const namespace = await createNamespace(cluster, t);
  const client = openClient(cluster);
  try {
    const { status, body } = await client.request('POST', leases(namespace), {
      metadata: { name: 'reconciler' },
      spec: electionSpec(holder, 3600),
    });
    assert.equal(status, 201, message(body));
  } finally {
    client.close();
  }
  return namespace;
}

export interface Left extends Omit<Ended, 'stty'> {
  /** What the command line printed on stdout, where that is a file. */
  readonly answer: string;
}

interface AtTerminal extends Options {
  /** Of the shell that starts it, such as a redirection. */
  readonly line?: string;
}

/** Its modes and its cursor are afterwards as they were before, where the window is still there. */
export async function forceReleaseAt(
  desk: Desk,
  namespace: string,
  { line = 'exec "$@"', ...options }: AtTerminal,
  use: (pty: Pty) => Promise<void>,
): Promise<Left> {
  const command = ['kubectl', 'lease', 'force-release', '-n', namespace, 'reconciler'];
  const env = {
    KUBECONFIG: testCluster().kubeconfig,
    ...options.env,
    PATH: [desk.bin, process.env['PATH'] ?? ''].join(delimiter),
  };
  const isFile = options.stdout !== 'terminal';
  // What `stty` says beforehand stands before the answer.
  const script = isFile ? `stty -a; ${line}` : line;
  const started = ['sh', '-c', script, 'sh', ...command, '--reason', 'it hangs'];
  const { stty, ...ended } = await inTerminal(started, { ...options, env }, async (pty) => {
    await use(pty);
    return pty.ended();
  });
  if (!isFile) return { ...ended, answer: '' };
  const { length } = ended.stdout.split(MODES, 1)[0] ?? '';
  const [before = ''] = MODES.exec(ended.stdout) ?? [];
  assert.notEqual(before, '', ended.stdout);
  if (stty !== '') {
    assert.equal(MODES.exec(stty)?.[0], before);
    assert.ok(ended.cursorShown, 'the cursor is shown');
  }
  return { ...ended, answer: ended.stdout.slice(length + before.length) };
}

/** From the first of its keys on: the window's size before them may have changed. */
const MODES = /^intr = [^]*?echoke.*\n/m;

export const LIST = `? How should it step down?
> fence, wait   new leader in`;
export const NAME = "? Type the Lease's name to go on:";

/** Types a line and waits for what it leads to. */
export async function enter(pty: Pty, text: string, then?: string | RegExp): Promise<void> {
  await pty.type(text);
  await pty.shows(new RegExp(`: ${text} *$`));
  await pty.press('Enter');
  if (then !== undefined) await pty.shows(then);
}
