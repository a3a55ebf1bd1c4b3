// Foreign text made safe for a terminal: nothing in it moves the cursor, colours, hides, reorders or
// begins a line. Everything that is printed as text passes here.

/**
 * Controls, formats, surrogates without their other half, private and unassigned characters, line and
 * paragraph separators, whatever a font draws as nothing, and marks that are piled up or stand on a
 * character of ours. A variation selector behind its emoji is part of it.
 */
const HOSTILE =
  /(?!(?<=\p{Extended_Pictographic})[\ufe0e\ufe0f])[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?<=\p{M}{4})\p{M}|(?<=^|[^\P{ASCII}0-9A-Za-z])(?![\ufe0e\ufe0f])\p{M}/gu;

/** What most text is made of. */
const PLAIN = /^[ -~]*$/;
const PLAIN_LINES = /^[\n -~]*$/;

/** Characters of one word, such as a name or a path, and of one line. */
const WORD = { most: 512, end: 128 };
const LINE = { most: 2048, end: 512 };
/** Of a cell, which makes its whole column as wide. */
const CELL = { most: 512, end: 64 };
/** Lines that are quoted of one text. */
const LINES = 40;
/** More than is shown of any text: what is longer is cut before anything is looked for in it. */
const READ = { most: 16_384, end: 4096 };

/** Each hostile character as an escape; ESC as ^[, which is how kubectl writes it. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : text.replace(HOSTILE, escaped);
}

/**
 * One line, whatever `text` holds; what is too long for a person to read loses its middle, and says
 * how much. Text that has passed here once stays as it is.
 */
export function oneLine(text: string): string {
  if (text.length <= WORD.most && PLAIN.test(text)) return text;
  const words = bounded(text).replace(LONG_WORD, (word) => shortened(word, WORD));
  return shortened(words, LINE);
}

/** One cell of a table: blanks in a row would look like the end of a column. */
export function oneCell(text: string): string {
  if (text.length <= CELL.most && PLAIN.test(text) && !text.includes('  ')) return text;
  const blanks = /(?<=[\p{Zs}\t])[\p{Zs}\t]/gu;
  return shortened(bounded(text).replace(blanks, escaped), CELL);
}

/** Text that has lines of its own: the first, and the others so that they are not taken for ours. */
export function quotedLines(text: string): string[] {
  const read = text.slice(0, LINE.most * LINES);
  const lines = read.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = '', ...others] = lines;
  const shown = others.slice(0, LINES);
  const left = others.slice(LINES).join('\n').length + text.length - read.length;
  const more = left === 0 ? [] : [`[${left} more characters]`];
  return [oneLine(first), ...[...shown, ...more].map((line) => `  | ${oneLine(line)}`)];
}

export function isHostile(text: string): boolean {
  return text.search(HOSTILE) >= 0;
}

/** Inside a JSON string or a double-quoted YAML one, where an escape is the same character. */
export function escapeQuoted(document: string, format: 'json' | 'yaml'): string {
  const inJson = (character: string): string =>
    Array.from({ length: character.length }, (_, at) => hex(character.charCodeAt(at))).join('');
  const inYaml = (character: string): string => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${point.toString(16).padStart(8, '0')}` : hex(point);
  };
  const escape = format === 'json' ? inJson : inYaml;
  if (PLAIN_LINES.test(document)) return document;
  return document.replace(HOSTILE, (character) => (character === '\n' ? '\n' : escape(character)));
}

function hex(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

/** What was cut out of a word is part of it. */
const LONG_WORD = new RegExp(`(?:\\[\\d+ characters cut\\]|\\S){${WORD.most + 1},}`, 'g');

const NAMED: ReadonlyMap<string, string> = new Map([
  ['\u001b', '^['],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function escaped(character: string): string {
  return NAMED.get(character) ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

interface Most {
  readonly most: number;
  /** So many characters of `most` are kept of the end. */
  readonly end: number;
}

function bounded(text: string): string {
  if (text.length <= READ.most) return text;
  const cut = text.length - READ.most;
  return `${text.slice(0, READ.most - READ.end)}${cutInWords(cut)}${text.slice(-READ.end)}`;
}

function cutInWords(characters: number): string {
  return `...[${characters} characters cut]...`;
}

const CUT = /\.\.\.\[(\d+) characters cut\]\.\.\./g;

/** Made visible, and no longer than `most` and the words that say how much was cut. */
function shortened(text: string, { most, end }: Most): string {
  if (text.length <= most + 2 * WORDS) {
    const shown = visible(text);
    const words = Math.max(0, ...[...text.matchAll(CUT)].map(([said]) => said.length));
    if (shown.length <= most + Math.min(words, WORDS)) return shown;
  }
  const head = fitting(unitsOf(text.slice(0, most - end)), most - end);
  const tail = fitting(unitsOf(text.slice(-end)).reverse(), end);
  const left = text.slice(head.raw, text.length - tail.raw);
  let cut = left.length;
  // What was cut before counts as well.
  for (const [said, before] of left.matchAll(CUT)) cut += Number(before) - said.length;
  return `${head.shown.join('')}${cutInWords(cut)}${tail.shown.reverse().join('')}`;
}

/** As many characters as the words have that say what was cut of a gigabyte. */
const WORDS = 33;

interface Unit {
  readonly raw: string;
  readonly shown: string;
}

function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  const plain = (from: number, to: number): void => {
    for (const raw of text.slice(from, to)) units.push({ raw, shown: raw });
  };
  let last = 0;
  for (const { 0: raw, index } of text.matchAll(HOSTILE)) {
    plain(last, index);
    units.push({ raw, shown: escaped(raw) });
    last = index + raw.length;
  }
  plain(last, text.length);
  return units;
}

/** As many of the first ones as have room. */
function fitting(units: readonly Unit[], most: number): { raw: number; shown: string[] } {
  const shown: string[] = [];
  let [width, raw] = [0, 0];
  for (const unit of units) {
    width += unit.shown.length;
    if (width > most) break;
    raw += unit.raw.length;
    shown.push(unit.shown);
  }
  return { raw, shown };
}
