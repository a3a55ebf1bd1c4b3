// However a cluster ends, nothing of it stays: no process, mount, interface, control group or file.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import type { ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { globSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { openCluster } from './cluster.ts';
import { note, remains, systemFiles } from './traces.ts';
import type { Traces } from './traces.ts';
import { waitFor } from './wait.ts';

const main = join(import.meta.dirname, 'main.ts');

type Command = ChildProcessByStdio<null, Readable, Readable>;

function command(args: readonly string[], env = process.env): Command {
  return spawn(process.execPath, [main, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** A cluster with a Pod, as a person starts it; returns it with what it has put into the machine. */
async function started(): Promise<{ child: Command; traces: Traces }> {
  const before = systemFiles();
  const child = command(['--electors', '1']);
  const said = text(child.stderr);
  for await (const line of createInterface(child.stdout)) {
    const [, kubeconfig] = /^export KUBECONFIG=(.+)$/.exec(line) ?? [];
    assert.ok(kubeconfig, `stdout holds one line, the export, not: ${line}`);
    const cluster = openCluster(join(dirname(kubeconfig), 'cluster.json'));
    const traces = note(cluster, 'payments', before);
    const { processes, interfaces, networkNamespaces, controlGroups } = traces;
    // Else the test would look for nothing, and find it.
    assert.ok(processes.length > 8 && interfaces.length > 1);
    assert.ok(networkNamespaces.length > 0 && controlGroups.length > 0);
    return { child, traces };
  }
  return assert.fail(`the cluster did not start: ${await said}`);
}

function gone(traces: Traces): Promise<unknown> {
  return waitFor('nothing left', (saw) => {
    const left = remains(traces);
    saw(left.join('\n'));
    return left.length === 0 ? true : undefined;
  });
}

test('Ctrl-C ends all of it, and a second Ctrl-C does not disturb that', async () => {
  const { child, traces } = await started();
  child.kill('SIGINT');
  child.kill('SIGINT');
  const closed = once(child, 'close');
  child.kill('SIGINT');
  assert.deepEqual(await closed, [0, null]);
  await gone(traces);
});

test('when its parent is killed, the watchdog ends all of it', async () => {
  const { child, traces } = await started();
  child.kill('SIGKILL');
  await gone(traces);
});

test('ended while it starts, it leaves no directory and says no error', async (t) => {
  const place = mkdtempSync(join(tmpdir(), 'teardown-'));
  t.after(() => {
    rmSync(place, { recursive: true });
  });
  const child = command(['--no-node'], { ...process.env, TMPDIR: place });
  const said = text(child.stderr);
  await waitFor('etcd at work', () => globSync(join(place, '*', 'etcd'))[0]);
  const closed = once(child, 'close');
  child.kill('SIGTERM');
  assert.deepEqual(await closed, [143, null]);
  assert.doesNotMatch(await said, /error|failed/);
  assert.deepEqual(readdirSync(place), []);
});

test('a start that fails names a log and leaves that and no more', async (t) => {
  // No unix socket's path may be so long: containerd gives up.
  const place = join(tmpdir(), `teardown-${'x'.repeat(90)}`);
  mkdirSync(place);
  t.after(() => {
    rmSync(place, { recursive: true });
  });
  const child = command([], { ...process.env, TMPDIR: place });
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  assert.equal(child.exitCode, 1);
  const [, log = ''] =
    /^error: containerd ended .* before it was ready: .*\(log: (.*)\)$/m.exec(said) ?? [];
  assert.match(readFileSync(log, 'utf8'), /socket path too long/);
  assert.deepEqual(globSync(join(place, '*', '*')), [dirname(log)]);
});

test('a mistaken option is answered with one sentence and the exit code 1', async () => {
  const child = command(['--elector', '3']);
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  assert.equal(child.exitCode, 1);
  assert.equal(said, "error: Unknown option '--elector': see npm run cluster -- --help\n");
});
