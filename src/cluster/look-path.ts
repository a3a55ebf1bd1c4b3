// Finds a program as Go's os/exec does: a name in PATH, a path as it is.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

export interface Found {
  readonly path: string;
  /** In Go's words, where there is nothing that can be run. */
  readonly problem: string | undefined;
}

const WINDOWS = process.platform === 'win32';

export function lookPath(command: string, env: NodeJS.ProcessEnv): Found {
  const names = WINDOWS ? withExtensions(command, env) : [command];
  if (hasSeparator(command)) {
    const path = names.find(isExecutable);
    if (path !== undefined) return { path, problem: undefined };
    return { path: command, problem: `exec: "${command}": no such file or directory` };
  }
  for (const directory of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    const path = names.map((name) => join(directory, name)).find(isExecutable);
    if (path === undefined) continue;
    if (isAbsolute(path)) return { path, problem: undefined };
    // os/exec ErrDot: a program that lies about in the working directory is not run by its name.
    const dot = 'cannot run executable found relative to current directory';
    return { path, problem: `exec: "${command}": ${dot}` };
  }
  return { path: command, problem: `exec: "${command}": executable file not found in $PATH` };
}

export function hasSeparator(command: string): boolean {
  return command.includes('/') || (WINDOWS && command.includes('\\'));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** PATHEXT: `aws` means aws.exe. */
function withExtensions(command: string, env: NodeJS.ProcessEnv): string[] {
  const extensions = (env['PATHEXT'] ?? '.COM;.EXE;.BAT;.CMD').split(';');
  return [command, ...extensions.map((extension) => command + extension.toLowerCase())];
}
