// What happened, what to try, and the exit code it ends with.

/**
 * 0 done, 1 error, 2 the answer is no, 3 refused, 4 changed, 5 not as wanted, 6 unknown, 130
 * interrupted at a question.
 */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130;

/**
 * A failure in one sentence, in kubectl's own wording where kubectl has one
 * (its prefix "error: " or "Error from server (Reason): " is part of the sentence). The sentence,
 * each further line and the hint are printed as one line each, whatever foreign text they hold.
 */
export class Failure extends Error {
  /** Kept apart from `message`, to which oclif's parser adds lines of its own. */
  readonly sentence: string;
  readonly exitCode: ExitCode;
  /** Whether the line breaks in the sentence are a server's, whose message may have several lines. */
  readonly quotes: boolean;
  /** Further lines of ours, such as the second of two problems. */
  readonly more: readonly string[];
  /** The next step: a command, a flag, a file to look at. */
  readonly hint: string | undefined;
  /** What was asked for does not exist. */
  readonly notFound: boolean;

  constructor(
    sentence: string,
    options: {
      readonly hint?: string;
      readonly more?: readonly string[];
      readonly quotes?: boolean;
      readonly exitCode?: ExitCode;
      readonly notFound?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(sentence, { cause: options.cause });
    this.name = 'Failure';
    this.sentence = sentence;
    this.exitCode = options.exitCode ?? 1;
    this.quotes = options.quotes ?? false;
    this.more = options.more ?? [];
    this.hint = options.hint;
    this.notFound = options.notFound ?? false;
  }
}

/** A failure of our own, prefixed as kubectl prefixes its own. */
export function failure(
  sentence: string,
  options?: ConstructorParameters<typeof Failure>[1],
): Failure {
  return new Failure(`error: ${sentence}`, options);
}

/** Says what was thrown in one line; used where the thrower is the operating system or a library. */
export function reasonOf(thrown: unknown): string {
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return text.split('\n', 1)[0] ?? '';
}
