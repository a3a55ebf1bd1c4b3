// Why a file of an archive cannot be read, to be said of it by whoever knows its name.

/** `predicate` goes behind the file's name: "is cut off: it ends within a name". */
export class Unreadable extends Error {
  readonly predicate: string;
  /** What stands before the cut is right; of what is damaged otherwise, nothing can be trusted. */
  readonly cutOff: boolean;
  /** The next step. */
  readonly hint: string | undefined;
  /** Of a limit: the environment variable that raises it. */
  readonly variable: string | undefined;

  constructor(
    predicate: string,
    options: { cutOff?: boolean; hint?: string; variable?: string } = {},
  ) {
    super(predicate);
    this.name = 'Unreadable';
    this.predicate = predicate;
    this.cutOff = options.cutOff ?? false;
    this.hint = options.hint;
    this.variable = options.variable;
  }
}

const HINT = 'copy it anew from where it was made';

export function cutOff(where: string): Unreadable {
  return new Unreadable(`is cut off: ${where}`, { cutOff: true, hint: HINT });
}

export function damaged(how: string): Unreadable {
  return new Unreadable(`is damaged: ${how}`, { hint: HINT });
}
