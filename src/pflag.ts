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
  const flags = new Map<string, string[]>();
  const positionals: string[] = [];
  const words = [...argv];
  const fail = (sentence: string): never => {
    throw failure(sentence, { hint: `See 'kubectl lease ${command} --help' for usage.` });
  };
  const add = (shape: FlagShape, value: string): void => {
    const parsed =
      shape.type === 'boolean' ? (parseBoolean(value) ?? fail(badBoolean(shape, value))) : value;
    flags.set(shape.name, [...(flags.get(shape.name) ?? []), parsed]);
  };
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') positionals.push(...words.splice(0));
    else if (word.startsWith('--')) long(word);
    else if (word.startsWith('-') && word !== '-') short(word);
    else positionals.push(word);
  }
  return { flags, positionals };

  function long(word: string): void {
    const [name = '', value] = splitOnce(word.slice(2));
    const shape = shapes.find((candidate) => candidate.name === name);
    if (!shape) return fail(`unknown flag: --${name}`);
    if (value !== undefined) return add(shape, value);
    if (shape.type === 'boolean') return add(shape, 'true');
    add(shape, words.shift() ?? fail(`flag needs an argument: --${name}`));
  }

  /** `-An ks`, `-ojson`, `-o=json`: one letter after another until one takes a value. */
  function short(word: string): void {
    for (let rest = word.slice(1); rest !== '';) {
      const char = rest.charAt(0);
      rest = rest.slice(1);
      const shape = shapes.find((candidate) => candidate.char === char);
      if (!shape) return fail(`unknown shorthand flag: '${char}' in ${word}`);
      if (rest.startsWith('=')) return add(shape, rest.slice(1));
      if (shape.type === 'boolean') add(shape, 'true');
      else
        return add(
          shape,
          rest || (words.shift() ?? fail(`flag needs an argument: '${char}' in ${word}`)),
        );
    }
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
