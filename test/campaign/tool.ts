// force-release as an operator runs it: a process of its own, its streams with the times of their lines.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { Micros } from '../../src/lease/time.ts';
import { PROGRAMS } from '../program.ts';

export interface Line {
  /** By this machine's clock, which is the API server's too. */
  readonly at: Micros;
  readonly text: string;
}

export type Range = readonly [least: number, most: number];

/** The document in which it ends, as far as it is judged; anything may be missing from it. */
export interface StepDown {
  readonly kind?: string;
  readonly operationId?: string;
  readonly confirm?: string;
  readonly plan?: {
    readonly action?: string;
    readonly speed?: string;
    readonly seconds?: {
      readonly unled?: Range | null;
      readonly leaderIn?: Range | null;
      readonly ifToolDies?: number | null;
    } | null;
    readonly notPromised?: readonly string[];
  };
  readonly outcome?: {
    readonly word?: string;
    readonly sentence?: string;
    readonly leader?: { readonly holder?: string } | null;
  } | null;
  readonly recorded?: { readonly event?: unknown; readonly lease?: unknown } | null;
}

/** How it ended. */
export interface Told {
  readonly from: Micros;
  readonly to: Micros;
  /** Null where a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Of stderr. */
  readonly lines: readonly Line[];
  /** Undefined where stdout holds none. */
  readonly document: StepDown | undefined;
}

export interface Asked {
  readonly namespace: string;
  readonly name: string;
  readonly kubeconfig: string;
  readonly args: readonly string[];
}

export interface Tool {
  readonly told: Promise<Told>;
  /** Tells each line of stderr as it comes, counted from 1. */
  onLine(meet: (text: string, count: number) => void): void;
  /** SIGKILL. */
  kill(): void;
}

/** What no operation takes as long as: one that is not over then hangs. */
const LONGEST_MS = 400_000;

export function startTool({ namespace, name, kubeconfig, args }: Asked): Tool {
  const from = now();
  const words = ['force-release', name, '-n', namespace, '-o', 'json', ...args];
  const child = spawn(PROGRAMS.file, words, {
    env: { PATH: process.env['PATH'], HOME: '/nonexistent', KUBECONFIG: kubeconfig },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const kill = () => void child.kill('SIGKILL');
  const hanging = setTimeout(kill, LONGEST_MS);
  const lines: Line[] = [];
  const meets: ((text: string, count: number) => void)[] = [];
  createInterface(child.stderr).on('line', (line) => {
    lines.push({ at: now(), text: line });
    for (const meet of meets) meet(line, lines.length);
  });
  const told = async (): Promise<Told> => {
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    clearTimeout(hanging);
    const document = documentOf(stdout);
    return { from, to: now(), code: child.exitCode, stdout, stderr, lines, document };
  };
  return { told: told(), kill, onLine: (meet) => meets.push(meet) };
}

export function now(): Micros {
  return Math.round((performance.timeOrigin + performance.now()) * 1000);
}

function documentOf(stdout: string): StepDown | undefined {
  try {
    return JSON.parse(stdout) as StepDown;
  } catch {
    return undefined;
  }
}
