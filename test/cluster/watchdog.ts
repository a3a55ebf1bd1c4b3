// A process that ends the cluster when its parent is gone, however that came about.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { teardown } from './teardown.ts';

const file = fileURLToPath(import.meta.url);

export interface Watchdog {
  /** Lets it go, when the cluster has been ended or is to outlive this process. */
  release(): void;
}

/** Starts the watchdog: it holds a pipe from us, which the kernel closes when we end. */
export function watch(directory: string): Watchdog {
  const log = openSync(join(directory, 'watchdog.log'), 'a');
  const child = spawn(process.execPath, [file, directory], {
    stdio: ['pipe', log, log],
    // Ctrl-C and a closed terminal reach our process group, and it has to outlive us.
    detached: true,
    cwd: '/',
  });
  closeSync(log);
  child.unref();
  const pipe = child.stdin as unknown as { unref(): void; end(): void };
  pipe.unref();
  return {
    release: () => {
      pipe.end();
    },
  };
}

async function guard(directory: string): Promise<void> {
  await once(process.stdin.resume(), 'close');
  // Where the parent has ended the cluster itself, there is no directory any more.
  await teardown(directory);
}

const [, script, directory] = process.argv;
if (script === file && directory !== undefined) await guard(directory);
