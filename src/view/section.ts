// A record in sections: what the page and the Markdown of `describe` both print.

/** A line of text, or a row of the section's table. */
export type Line = string | readonly string[];

export interface Section {
  readonly label: string;
  /** Rows that follow each other make one table. */
  readonly lines: readonly Line[];
}

/** Rows in their order, in runs: each run is one table, or one line of text. */
export function runsOf(lines: readonly Line[]): (string | (readonly string[])[])[] {
  const runs: (string | (readonly string[])[])[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (typeof line === 'string') runs.push(line);
    else if (Array.isArray(last)) last.push(line);
    else runs.push([line]);
  }
  return runs;
}
