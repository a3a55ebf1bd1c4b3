// From the first write on nothing ends the program before it has told what became of the Lease:
// neither a defect, nor a stream that is closed, nor one that nobody reads.
import { traceOf } from '../command.ts';
import { Failure, failure, type ExitCode } from '../errors.ts';
import type { Outcome } from '../lease/operation-record.ts';
import { unheard } from '../terminal/unheard.ts';
import { within } from '../timers.ts';
import { EXIT_OF, type OutcomeWords } from '../view/outcome-words.ts';
import type { Streams } from './telling.ts';

/** Milliseconds for one text to be taken by whoever reads it. */
const READ = 30_000;

const DEFECT = 'This is a defect of kubectl lease: KUBECTL_LEASE_DEBUG=1 shows where it happened.';

export class Afterwards {
  #defects = 0;
  readonly #streams: Streams;
  readonly #heardAgain: readonly (() => void)[];

  constructor(streams: Streams) {
    this.#streams = streams;
    this.#heardAgain = [process.stdout, process.stderr].map((stream) => unheard(stream));
    // What is thrown at nobody, by a timer of a library perhaps.
    process.on('uncaughtException', this.defect);
    process.on('unhandledRejection', this.defect);
  }

  readonly defect = (thrown: unknown): void => {
    this.#defects += 1;
    if (!process.env['KUBECTL_LEASE_DEBUG']) return;
    process.stderr.write(traceOf(thrown));
  };

  /** Nothing was written, or all is well: streams and defects end the program as they always do. */
  end(): void {
    for (const again of this.#heardAgain) again();
    process.off('uncaughtException', this.defect);
    process.off('unhandledRejection', this.defect);
  }

  /** Where it is not well, the same words and exit code whatever becomes of the telling. */
  async told(
    outcome: Outcome,
    { sentence, next }: OutcomeWords,
    tell: () => Promise<ExitCode>,
  ): Promise<ExitCode> {
    const exitCode = EXIT_OF[outcome];
    if (exitCode === 0 || outcome === 'declined') {
      this.end();
      const code = await tell();
      if (this.#defects > 0) await this.#streams.note(DEFECT);
      return code;
    }
    await tell().catch((thrown: unknown) => {
      if (!(thrown instanceof Failure) && !isClosed(thrown)) this.defect(thrown);
    });
    const hints = [...(next === undefined ? [] : [next]), ...(this.#defects > 0 ? [DEFECT] : [])];
    throw failure(sentence, { exitCode, more: hints });
  }
}

const CLOSED: ReadonlySet<unknown> = new Set(['EPIPE', 'ERR_STREAM_DESTROYED']);

function isClosed(thrown: unknown): boolean {
  return thrown instanceof Error && CLOSED.has((thrown as NodeJS.ErrnoException).code);
}

/** The same streams, of which none is waited for without end. */
export function read({ print, note }: Streams): Streams {
  return {
    print: (text) => within(print(text), READ),
    note: (line) => within(note(line), READ),
  };
}
