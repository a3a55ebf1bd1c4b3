// One guarded write, until it is known whether it was carried out.
import { Failure } from '../errors.ts';
import type { LeaseItem } from '../lease/evidence.ts';
import { OPERATION_ID } from '../lease/fence.ts';
import { leaseFrom, object, text, type RawObject } from '../lease/lease.ts';
import { REAL_TIME, type Time } from '../timers.ts';
import type { Answer } from './writing.ts';

export type Settled =
  /** The server holds it. */
  | { readonly kind: 'written'; readonly raw: RawObject }
  /** It does not, and will not: nothing is on its way. Status 0: it never got it. */
  | { readonly kind: 'refused'; readonly status: number; readonly sentence: string }
  /** What the guards ask for is no longer so, which keeps out what is on its way; `now` is undefined where the Lease is gone. */
  | { readonly kind: 'changed'; readonly now: LeaseItem | undefined }
  | { readonly kind: 'unknown'; readonly why: string };

export interface Attempt {
  /** Sends it; sending it again is harmless, because its guards no longer hold once it was written. */
  send(): Promise<Answer>;
  /** The Lease as it is; throws a Failure. */
  readonly read: () => Promise<LeaseItem>;
  /** Whether a Lease as it is now shows that the write was carried out. */
  isWritten(now: LeaseItem): boolean;
  /** Whether the object of the answer shows the same; as isWritten where it is left out. */
  readonly isDone?: (answered: LeaseItem) => boolean;
  /** Whether the guards would still let it pass. */
  isStillSo(now: LeaseItem): boolean;
  /** Milliseconds for all of it. */
  readonly patience: number;
  /** No more patience: whoever waits gave up. */
  readonly givenUp?: AbortSignal | undefined;
  readonly time?: Time;
}

/** Without the words of who denied it, a 422 only says that a test failed, or something else. */
export const SAYS_NOTHING = /the server rejected our request due to an error in our request/;
/** Why an outcome is not known although nothing failed. */
export const GIVEN_UP = 'nobody waited for it any longer';
/** Why an answer that says so much is not believed. */
const NOT_IN_ANSWER = 'the API server answered with a Lease that does not hold the write';
const MOST_CONFLICTS = 5;
const PAUSE = 300;

/** Whose operation the Lease carries. */
export function isOurs(id: string): (now: LeaseItem) => boolean {
  return ({ lease }) => lease.annotations.get(OPERATION_ID) === id;
}

/**
 * Whether an answer shows a Lease that has no holder. A spec that is missing or broken has none either,
 * and shows nothing: the Lease is read back then.
 */
export function showsNoHolder({ raw }: LeaseItem): boolean {
  const { holderIdentity = '', renewTime } = object(raw['spec']);
  return holderIdentity === '' && text(renewTime) !== undefined;
}

export async function attempted(attempt: Attempt): Promise<Settled> {
  const { time = REAL_TIME, isDone = (it: LeaseItem) => attempt.isWritten(it) } = attempt;
  const deadline = time.now() + attempt.patience;
  let [why, conflicts, mayBeWritten] = ['', 0, false];
  while (time.now() < deadline && attempt.givenUp?.aborted !== true) {
    let answer = await unlessGivenUp(attempt.send(), attempt.givenUp);
    if (answer.kind === 'done') {
      if (isDone(itemOf(answer.raw))) return { kind: 'written', raw: answer.raw };
      answer = { kind: 'lost', why: NOT_IN_ANSWER, sent: true };
    }
    why = answer.kind === 'lost' ? answer.why : answer.sentence;
    mayBeWritten ||= answer.kind === 'lost' ? answer.sent : answer.status >= 500;
    // Not carried out, and no reason not to send it again.
    const isPutOff = answer.kind === 'lost' ? !answer.sent : answer.status === 429;
    if (isPutOff && !mayBeWritten) {
      await pause(attempt);
      continue;
    }
    // What was lost before may have been written: nothing is believed before it is read back.
    const now = await readBack(attempt, deadline);
    if (now === 'unknown') continue;
    if (now === 'gone') return { kind: 'changed', now: undefined };
    if (attempt.isWritten(now)) return { kind: 'written', raw: now.raw };
    if (!attempt.isStillSo(now)) return { kind: 'changed', now };
    if (answer.kind === 'no' && answer.status < 500 && !isPutOff) {
      const { status, sentence } = answer;
      const isConflict = status === 409 || (status === 422 && SAYS_NOTHING.test(sentence));
      conflicts += 1;
      if (!isConflict || conflicts >= MOST_CONFLICTS) {
        // What was lost before this one may be on its way still, and its guards let it pass.
        return mayBeWritten ? { kind: 'unknown', why } : { kind: 'refused', status, sentence };
      }
    }
    await pause(attempt);
  }
  return mayBeWritten ? { kind: 'unknown', why } : { kind: 'refused', status: 0, sentence: why };
}

/** Who gives up does not wait for what is on its way. */
export async function unlessGivenUp(
  answer: Promise<Answer>,
  givenUp: AbortSignal | undefined,
): Promise<Answer> {
  if (givenUp === undefined) return answer;
  const { promise, resolve } = Promise.withResolvers<Answer>();
  const give = (): void => {
    resolve({ kind: 'lost', why: GIVEN_UP, sent: true });
  };
  if (givenUp.aborted) give();
  givenUp.addEventListener('abort', give, { once: true });
  try {
    return await Promise.race([answer, promise]);
  } finally {
    givenUp.removeEventListener('abort', give);
  }
}

async function readBack(
  { read, givenUp, time = REAL_TIME }: Attempt,
  deadline: number,
): Promise<LeaseItem | 'gone' | 'unknown'> {
  for (;;) {
    try {
      return await read();
    } catch (thrown) {
      if (!(thrown instanceof Failure)) throw thrown;
      if (thrown.notFound) return 'gone';
    }
    if (time.now() > deadline || givenUp?.aborted === true) return 'unknown';
    await pause({ givenUp, time });
  }
}

/** Spread, so that two who wait do not meet again. */
function pause({ givenUp, time = REAL_TIME }: Pick<Attempt, 'givenUp' | 'time'>): Promise<void> {
  return time.pause(PAUSE * (0.75 + Math.random() / 2), givenUp);
}

export function itemOf(raw: RawObject): LeaseItem {
  return { raw, lease: leaseFrom(raw) };
}
