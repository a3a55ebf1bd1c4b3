// Sections as a page for a terminal: labels on the left, what they say beside them.
import { oneCell } from '../text.ts';
import { lines as printable, type Printable } from './escape.ts';
import { runsOf, type Section } from './section.ts';

/** The width of a label and the blanks behind it. */
export const WORDS_FROM = 13;

/** Foreign text is escaped here. */
export function layOut({ label, lines }: Section): Printable {
  const all = runsOf(lines)
    .flatMap((run) => {
      if (typeof run === 'string') return [run];
      return 'url' in run ? [`${run.text}: ${run.url}`] : aligned(run);
    })
    .map((line, at) => `${(at === 0 ? label : '').padEnd(WORDS_FROM)}${line}`.trimEnd());
  return printable(...all);
}

/** Columns three blanks apart, two blanks in. */
function aligned(cells: readonly (readonly string[])[]): string[] {
  const rows = cells.map((row) => row.map(oneCell));
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('   ')}`.trimEnd(),
  );
}
