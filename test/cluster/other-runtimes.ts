// What this machine lends to a Pod that runs a program in Java or Python.
import { execFileSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Recipe } from './other-programs.ts';

export interface Runtime {
  /** What comes before the program's own arguments. */
  readonly command: readonly string[];
  /** Folders of this machine that the Pod has to have, read-only, in the same places. */
  readonly folders: readonly string[];
}

export function runtimeOf({ runtime }: Recipe): Runtime {
  return runtimes[runtime]();
}

const runtimes: Readonly<Record<Recipe['runtime'], () => Runtime>> = {
  none: () => ({ command: [], folders: [] }),
  java: () => {
    const settings = printed('java', ['-XshowSettings:properties', '-version']);
    const home = /^ *java\.home = (.+)$/m.exec(settings)?.[1];
    if (home === undefined) throw new Error('java does not say where it is installed');
    // Debian keeps a JDK's settings in a folder of /etc.
    const settingsOf = join(home, 'conf', 'net.properties');
    return {
      command: [join(home, 'bin', 'java')],
      folders: folders(home, existsSync(settingsOf) ? dirname(realpathSync(settingsOf)) : home),
    };
  },
  python: () => {
    const ask = 'import sys; print(sys.executable); print(sys.base_prefix)';
    const [executable = '', prefix = ''] = printed('python3', ['-c', ask]).split('\n');
    return { command: [executable], folders: folders(prefix) };
  },
};

// With the machine's own libraries: the interpreters and their packages are linked to them.
function folders(...own: readonly string[]): string[] {
  const shared = ['/usr', '/lib', '/lib64'].filter((folder) => existsSync(folder));
  return [...shared, ...new Set(own.filter((folder) => !`${folder}/`.startsWith('/usr/')))];
}

// Java tells its settings on stderr.
function printed(command: string, args: readonly string[]): string {
  return execFileSync('sh', ['-c', '"$@" 2>&1', 'sh', command, ...args], { encoding: 'utf8' });
}
