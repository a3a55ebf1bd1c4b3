// What a view may hand to a printer: lines that hold no others, and documents.
import { escapeQuoted as escaped, oneCell, oneLine } from '../text.ts';

export { isHostile } from '../text.ts';

declare const isPrintable: unique symbol;

/** Nothing foreign in it begins a line or reaches the terminal: only the functions here make it. */
export type Printable = string & { readonly [isPrintable]: true };

/** Each of them one line, whatever foreign text it holds. */
export function lines(...texts: readonly string[]): Printable {
  return texts.map((text) => `${oneLine(text)}\n`).join('') as Printable;
}

export function joined(pieces: readonly Printable[]): Printable {
  return pieces.join('') as Printable;
}

/** For a sentence. */
export function escapeText(text: string): string {
  return oneLine(text);
}

/** For a table cell, which ends at the first line break, as kubectl's do. */
export function escapeCell(text: string): string {
  const end = text.search(/[\f\n\r]/);
  return end < 0 ? oneCell(text) : `${oneCell(text.slice(0, end))}...`;
}

/** A document whose strings are all quoted where they hold what `isHostile` finds. */
export function escapeQuoted(document: string, format: 'json' | 'yaml'): Printable {
  return escaped(document, format) as Printable;
}
