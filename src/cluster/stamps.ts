// Asks the API server for answers that it stamps, and tells its clock by them.
import type { Clock } from '../lease/clock.ts';
import type { Seen } from '../lease/evidence.ts';
import { list, object } from '../lease/lease.ts';
import {
  doubtAbout,
  momentOf,
  serverTimeOf,
  type DatedAnswer,
  type ServerTime,
  type StampedAnswer,
} from '../lease/server-time.ts';
import { parseTime, type Micros } from '../lease/time.ts';
import { within } from '../timers.ts';
import type { Api } from './api.ts';
import { clockOf } from './leases.ts';
import { seen } from './seen.ts';

/**
 * A review of what oneself may do is stored nowhere, every authenticated user may ask for it
 * (ClusterRole system:basic-user), and the answer is stamped like any object that is written.
 */
const PATH = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
const KIND = 'SelfSubjectAccessReview';
const REVIEW = JSON.stringify({
  apiVersion: 'authorization.k8s.io/v1',
  kind: KIND,
  spec: {
    resourceAttributes: { group: 'coordination.k8s.io', resource: 'leases', verb: 'get' },
  },
});

/** Bytes: a review has a few hundred. */
const LONGEST = 100_000;
/** Milliseconds for which a verdict waits for the stamps, once what is judged is there. */
const PATIENCE = 2000;
/** Milliseconds after which the server's clock may have been set anew, or this machine have slept. */
const FRESH = 60_000;
const YOUNG = 5000;

export class Stamps {
  readonly #api: Api;
  readonly #answers: number;
  readonly #over = new AbortController();
  #asked: { readonly at: number; readonly time: Promise<Seen<ServerTime>> } | undefined;

  /** `answers`: how many are asked for at once, over as many connections. */
  constructor(api: Api, answers: number) {
    this.#api = api;
    this.#answers = answers;
  }

  /** What `read` answers, and the clock by which it is judged; nobody waits for the stamps alone. */
  async timed<T extends { readonly date: Micros | undefined }>(
    read: () => Promise<T>,
  ): Promise<T & { readonly clock: Clock }> {
    const from = monotonic();
    const reading = read();
    void this.#time();
    const answer = await reading;
    return { ...answer, clock: await this.#clockOf({ date: answer.date, from, to: monotonic() }) };
  }

  async #clockOf(answer: DatedAnswer): Promise<Clock> {
    const first = await this.#settled();
    if (!first.seen) return { ...clockOf(answer.date), measured: first };
    const isOld = this.#asked !== undefined && performance.now() - this.#asked.at > YOUNG;
    if (doubtAbout(first.value, answer) === undefined || !isOld)
      return clockBy(first.value, answer);
    // Set anew, or asleep: what was measured before tells nothing.
    this.#asked = undefined;
    const second = await this.#settled();
    if (second.seen) return clockBy(second.value, answer);
    return { ...clockOf(answer.date), measured: second };
  }

  /** Whoever is still waited for keeps nobody. */
  close(): void {
    this.#over.abort();
  }

  #time(): Promise<Seen<ServerTime>> {
    const known = this.#asked;
    if (known !== undefined && performance.now() - known.at < FRESH) return known.time;
    const time = this.#measure();
    this.#asked = { at: performance.now(), time };
    return time;
  }

  async #settled(): Promise<Seen<ServerTime>> {
    const time = await within(this.#time(), PATIENCE);
    if (time !== undefined) return time;
    // Nobody waits for the same answers twice.
    this.#asked = { at: performance.now(), time: Promise.resolve(LATE) };
    return LATE;
  }

  async #measure(): Promise<Seen<ServerTime>> {
    const asked = Array.from({ length: this.#answers }, () => this.#ask());
    const answers = await Promise.all(asked);
    const time = serverTimeOf(answers.flatMap((it) => (it.seen ? it.value : [])));
    if (time !== undefined) return { seen: true, value: time };
    return answers.find((it) => !it.seen) ?? UNSTAMPED;
  }

  /** No answer, or an unstamped one, is none. */
  #ask(): Promise<Seen<StampedAnswer[]>> {
    return seen('ask for a stamped answer', async () => {
      const from = monotonic();
      const { body, date } = await this.#api.write(
        {
          method: 'POST',
          once: true,
          mostBytes: LONGEST,
          path: PATH,
          headers: { 'Content-Type': 'application/json' },
          body: REVIEW,
          signal: this.#over.signal,
        },
        { kind: KIND },
      );
      const stamp = stampOf(body);
      return stamp === undefined ? [] : [{ stamp, date, from, to: monotonic() }];
    });
  }
}

const LATE = { seen: false, why: `no stamped answer came within ${PATIENCE / 1000}s` } as const;
const UNSTAMPED = { seen: false, why: 'the API server stamps no answer' } as const;

function clockBy(time: ServerTime, answer: DatedAnswer): Clock {
  const { offset, answers } = time;
  const doubt = doubtAbout(time, answer);
  return {
    now: momentOf(time, answer),
    source: 'server',
    restamps: undefined,
    measured: { seen: true, value: { offset, answers, doubt } },
  };
}

function stampOf(body: object): Micros | undefined {
  const { managedFields } = object(object(body)['metadata']);
  const stamps = list(managedFields).flatMap(({ time }) => parseTime(time) ?? []);
  return stamps.length === 0 ? undefined : Math.max(...stamps);
}

function monotonic(): Micros {
  return performance.now() * 1000;
}
