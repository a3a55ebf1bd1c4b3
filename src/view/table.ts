// kubectl's table: liggitt/tabwriter with minimum width 6 and padding 3 (conventions §3.4).
import stringWidth from 'fast-string-width';
import { escapeCell, joined, type Printable } from './escape.ts';

/** A column is a header and what it shows of one row; the table escapes it. */
export interface Column<Row> {
  readonly header: string;
  readonly cell: (row: Row) => string;
  readonly wide?: boolean;
  /** Where a cell is more than kubectl would show of it. */
  readonly escape?: (text: string) => string;
}

const MINIMUM = 6;
const PADDING = 3;

/** What no cell holds: cells are escaped. */
const BETWEEN = '\0';
/** Lines that are written at once. */
const BATCH = 1000;

/**
 * Takes rows one by one and keeps of each no more than its cells, so that a list of 65,000 costs
 * a few megabytes.
 */
export class Table<Row> {
  readonly #columns: readonly Column<Row>[];
  readonly #widths: number[];
  readonly #rows: string[] = [];
  /** Still to be printed. */
  #headers: boolean;

  constructor(columns: readonly Column<Row>[], { headers }: { headers: boolean }) {
    this.#columns = columns;
    this.#headers = headers;
    this.#widths = columns.map(({ header }) =>
      Math.max(MINIMUM, headers ? header.length + PADDING : 0),
    );
  }

  get isEmpty(): boolean {
    return this.#rows.length === 0;
  }

  add(row: Row): void {
    const cells = this.#columns.map((column) => (column.escape ?? escapeCell)(column.cell(row)));
    for (const [at, cell] of cells.entries()) {
      const width = widthOf(cell) + PADDING;
      if (width > (this.#widths[at] ?? 0)) this.#widths[at] = width;
    }
    this.#rows.push(cells.join(BETWEEN));
  }

  /** One more line under a table that was printed already: columns only grow (RememberWidths). */
  line(row: Row): Printable {
    this.add(row);
    const line = this.#line(this.#rows.pop()?.split(BETWEEN) ?? []);
    return joined([this.#head(), line]);
  }

  /** The whole table, some lines at a time; nothing, not even headers, where there are no rows. */
  *text(): Generator<Printable> {
    if (this.isEmpty) return;
    yield this.#head();
    for (let at = 0; at < this.#rows.length; at += BATCH) {
      const batch = this.#rows.slice(at, at + BATCH);
      yield joined(batch.map((row) => this.#line(row.split(BETWEEN))));
    }
  }

  #head(): Printable {
    if (!this.#headers) return joined([]);
    this.#headers = false;
    return this.#line(this.#columns.map(({ header }) => header));
  }

  /** The last column is never padded: no trailing blanks. */
  #line(cells: readonly string[]): Printable {
    const last = cells.length - 1;
    let line = '';
    for (const [at, cell] of cells.entries()) {
      line += at === last ? cell : cell + ' '.repeat((this.#widths[at] ?? 0) - widthOf(cell));
    }
    return `${line}\n` as Printable;
  }
}

/** Display columns, not characters as kubectl counts: a holder in Japanese stays aligned. */
function widthOf(cell: string): number {
  return /^[ -~]*$/.test(cell) ? cell.length : stringWidth(cell);
}
