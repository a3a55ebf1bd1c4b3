// A way through a question: what is asked, what the operator does, and what becomes of it.
import type { Pty } from './pty.ts';

export interface Way {
  readonly title: string;
  /** Questions of ask.ts. */
  readonly asked: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  does(pty: Pty): Promise<void>;
  readonly answers: readonly unknown[];
  /** The last screen, where it matters. */
  readonly screen?: string;
}

export const LIST = `? How should it step down?
> fence, evict its Pod     new leader in 4 to 6s      writes the Lease, evicts 1 Pod
  fence, wait              new leader in about 13s    writes the Lease only
  do nothing

arrows or a number, then Enter`;
export const PLAIN_LIST = `? How should it step down?
  1  fence, evict its Pod     new leader in 4 to 6s      writes the Lease, evicts 1 Pod
  2  fence, wait              new leader in about 13s    writes the Lease only
  3  do nothing`;
export const NAME = "? Type the Lease's name to go on:";
export const NUMBER = '? A number, or Enter for 1:';
export const DUMB = { TERM: 'dumb' };

export const answered = (value: unknown) => ({ kind: 'answered', value });
export const interrupted = (signal: NodeJS.Signals) => ({ kind: 'interrupted', signal });
export const declined = { kind: 'declined' };
export const ended = { kind: 'ended' };

/** Types a line and waits for what it leads to. */
export async function enter(pty: Pty, text: string, then?: string | RegExp): Promise<void> {
  await pty.type(text);
  await pty.shows(`: ${text}`.trimEnd());
  await pty.press('Enter');
  if (then !== undefined) await pty.shows(then);
}

/** The last thing on the screen is an empty question. */
export const askedAgain = (times: number) => new RegExp(`(?:that is not[^]*){${times}}: *$`);
