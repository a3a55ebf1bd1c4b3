// How long a server may stay silent, so that nothing hangs for ever by default.
import { timer } from '../timers.ts';
import { ConnectionError, type Request, type Transport } from './transport.ts';

/** Until an answer begins; connecting is part of it. */
const BEGIN = 10_000;
/** Between two parts of an answer. */
const SILENCE = 30_000;

/** With a --request-timeout that bounds each exchange in all, there are no limits besides it. */
export function limited(transport: Transport, requestTimeout: number): Transport {
  return {
    async send(request) {
      const { watch = false } = request;
      if (requestTimeout > 0 && !watch) return transport.send(request);
      const limit = new Limit(requestTimeout || BEGIN, request);
      const reply = await transport.send({ ...request, signal: limit.signal });
      limit.end();
      // What a watch waits for may never happen.
      return watch ? reply : { ...reply, chunks: () => limit.within(SILENCE, reply.chunks()) };
    },
    close() {
      transport.close();
    },
  };
}

class Limit {
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  #timer: NodeJS.Timeout;

  constructor(begin: number, { signal }: Request) {
    this.signal = signal ? AbortSignal.any([signal, this.#own.signal]) : this.#own.signal;
    this.#timer = this.#start(begin, 'no answer within');
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  async *within<T>(milliseconds: number, parts: AsyncIterable<T>): AsyncGenerator<T> {
    this.#timer = this.#start(milliseconds, 'the answer stopped coming for');
    try {
      for await (const part of parts) {
        this.#timer.refresh();
        yield part;
      }
    } finally {
      this.end();
    }
  }

  #start(milliseconds: number, problem: string): NodeJS.Timeout {
    const reason = new ConnectionError('silent', `${problem} ${milliseconds / 1000}s`);
    return timer(() => {
      this.#own.abort(reason);
    }, milliseconds).unref();
  }
}
