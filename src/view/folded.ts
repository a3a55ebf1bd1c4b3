// Lines made to fit a window, broken between words: a terminal breaks them in the middle of one.
import stringWidth from 'fast-string-width';
import type { Printable } from './escape.ts';

/**
 * What goes on below a line stands so many blanks in; a word that is wider
 * than the window stays whole, so that it can be copied. `columns`: 0 where a terminal does not tell.
 */
export function folded(page: Printable, columns: number, indent: number): Printable {
  if (columns <= indent) return page;
  return page
    .split('\n')
    .flatMap((line) => foldedLine(line, columns, indent))
    .join('\n') as Printable;
}

function foldedLine(line: string, columns: number, indent: number): string[] {
  if (stringWidth(line) <= columns) return [line];
  const lines: string[] = [];
  // Blanks belong to the word behind them, those of the beginning too.
  const [first = '', ...words] = line.match(/ *[^ ]+/g) ?? [];
  let last = first;
  for (const word of words) {
    if (stringWidth(last + word) <= columns) {
      last += word;
      continue;
    }
    lines.push(last);
    last = ' '.repeat(indent) + word.trimStart();
  }
  return [...lines, last];
}
