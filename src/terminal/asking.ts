// A question that ends in any case: answered, interrupted, or with nobody left to answer it.
import { pause } from '../timers.ts';

export interface Terminal {
  readonly stdin: NodeJS.ReadStream;
  readonly stderr: NodeJS.WriteStream;
}

/** `ended`: Ctrl-D, the end of stdin, or a terminal that is gone. */
export type Stopped =
  { kind: 'interrupted'; signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' } | { kind: 'ended' };

/** What a question throws for Ctrl-C and Ctrl-D, which a terminal in raw mode makes no signals of. */
export class StoppedByKey extends Error {
  readonly stopped: Stopped;

  constructor(stopped: Stopped) {
    super(stopped.kind);
    this.stopped = stopped;
  }
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Asks, and stops asking on a signal or at the end of stdin. Without this Node ends with exit 13 at
 * the end of stdin: a question that nobody can answer any more keeps no process alive.
 * `ask` rejects once its signal is aborted, with the terminal as it was.
 */
export async function untilStopped<T>(
  { stdin, stderr }: Terminal,
  ask: (signal: AbortSignal) => Promise<T>,
): Promise<T | Stopped> {
  if (stdin.readableEnded || stdin.destroyed) return { kind: 'ended' };
  const stopping = new AbortController();
  const stop = (stopped: Stopped) => {
    if (!stopping.signal.aborted) stopping.abort(new StoppedByKey(stopped));
  };
  const end = () => {
    stop({ kind: 'ended' });
  };
  const listeners = SIGNALS.map((signal) => {
    const listener = () => {
      stop({ kind: 'interrupted', signal });
    };
    return { signal, listener };
  });
  for (const { signal, listener } of listeners) process.on(signal, listener);
  for (const event of ['end', 'close', 'error']) stdin.on(event, end);
  stderr.on('error', end);
  try {
    await discardTyped(stdin, () => {
      stop({ kind: 'interrupted', signal: 'SIGINT' });
    });
    stopping.signal.throwIfAborted();
    const answer = await ask(stopping.signal).finally(soon);
    stopping.signal.throwIfAborted();
    return answer;
  } catch (thrown) {
    const reason: unknown = stopping.signal.aborted ? stopping.signal.reason : thrown;
    if (reason instanceof StoppedByKey) return reason.stopped;
    throw thrown;
  } finally {
    for (const { signal, listener } of listeners) process.off(signal, listener);
    for (const event of ['end', 'close', 'error']) stdin.off(event, end);
    stderr.off('error', end);
  }
}

/** A terminal that is gone says so of the last write only after it. */
const soon = async (): Promise<void> => {
  await new Promise((resolve) => setImmediate(resolve));
};

/** More than it takes to read what is waiting, less than anybody notices. */
const WAITING_MS = 50;

/** An Enter that was typed before there was a question answers none; Ctrl-C is Ctrl-C at any time. */
async function discardTyped(stdin: Terminal['stdin'], onCtrlC: () => void): Promise<void> {
  if (!isTerminal(stdin)) return;
  const onData = (typed: Buffer | string) => {
    if (typed.includes('\u0003')) onCtrlC();
  };
  stdin.setRawMode(true).on('data', onData);
  await pause(WAITING_MS);
  stdin.off('data', onData).pause().setRawMode(false);
}

/** Of a pipe Node does not say that it is none. */
export function isTerminal(stream: { readonly isTTY?: boolean }): boolean {
  return stream.isTTY === true;
}
