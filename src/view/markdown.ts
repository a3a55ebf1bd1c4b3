// Sections as Markdown, for a ticket or a review.
import { oneLine } from '../text.ts';
import type { Printable } from './escape.ts';
import { inert } from './inert.ts';
import { runsOf, type Link, type Section } from './section.ts';

export function markdownOf(
  title: string,
  summary: string,
  sections: readonly Section[],
): Printable {
  const parts = [`# ${inert(title)}`, inert(summary), ...sections.map(chapter)];
  return `${parts.join('\n\n')}\n` as Printable;
}

function chapter({ label, lines }: Section): string {
  const blocks = runsOf(lines).map((run) => {
    if (typeof run === 'string') return item(run, inert(run));
    return 'url' in run ? item(run.text, linked(run)) : `\n${table(run)}\n`;
  });
  return [`## ${label}`, '', ...blocks].join('\n').trimEnd();
}

/** A line that is indented belongs to the one before. */
function item(line: string, text: string): string {
  return `${line.startsWith(' ') ? '  ' : ''}- ${text}`;
}

/** The one thing that is a link: a page of ours. */
function linked({ text, url }: Link): string {
  return `${inert(text)}: ${oneLine(url)}`;
}

/** Its columns have no names: the lines above say what they are. */
function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
  const head = [line([]), line(Array.from({ length: width }, () => '---'))];
  const body = rows.map((row) => line(row.map((text) => inert(text, { cell: true }))));
  return [...head, ...body].join('\n');
}
