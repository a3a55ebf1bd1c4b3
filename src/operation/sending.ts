// Sends a first write, and knows whether it may have been written when somebody wants it to end.
import type { Answer } from './writing.ts';

/** Ends the tries: at the first signal while nothing can have been written, else at the second. */
export class Sending {
  readonly #over = new AbortController();
  readonly #interrupted: AbortSignal;
  readonly #givenUp: AbortSignal;
  /** Something may have been written. */
  #mayBeWritten = false;

  constructor(interrupted: AbortSignal, givenUp: AbortSignal) {
    this.#interrupted = interrupted;
    this.#givenUp = givenUp;
    interrupted.addEventListener('abort', this.#stop);
    givenUp.addEventListener('abort', this.#stop);
  }

  get over(): AbortSignal {
    return this.#over.signal;
  }

  async sent(write: () => Promise<Answer>): Promise<Answer> {
    const before = this.#mayBeWritten;
    this.#mayBeWritten = true;
    const answer = await write();
    const isNone = answer.kind === 'lost' ? !answer.sent : answer.kind === 'no';
    if (isNone && !(answer.kind === 'no' && answer.status >= 500)) this.#mayBeWritten = before;
    this.#stop();
    return answer;
  }

  end(): void {
    this.#interrupted.removeEventListener('abort', this.#stop);
    this.#givenUp.removeEventListener('abort', this.#stop);
  }

  readonly #stop = (): void => {
    const isFree = this.#interrupted.aborted && !this.#mayBeWritten;
    if (isFree || this.#givenUp.aborted) this.#over.abort();
  };
}
