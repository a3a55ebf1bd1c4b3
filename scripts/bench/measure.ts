// Run by Bun: starts one program, waits for it, and prints as JSON what wait4 says that it cost.
// A process of its own, because Linux counts the memory of who starts a program as that program's.
import { readFileSync } from 'node:fs';

declare const Bun: {
  nanoseconds(): number;
  spawnSync(
    command: readonly string[],
    options: { stdout: 'ignore'; stderr: 'ignore' },
  ): { exitCode: number; resourceUsage: { cpuTime: { total: bigint }; maxRSS: number } };
};

/** What one run of a program cost. */
export interface Cost {
  readonly exitCode: number;
  /** Milliseconds from the start to the end. */
  readonly wall: number;
  /** Milliseconds of all its threads, in the program and in the kernel for it. */
  readonly cpu: number;
  /** MiB that were in memory at once. */
  readonly memory: number;
  /** MiB of this process: less than this cannot be measured. */
  readonly floor: number;
}

const MEBI = 1024 * 1024;

/** Not resourceUsage(): that counts the memory of who started this process, as its own does. */
function ownPeak(): number {
  const [, kibi = NaN] =
    /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return Number(kibi) / 1024;
}

if (import.meta.main) {
  const start = Bun.nanoseconds();
  const { exitCode, resourceUsage } = Bun.spawnSync(process.argv.slice(2), {
    stdout: 'ignore',
    stderr: 'ignore',
  });
  const cost: Cost = {
    exitCode,
    wall: (Bun.nanoseconds() - start) / 1e6,
    cpu: Number(resourceUsage.cpuTime.total) / 1000,
    memory: resourceUsage.maxRSS / MEBI,
    floor: ownPeak(),
  };
  process.stdout.write(JSON.stringify(cost));
}
