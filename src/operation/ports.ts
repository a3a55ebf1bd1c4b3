// What an operation reaches others by, made so that nothing of theirs can end it: every answer comes
// within a limit, has the shape that was promised, and what is thrown is a Failure.
import { Failure, reasonOf } from '../errors.ts';
import type { Evidence } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { within, type Time } from '../timers.ts';
import type { Surroundings } from './operation.ts';
import { answerIn, clockIn, eventIn, itemIn, sightIn } from './shapes.ts';
import type { Answer, Writing } from './writing.ts';

/** Milliseconds for one request: a server's longest takes 34 s. */
const LONGEST_REQUEST = 40_000;

export function safely(given: Surroundings): Surroundings {
  const around = { ...given, time: timing(given) };
  return {
    ...around,
    evidence: { ...around.evidence, ...reading(around) },
    writing: { ...around.writing, ...writing(around) },
    tell: (step) => {
      try {
        around.tell(step);
      } catch (thrown) {
        // A terminal that is gone is no defect.
        if (!(thrown instanceof Failure)) around.defect(thrown);
      }
    },
  };
}

/** A timer that is broken fires at once. */
function timing({ time, defect }: Surroundings): Time {
  return {
    now: () => time.now(),
    pause: (milliseconds, signal) => time.pause(milliseconds, signal).catch(defect),
  };
}

function reading(around: Surroundings): Pick<Evidence, 'lease' | 'watch'> {
  const { evidence, time, defect } = around;
  return {
    async lease(ref) {
      try {
        const value = await answered(() => evidence.lease(ref), time);
        const item = itemIn(value, ref);
        if (item === undefined) throw new Failure(`the answer is not about the Lease ${ref.name}`);
        return { ...item, clock: clockIn(value.clock) };
      } catch (thrown) {
        throw failureOf(thrown, defect);
      }
    },
    async *watch(query) {
      const { namespace = '', name = '' } = query;
      try {
        for await (const told of evidence.watch(query)) {
          const event = eventIn(told, { namespace, name });
          if (event !== undefined) yield event;
        }
      } catch (thrown) {
        throw failureOf(thrown, defect);
      }
    },
  };
}

type Writes = Pick<Writing, 'patchLease' | 'evict' | 'createEvent' | 'watchPod'>;

function writing({ writing, time, defect }: Surroundings): Writes {
  /** What was thrown, or is no answer, may have been carried out. */
  const settled = async (send: () => Promise<Answer>, ref?: LeaseRef): Promise<Answer> => {
    try {
      const why = 'the answer is not what the API server answers to this write';
      return answerIn(await answered(send, time), ref) ?? { kind: 'lost', why, sent: true };
    } catch (thrown) {
      return { kind: 'lost', why: failureOf(thrown, defect).sentence, sent: true };
    }
  };
  return {
    patchLease: (ref, patch, options) => {
      return settled(() => writing.patchLease(ref, patch, options), ref);
    },
    evict: (pod, uid, options) => settled(() => writing.evict(pod, uid, options)),
    createEvent: (event, options) => settled(() => writing.createEvent(event, options)),
    async *watchPod(pod, uid, signal) {
      try {
        for await (const seen of writing.watchPod(pod, uid, signal)) {
          const sight = sightIn(seen);
          if (sight !== undefined) yield sight;
        }
      } catch (thrown) {
        throw failureOf(thrown, defect);
      }
    },
  };
}

/** What comes after the limit counts for nothing. */
async function answered<T>(call: () => Promise<T>, time: Time): Promise<T> {
  const answer = call().then((value) => ({ value }));
  const settled = await within(answer, LONGEST_REQUEST, time);
  if (settled !== undefined) return settled.value;
  throw new Failure(`no answer within ${LONGEST_REQUEST / 1000}s`);
}

/** What is no Failure is a defect, which is told and ends nothing. */
function failureOf(thrown: unknown, defect: Surroundings['defect']): Failure {
  if (thrown instanceof Failure) return thrown;
  defect(thrown);
  return new Failure(`internal error: ${reasonOf(thrown)}`, { cause: thrown });
}
