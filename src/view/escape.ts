// Foreign text made safe for a terminal: nothing in it can move the cursor, colour or reorder a line.

/**
 * C0 and DEL, C1, soft hyphen-like invisibles, bidi marks and overrides, line and paragraph
 * separators, byte order mark, lone surrogates. kubectl escapes ESC and CR alone (faults §2 row 25).
 */
const HOSTILE =
  // eslint-disable-next-line no-control-regex -- these are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** What no line is allowed to be wider than; longer text comes from no program that means well. */
const LONGEST = 512;

/** For a sentence or a table cell; ESC becomes ^[ as kubectl writes it. */
export function escapeText(text: string): string {
  return shortened(text).replace(HOSTILE, escaped);
}

/** For a message that may have several lines, such as a server's refusal. */
export function escapeLines(text: string): string {
  return text.replace(HOSTILE, (character) => (character === '\n' ? '\n' : escaped(character)));
}

function escaped(character: string): string {
  if (character === '\u001b') return '^[';
  if (character === '\n') return '\\n';
  if (character === '\r') return '\\r';
  if (character === '\t') return '\\t';
  return `\\u{${character.charCodeAt(0).toString(16)}}`;
}

/** For a table cell, which ends at the first line break, as kubectl's do. */
export function escapeCell(text: string): string {
  const end = text.slice(0, LONGEST + 1).search(/[\f\n\r]/);
  return end < 0 ? escapeText(text) : `${escapeText(text.slice(0, end))}...`;
}

function shortened(text: string): string {
  if (text.length <= LONGEST) return text;
  return `${text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, '')}...`;
}

export function isHostile(text: string): boolean {
  HOSTILE.lastIndex = 0;
  return HOSTILE.test(text);
}

/** Inside a JSON string or a double-quoted YAML one, where \uXXXX is the same character. */
export function escapeQuoted(document: string): string {
  return document.replace(HOSTILE, (character) =>
    character === '\n' ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
