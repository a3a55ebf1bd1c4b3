// Runs the program under test and says what it took: the peak of its memory, and its time.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { text } from 'node:stream/consumers';

export interface Run {
  /** 128 and more for a signal; -1 where it had to be ended. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** Megabytes. */
  readonly peak: number;
  readonly milliseconds: number;
}

export interface Options {
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** What it reads on standard input; nothing by default. */
  readonly stdin?: Buffer;
  /** Milliseconds after which it is ended. */
  readonly patience?: number;
}

/** The kernel keeps the peak for as long as the process lives: the last look misses 5 ms of it. */
const LOOK_EVERY = 5;

export async function measuredRun(words: readonly string[], options: Options): Promise<Run> {
  const [command = '', ...args] = words;
  const begun = performance.now();
  const child = spawn(command, args, { cwd: options.cwd, env: options.env, stdio: 'pipe' });
  child.stdin.on('error', () => undefined).end(options.stdin);
  let [peak, isEnded] = [0, false];
  const looking = setInterval(() => {
    peak = Math.max(peak, peakOf(child.pid));
  }, LOOK_EVERY);
  const ending = setTimeout(() => {
    isEnded = true;
    child.kill('SIGKILL');
  }, options.patience ?? 60_000);
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  clearInterval(looking);
  clearTimeout(ending);
  const code = isEnded ? -1 : (child.exitCode ?? 128);
  return { code, stdout, stderr, peak, milliseconds: performance.now() - begun };
}

/** Of a process that has ended there is nothing to read. */
function peakOf(pid: number | undefined): number {
  try {
    const status = readFileSync(`/proc/${pid ?? 0}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}
