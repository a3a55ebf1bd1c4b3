// kubectl's table: liggitt/tabwriter with minimum width 6 and padding 3 (conventions §3.4).
import stringWidth from 'fast-string-width';

/** A column is a header and what it shows of one row; cells are escaped by the caller. */
export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => string;
  readonly wide?: boolean;
}

const MINIMUM = 6;
const PADDING = 3;

/** Lines with a trailing newline each; no headers where there are no rows. */
export function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
  { headers }: { headers: boolean },
): string {
  if (rows.length === 0) return '';
  const cells = rows.map((row) => columns.map((column) => column.cell(row)));
  const lines = headers ? [columns.map((column) => column.header), ...cells] : cells;
  const widths = columns.map((_, at) => Math.max(MINIMUM, ...widest(lines, at)));
  return lines.map((line) => `${padded(line, widths)}\n`).join('');
}

/** One number, because 65,000 arguments are too many for Math.max. */
function widest(lines: readonly (readonly string[])[], at: number): [number] {
  let width = 0;
  for (const line of lines) width = Math.max(width, widthOf(line[at] ?? '') + PADDING);
  return [width];
}

/** The last column is never padded: no trailing blanks. */
function padded(line: readonly string[], widths: readonly number[]): string {
  const last = line.length - 1;
  return line
    .map((cell, at) => (at === last ? cell : cell + ' '.repeat((widths[at] ?? 0) - widthOf(cell))))
    .join('');
}

/** Display columns, not characters as kubectl counts: a holder in Japanese stays aligned. */
function widthOf(cell: string): number {
  return /^[ -~]*$/.test(cell) ? cell.length : stringWidth(cell);
}
