// The program on a workstation whose clock is wrong, by libfaketime.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { parseTime, SECOND, type Micros } from '../../src/lease/time.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { PROGRAMS, runLine, type Outcome } from '../program.ts';
import type { Span } from './truth.ts';

export interface Timed extends Outcome {
  /** By this machine's clock, which is the API server's too. */
  readonly span: Span;
}

/** `kubectl lease ARGS` where the clock is so many seconds ahead; negative: behind. */
export async function onWorkstation(cluster: Cluster, skew: number, args: string): Promise<Timed> {
  const from = now();
  const env = { KUBECONFIG: cluster.kubeconfig };
  const outcome = await runLine(`${skewed(skew)} kubectl lease ${args} -v=6`, { env });
  const to = now();
  mustBelieve(skew, outcome.stderr, to);
  return { ...outcome, span: { from, to } };
}

/**
 * The requests that a command sent, as it says them with -v=6: paths without their parameters. The
 * one by which it measures the server's clock goes with every first one.
 */
export function requestsOf({ stderr }: Outcome): string[] {
  return Array.from(
    stderr.matchAll(/"Response" .* url="https:\/\/[^/]+([^?"]*)/g),
    (match) => match[1] ?? '',
  ).filter((path) => !path.endsWith('/selfsubjectaccessreviews'));
}

/** `ls -w -o json` there, for as long as it is not ended: tells each document as it comes. */
export function watchOnWorkstation(
  cluster: Cluster,
  skew: number,
  namespace: string,
  meet: (document: unknown) => void,
): { end(): Promise<void> } {
  const words = [...skewed(skew).split(' '), PROGRAMS.file, 'ls', '-w', '-o', 'json'];
  const [command, ...args] = [...words, '-n', namespace];
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], KUBECONFIG: cluster.kubeconfig },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stderr = text(child.stderr);
  createInterface(child.stdout).on('line', (line) => {
    meet(JSON.parse(line));
  });
  return {
    async end() {
      if (child.exitCode !== null) throw new Error(`ls -w ended by itself: ${await stderr}`);
      const ended = once(child, 'exit');
      // Its own end would leave what faketime shares with it behind: faketime waits for it.
      const pid = String(child.pid);
      process.kill(Number(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')), 'SIGINT');
      await ended;
    },
  };
}

function now(): Micros {
  return Date.now() * 1000;
}

function skewed(seconds: number): string {
  return `faketime -f ${seconds < 0 ? '' : '+'}${seconds}s`;
}

/** A clock that was not really put wrong would prove nothing: each line of its log says its time. */
function mustBelieve(skew: number, stderr: string, to: Micros): void {
  const logged = /^I(\d\d)(\d\d) (\d\d:\d\d:\d\d\.\d+) /m.exec(stderr);
  const [, month = '', day = '', time = ''] = logged ?? [];
  const year = new Date(to / 1000 + skew * 1000).getUTCFullYear();
  const believed = parseTime(`${year}-${month}-${day}T${time}Z`);
  assert.ok(believed !== undefined, `no log line in: ${stderr}`);
  const off = (believed - to) / SECOND - skew;
  assert.ok(Math.abs(off) < 60, `its clock was not ${skew} s ahead: ${stderr}`);
}
