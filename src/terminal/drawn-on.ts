// What inquirer does not notice of the terminal that it draws on; each returns how to stop noticing.
import { timer } from '../timers.ts';
import type { Terminal } from './asking.ts';
import { unheard } from './unheard.ts';

type Stop = () => void;

/**
 * Ctrl-D: on an empty line it closes readline, which stops reading, and inquirer waits on. Behind a
 * text it is an editor's key, unless there is no text to edit.
 */
export function onCtrlD(stdin: Terminal['stdin'], edits: boolean, then: () => void): Stop {
  const onKey = (_: unknown, key: { ctrl?: boolean; name?: string } | undefined) => {
    if (key?.ctrl !== true || key.name !== 'd') return;
    setImmediate(() => {
      if (!edits || stdin.isPaused()) then();
    });
  };
  stdin.on('keypress', onKey);
  return () => {
    stdin.off('keypress', onKey);
  };
}

/** A window that is drawn smaller tells so many times; the last one counts. */
const SETTLED_MS = 100;

/** The window has become narrower, and narrower than the widest line. */
export function onTooNarrow(
  stderr: Terminal['stderr'],
  width: () => number,
  then: () => void,
): Stop {
  const { columns } = stderr;
  let settling: NodeJS.Timeout | undefined;
  const onResize = () => {
    clearTimeout(settling);
    settling = timer(() => {
      if (stderr.columns < Math.min(columns, width())) then();
    }, SETTLED_MS);
  };
  stderr.on('resize', onResize);
  return () => {
    clearTimeout(settling);
    stderr.off('resize', onResize);
  };
}

/** Back after Ctrl-Z: readline has stopped reading and leaves it to others to go on. */
export function onContinued(then: () => void): Stop {
  process.on('SIGCONT', then);
  return () => {
    process.off('SIGCONT', then);
  };
}

/** A terminal that is gone has no mode to leave, which readline would throw where nobody catches. */
export function forgiveRawMode(stdin: Terminal['stdin']): Stop {
  const { setRawMode } = stdin as Partial<Terminal['stdin']>;
  if (setRawMode === undefined) return () => undefined;
  stdin.setRawMode = (mode) => {
    const heardAgain = unheard(stdin);
    try {
      return setRawMode.call(stdin, mode);
    } catch {
      return stdin;
    } finally {
      heardAgain();
    }
  };
  return () => {
    stdin.setRawMode = setRawMode;
  };
}
