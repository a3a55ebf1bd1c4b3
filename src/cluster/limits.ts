// How long an answer may take and a server may stay silent, so that nothing hangs for ever by default.
import type { Failure } from '../errors.ts';
import { overLimit, type Limits } from '../limits.ts';
import { timer } from '../timers.ts';
import { ConnectionError, type Request, type Transport } from './transport.ts';

/** Until an answer begins; connecting is part of it. */
const BEGIN = 10_000;
/** Between two parts of an answer. */
const SILENCE = 30_000;
/** For how much longer than it was asked to a watch may last: the API server ends it in time. */
const MARGIN = 20_000;

interface Patience {
  readonly server: string;
  /** Milliseconds; 0 for none. */
  readonly requestTimeout: number;
  readonly limits: Limits;
  /** Milliseconds for a watch beyond what it was asked to last. */
  readonly margin?: number;
}

/** With a --request-timeout that bounds each exchange in all, there are no limits besides it. */
export function limited(
  transport: Transport,
  { server, requestTimeout, limits, margin = MARGIN }: Patience,
): Transport {
  return {
    async send(request) {
      const { watch = false, path } = request;
      if (requestTimeout > 0 && !watch) return transport.send(request);
      const limit = new Limit(request);
      const whole = overLimit('time', `the answer of ${server}`, limits.time);
      const seconds = /[?&]timeoutSeconds=(\d+)/.exec(path)?.[1];
      const isWatch = watch && seconds !== undefined;
      if (!isWatch) limit.whole(limits.time, whole);
      limit.part(requestTimeout || BEGIN, 'no answer within');
      const reply = await limit.until(transport.send({ ...request, signal: limit.signal }));
      if (!isWatch) return { ...reply, chunks: () => limit.within(SILENCE, reply.chunks()) };
      return {
        ...reply,
        chunks: () => limit.lasting(Number(seconds) * 1000 + margin, reply.chunks()),
      };
    },
    close() {
      transport.close();
    },
  };
}

class Limit {
  readonly signal: AbortSignal;
  readonly #own = new AbortController();
  #part: NodeJS.Timeout | undefined;
  #whole: NodeJS.Timeout | undefined;

  constructor({ signal }: Request) {
    this.signal = signal ? AbortSignal.any([signal, this.#own.signal]) : this.#own.signal;
  }

  /** Bounds all of it. */
  whole(milliseconds: number, reason: Failure | ConnectionError): void {
    this.#whole = this.#start(milliseconds, reason);
  }

  /** Bounds what comes next. */
  part(milliseconds: number, problem: string): void {
    const reason = new ConnectionError('silent', `${problem} ${milliseconds / 1000}s`);
    this.#part = this.#start(milliseconds, reason);
  }

  /** That it begins; the whole of it is still to come. */
  async until<T>(begins: Promise<T>): Promise<T> {
    try {
      const begun = await begins;
      clearTimeout(this.#part);
      return begun;
    } catch (thrown) {
      this.#end();
      throw thrown;
    }
  }

  async *within<T>(milliseconds: number, parts: AsyncIterable<T>): AsyncGenerator<T> {
    this.part(milliseconds, 'the answer stopped coming for');
    try {
      for await (const part of parts) {
        this.#part?.refresh();
        yield part;
      }
    } finally {
      this.#end();
    }
  }

  /** A watch that outlasts its time is over, as if the server had ended it; one without any sign is lost. */
  async *lasting<T>(milliseconds: number, parts: AsyncIterable<T>): AsyncGenerator<T> {
    const reason = new ConnectionError('silent', `no event within ${milliseconds / 1000}s`);
    this.whole(milliseconds, reason);
    let hasSign = false;
    try {
      for await (const part of parts) {
        hasSign = true;
        yield part;
      }
    } catch (thrown) {
      if (thrown !== reason || !hasSign) throw thrown;
    } finally {
      this.#end();
    }
  }

  #end(): void {
    clearTimeout(this.#part);
    clearTimeout(this.#whole);
  }

  #start(milliseconds: number, reason: Failure | ConnectionError): NodeJS.Timeout {
    return timer(() => {
      this.#own.abort(reason);
    }, milliseconds).unref();
  }
}
