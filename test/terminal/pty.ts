// A program in a real terminal: tmux draws its screen, types, resizes the window and closes it.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { waitFor } from '../cluster/wait.ts';

export interface Options {
  /** The whole environment but PATH, HOME and TERM, which are given unless they are in here. */
  readonly env?: NodeJS.ProcessEnv;
  readonly columns?: number;
  readonly rows?: number;
  readonly cwd?: string;
  /** Where stdout goes: a file that `ended` reads, or the terminal. A file unless said otherwise. */
  readonly stdout?: 'file' | 'terminal';
}

/** Keys by tmux's names: a character, or Enter, Up, Down, Tab, BSpace, C-c, C-d, C-z and so on. */
export type Key = string;

export interface Ended {
  /** The program's exit code; a signal counts as 128 and its number. */
  readonly code: number;
  readonly stdout: string;
  /** The last screen; empty where the terminal was closed. */
  readonly screen: string;
  /** What `stty -a` says of the terminal afterwards; empty where it was closed. */
  readonly stty: string;
  readonly cursorShown: boolean;
}

export interface Pty {
  /** Types text as it stands, without Enter. */
  type(text: string): Promise<void>;
  press(...keys: readonly Key[]): Promise<void>;
  resize(columns: number, rows: number): Promise<void>;
  /** The lines on the screen now, without blanks at their ends. */
  screen(): Promise<string>;
  /** The screen with its colours, as escape sequences. */
  coloured(): Promise<string>;
  /** Waits until the screen shows it, and returns the screen. */
  shows(what: string | RegExp): Promise<string>;
  signal(name: NodeJS.Signals): Promise<void>;
  /** Waits until Ctrl-Z has stopped the program, and brings it back as the shell's `fg` does. */
  backFromCtrlZ(): Promise<void>;
  /** Closes the window, as a person does or a connection that breaks. */
  close(): Promise<void>;
  /** Waits for the end of the program. */
  ended(): Promise<Ended>;
}

const PATIENCE = { seconds: 20, everyMs: 20 };

// A shell with job control, as an operator's (dash ends where the terminal is gone): it outlives what the terminal sends, brings back what
// was stopped with Ctrl-Z once it is told to, and tells how the program ended.
const SCRIPT = `trap : INT TERM HUP
set -m
sh -c 'echo $$ > "$OUT/pid"; exec "$@"' sh "$@"
code=$?
while [ $code -eq 148 ]; do
  : > "$OUT/stopped"
  until [ -e "$OUT/resumed" ]; do sleep 0.02; done
  rm "$OUT/stopped" "$OUT/resumed"
  fg > /dev/null
  code=$?
done
stty -a > "$OUT/stty" 2> /dev/null
printf '\\033]2;ended\\007'
echo $code > "$OUT/code.new" && mv "$OUT/code.new" "$OUT/code"
[ -t 0 ] && exec sleep 600`;

/** Runs a command in a terminal of its own for as long as `use` takes. */
export async function inTerminal<T>(
  command: readonly string[],
  options: Options,
  use: (pty: Pty) => Promise<T>,
): Promise<T> {
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-pty-'));
  const tmux = tmuxServer(join(directory, 'tmux'), environment(options, directory));
  try {
    await open(tmux, command, options);
    return await use(pty(tmux, directory));
  } finally {
    await tmux('kill-server').catch(() => undefined);
    await rm(directory, { recursive: true, force: true, maxRetries: 10 });
  }
}

type Tmux = (...args: readonly string[]) => Promise<string>;

/** Each terminal has a tmux of its own, which reads no configuration of the person who tests. */
function tmuxServer(socket: string, env: NodeJS.ProcessEnv): Tmux {
  return async (...args) => {
    try {
      const flags = ['-u', '-S', socket, '-f', '/dev/null'];
      const { stdout } = await promisify(execFile)('tmux', [...flags, ...args], { env });
      return stdout;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      throw new Error(
        'the tests of prompts need tmux: install the package tmux of your distribution',
        { cause: error },
      );
    }
  };
}

function environment({ env }: Options, directory: string): NodeJS.ProcessEnv {
  const { PATH } = process.env;
  return { PATH, HOME: '/nonexistent', LANG: 'C.UTF-8', ...env, OUT: directory };
}

async function open(tmux: Tmux, command: readonly string[], options: Options): Promise<void> {
  const { columns = 100, rows = 30, cwd = process.cwd(), stdout = 'file', env = {} } = options;
  const script = stdout === 'file' ? SCRIPT.replace('"$@"\n', '"$@" > "$OUT/stdout"\n') : SCRIPT;
  await tmux(
    ...['start-server', ';', 'set-option', '-g', 'status', 'off', ';'],
    ...['new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', cwd],
    ...['env', '-u', 'TMUX', '-u', 'TMUX_PANE', `TERM=${env['TERM'] ?? 'tmux-256color'}`],
    ...['bash', '-c', script, 'bash', ...command],
  );
}

function pty(tmux: Tmux, directory: string): Pty {
  const file = (name: string) => readFile(join(directory, name), 'utf8').catch(() => undefined);
  const pid = async () => Number(await waitFor('the process id', () => file('pid'), PATIENCE));
  const quietly = async (...args: readonly string[]) => {
    await tmux(...args);
  };
  const screen = async () => trimmed(await tmux('capture-pane', '-p'));
  const shows = (what: string | RegExp) =>
    waitFor(
      `a screen that shows ${String(what)}`,
      async (saw) => {
        const text = await screen();
        saw(`\n${text}`);
        return (typeof what === 'string' ? text.includes(what) : what.test(text))
          ? text
          : undefined;
      },
      PATIENCE,
    );
  return {
    type: (text) => quietly('send-keys', '-l', '--', text),
    press: (...keys) => quietly('send-keys', '--', ...keys),
    resize: (columns, rows) => quietly('resize-window', '-x', String(columns), '-y', String(rows)),
    screen,
    coloured: async () => trimmed(await tmux('capture-pane', '-p', '-e')),
    shows,
    signal: async (name) => {
      process.kill(await pid(), name);
    },
    backFromCtrlZ: async () => {
      await waitFor('a stopped program', () => file('stopped'), PATIENCE);
      await writeFile(join(directory, 'resumed'), '');
    },
    close: () => quietly('kill-server'),
    ended: async () => {
      const code = await waitFor('the end', () => file('code'), PATIENCE);
      const last = await lastScreen(tmux).catch(() => ({ screen: '', cursorShown: false }));
      const [stdout = '', stty = ''] = await Promise.all([file('stdout'), file('stty')]);
      return { code: Number(code), stdout, stty, ...last };
    },
  };
}

/** Once tmux has read all that was written: the window's title is set behind it. */
async function lastScreen(tmux: Tmux): Promise<Pick<Ended, 'screen' | 'cursorShown'>> {
  const state = await waitFor(
    'the last screen',
    async () => {
      const shown = await tmux('display-message', '-p', '#{pane_title} #{cursor_flag}');
      return shown.startsWith('ended') ? shown : undefined;
    },
    PATIENCE,
  );
  return {
    screen: trimmed(await tmux('capture-pane', '-p')),
    cursorShown: state.trim().endsWith('1'),
  };
}

const trimmed = (screen: string): string => screen.replace(/ +$/gm, '').trimEnd();
