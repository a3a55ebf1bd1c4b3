// A confirmed plan while it is carried out: its steps on stderr, and what Ctrl-C means meanwhile.
import type { Evidence } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { situationOf, type Situation } from '../lease/situation.ts';
import type { Change } from '../lease/stepdown.ts';
import { execute, type Executed } from '../operation/execute.ts';
import type { Request, Step, Surroundings } from '../operation/operation.ts';
import { follow, meanwhile, type Progress } from '../terminal/progress.ts';
import { REAL_TIME, within } from '../timers.ts';
import { stepInWords, waitingInWords, watchingInWords } from '../view/stepdown-words.ts';
import { Channel } from './channel.ts';

/** Says meanwhile what takes these seconds, to who watches. */
export function lookedAt(ref: LeaseRef, evidence: Evidence): Promise<Situation> {
  const text = `watching whether ${ref.name} is renewed`;
  return meanwhile(process.stderr, text, () => situationOf(ref, evidence));
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

const UNBEGUN = 'it ends as soon as it is known whether anything was written';
const FIRST = 'it goes on until the Lease is safe; Ctrl-C once more leaves it as it is';

/** Milliseconds for the last steps to be drawn. */
const DRAWN = 2000;

/** The first signal is told and waited out; the second ends the waiting, and no more is written. */
export async function carriedOut(
  plan: Change,
  request: Request,
  around: Pick<Surroundings, 'evidence' | 'writing' | 'clock' | 'defect'>,
): Promise<Executed> {
  const lines = new Channel<Progress>();
  const [ending, givingUp] = [new AbortController(), new AbortController()];
  let presses = 0;
  let begun: number | undefined;
  let isTold = false;
  const interrupted = (): void => {
    presses += 1;
    if (presses > 1) givingUp.abort();
    else lines.push({ kind: 'note', text: begun === undefined ? UNBEGUN : FIRST });
    ending.abort();
  };
  for (const signal of SIGNALS) process.on(signal, interrupted);
  const shown = follow(process.stderr, lines).catch(around.defect);
  try {
    const tell = (step: Step): void => {
      if (step.step === 'doing') {
        lines.push({ kind: 'doing', text: waitingInWords(step.what) });
        return;
      }
      if (step.step === 'watching') {
        const text = watchingInWords(step);
        // Whoever reads a log sees no line that is drawn again.
        if (!isTold && !process.stderr.isTTY) lines.push({ kind: 'note', text });
        lines.push({ kind: 'doing', text });
        isTold = true;
        return;
      }
      // What is told first is the first write.
      begun ??= performance.now();
      const at = (performance.now() - begun) / 1000;
      lines.push({ kind: 'done', text: stepInWords(step), at });
    };
    return await execute(plan, request, {
      ...around,
      tell,
      time: REAL_TIME,
      interrupted: ending.signal,
      givenUp: givingUp.signal,
    });
  } finally {
    lines.end();
    await within(shown, DRAWN);
    // Between the steps and what became of them, where both are on the screen.
    if (process.stderr.isTTY) process.stderr.write('\n');
    for (const signal of SIGNALS) process.off(signal, interrupted);
  }
}
