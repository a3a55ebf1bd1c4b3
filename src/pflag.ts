// Reads a command line by pflag's rules, which oclif's parser does not follow (conventions §6.2):
// the last of several wins, --x=false is false, flags may stand behind arguments.
import { failure } from './errors.ts';

export interface FlagShape {
  readonly name: string;
  readonly char?: string | undefined;
  readonly type: 'boolean' | 'option';
  readonly multiple?: boolean | undefined;
}

export interface Parsed {
  /** By name: every value given, in order; a boolean's are "true" and "false". */
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly positionals: readonly string[];
}

/** Throws a Failure in pflag's words. `command` is what "See '... --help'" names. */
export function parseFlags(
  argv: readonly string[],
  shapes: readonly FlagShape[],
  command: string,
): Parsed {
  const reader = new Reader(argv, shapes, command);
  reader.readAll();
  return reader;
}

class Reader implements Parsed {
  readonly flags = new Map<string, string[]>();
  readonly positionals: string[] = [];
  readonly #words: string[];
  readonly #shapes: readonly FlagShape[];
  readonly #command: string;

  constructor(argv: readonly string[], shapes: readonly FlagShape[], command: string) {
    this.#words = [...argv];
    this.#shapes = shapes;
    this.#command = command;
  }

  readAll(): void {
    for (let word = this.#words.shift(); word !== undefined; word = this.#words.shift()) {
      if (word === '--') this.positionals.push(...this.#words.splice(0));
      else if (word.startsWith('--')) this.#readLong(word);
      else if (word.startsWith('-') && word !== '-') this.#readShort(word);
      else this.positionals.push(word);
    }
  }

  #readLong(word: string): void {
    const [name, given] = splitOnce(word.slice(2));
    const shape = this.#shapes.find((candidate) => candidate.name === name);
    if (!shape) throw this.#usage(`unknown flag: --${name}`);
    const value = given ?? (shape.type === 'boolean' ? 'true' : this.#words.shift());
    if (value === undefined) throw this.#usage(`flag needs an argument: --${name}`);
    this.#add(shape, value);
  }

  /** `-An ks`, `-ojson`, `-o=json`: one letter after another until one takes a value. */
  #readShort(word: string): void {
    let rest = word.slice(1);
    while (rest !== '') {
      const char = rest.charAt(0);
      const behind = rest.slice(1);
      const shape = this.#shapes.find((candidate) => candidate.char === char);
      if (!shape) throw this.#usage(`unknown shorthand flag: '${char}' in ${word}`);
      rest = shape.type === 'boolean' && !behind.startsWith('=') ? behind : '';
      const value = behind.startsWith('=')
        ? behind.slice(1)
        : shape.type === 'boolean'
          ? 'true'
          : behind || this.#words.shift();
      if (value === undefined) throw this.#usage(`flag needs an argument: '${char}' in ${word}`);
      this.#add(shape, value);
    }
  }

  #add(shape: FlagShape, value: string): void {
    const parsed = shape.type === 'boolean' ? parseBoolean(value) : value;
    if (parsed === undefined) throw this.#usage(badBoolean(shape, value));
    this.flags.set(shape.name, [...(this.flags.get(shape.name) ?? []), parsed]);
  }

  #usage(sentence: string): Error {
    return failure(sentence, { hint: `See 'kubectl lease ${this.#command} --help' for usage.` });
  }
}

function splitOnce(text: string): [string, string | undefined] {
  const at = text.indexOf('=');
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}

/** Go's strconv.ParseBool. */
function parseBoolean(value: string): string | undefined {
  if (['1', 't', 'T', 'true', 'TRUE', 'True'].includes(value)) return 'true';
  if (['0', 'f', 'F', 'false', 'FALSE', 'False'].includes(value)) return 'false';
  return undefined;
}

function badBoolean({ name, char }: FlagShape, value: string): string {
  const flag = char === undefined ? `--${name}` : `-${char}, --${name}`;
  return `invalid argument "${value}" for "${flag}" flag: strconv.ParseBool: parsing "${value}": invalid syntax`;
}
