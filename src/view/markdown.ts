// Sections as Markdown, for a ticket or a review.
import { escapeText } from './escape.ts';
import { runsOf, type Section } from './section.ts';

export function markdownOf(title: string, summary: string, sections: readonly Section[]): string {
  return [`# ${plain(title)}`, plain(summary), ...sections.map(chapter)].join('\n\n') + '\n';
}

function chapter({ label, lines }: Section): string {
  const blocks = runsOf(lines).map((run) =>
    typeof run === 'string' ? item(run) : `\n${table(run)}\n`,
  );
  return [`## ${label}`, '', ...blocks].join('\n').trimEnd();
}

/** A line that is indented belongs to the one before. */
function item(line: string): string {
  const text = line.trimStart();
  return `${text === line ? '' : '  '}- ${plain(text)}`;
}

/** Its columns have no names: the lines above say what they are. */
function table(rows: readonly (readonly string[])[]): string {
  const width = Math.max(...rows.map((row) => row.length));
  const line = (cells: readonly string[]) =>
    `| ${Array.from({ length: width }, (_, at) => cells[at] ?? '').join(' | ')} |`;
  const head = [line([]), line(Array.from({ length: width }, () => '---'))];
  return [...head, ...rows.map((row) => line(row.map(plain)))].join('\n');
}

/**
 * Foreign text is no mark-up, no link, no mention and no picture; some characters are mark-up only
 * where a line begins. The pages that findings rest on are links: they are ours.
 */
function plain(text: string): string {
  const [, before = text, url = ''] = OURS.exec(text) ?? [];
  const escaped = escapeText(before)
    .replace(/[\\`*_{}[\]<>|~&!@]/g, String.raw`\$&`)
    .replace(/^(#|\+|-|\d+(?=[.)]))/, (it) => (/^\d/.test(it) ? `${it}\\` : `\\${it}`))
    .replace(/:(?=\/\/)|(?<=www)\./gi, String.raw`\$&`);
  return escaped + url;
}

const OURS = /^(.*: )(https:\/\/(?:kubernetes\.io|pkg\.go\.dev|github\.com)\/[\w./#@%-]*)$/s;
