// What all commands share: flags read by pflag's rules, streams, evidence, and errors in words.
import { Command, Errors, type Interfaces } from '@oclif/core';
import { Failure, failure, type ExitCode } from './errors.ts';
import { canonical } from './flags.ts';
import { quotedLines } from './text.ts';
import { lines, type Printable } from './view/escape.ts';

export abstract class LeaseCommand extends Command {
  /** The exit code is the answer's; errors throw. */
  abstract override run(): Promise<ExitCode>;

  /** Flags and positionals as pflag reads them. */
  protected async typed<F extends Interfaces.FlagInput, B extends Interfaces.FlagInput>(command: {
    flags: F;
    baseFlags: B;
  }): Promise<{ flags: Interfaces.InferredFlags<F & B>; positionals: readonly string[] }> {
    const { id = '' } = this;
    const flags = { ...command.baseFlags, ...command.flags };
    const argv = canonical(this.argv, flags, id);
    const parsed = await this.parse({ flags, args: {}, strict: false }, argv);
    return {
      flags: parsed.flags as Interfaces.InferredFlags<F & B>,
      positionals: parsed.argv as string[],
    };
  }

  /** The answer. Resolves once it is written, so that nothing is cut off at the end. */
  protected print(text: Printable): Promise<void> {
    return written(process.stdout, text);
  }

  /** A long answer, piece by piece: the reader sets the pace. */
  protected async printAll(pieces: Iterable<Printable>): Promise<void> {
    for (const piece of pieces) await this.print(piece);
  }

  /** Everything that is not the answer: one line. */
  protected note(line: string): Promise<void> {
    return written(process.stderr, lines(line));
  }

  /** The base class would set the exit code and stop a spinner; main.ts does what is to be done. */
  protected override catch(thrown: Error): Promise<never> {
    return Promise.reject(thrown);
  }
}

function written(stream: NodeJS.WriteStream, text: Printable): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error) reject(unwritten(stream, error));
      else resolve();
    });
  });
}

/** A full disk in kubectl's words; a closed pipe stays what it is. */
function unwritten(stream: NodeJS.WriteStream, error: NodeJS.ErrnoException): Error {
  if (error.code === 'EPIPE') return error;
  const name = stream === process.stdout ? 'stdout' : 'stderr';
  const reason = error.message.replace(/^\w+: |, write$/g, '');
  return failure(`write /dev/${name}: ${reason}`, { cause: error });
}

/** One sentence, the next step on a line of its own; no stack, no argv, no headers. */
export function inWords(thrown: unknown): { text: string; exitCode: ExitCode } {
  if (thrown instanceof Failure) {
    const { sentence, quotes, more, hint, exitCode } = thrown;
    const said = quotes ? quotedLines(sentence) : [sentence];
    return { text: lines(...said, ...more, ...(hint === undefined ? [] : [hint])), exitCode };
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (thrown instanceof Errors.CLIError) {
    return { text: lines(...quotedLines(`error: ${message}`)), exitCode: 1 };
  }
  const next = 'This is a defect of kubectl lease: KUBECTL_LEASE_DEBUG=1 shows where it happened.';
  return { text: lines(`error: internal error: ${message}`, next), exitCode: 1 };
}

/** Where it was thrown, for whoever mends it: below a line that says so. */
export function traceOf(thrown: unknown): string {
  const stack = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return lines(...quotedLines(`stack trace:\n${stack}`));
}
