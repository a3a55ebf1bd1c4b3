// A record in sections: what the page and the Markdown of `describe` both print.

/** A line of text, a row of the section's table, or a page of ours that says more. */
export type Line = string | readonly string[] | Link;

/** `url` is a constant of this program: nothing foreign is ever a link. */
export interface Link {
  readonly text: string;
  readonly url: string;
}

export interface Section {
  readonly label: string;
  /** Rows that follow each other make one table. */
  readonly lines: readonly Line[];
}

type Run = string | Link | readonly (readonly string[])[];

/** Rows in their order, in runs: each run is one table, or one line of text. */
export function runsOf(lines: readonly Line[]): Run[] {
  const runs: (string | Link | (readonly string[])[])[] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (!isRow(line)) runs.push(line);
    else if (Array.isArray(last)) last.push(line);
    else runs.push([line]);
  }
  return runs;
}

function isRow(line: Line): line is readonly string[] {
  return Array.isArray(line);
}
