// Finds the documents, and the items of their lists, in the lines of YAML, so that each is parsed alone.
import type { Span } from './json-scan.ts';

export interface Document extends Span {
  /** How many lines stand before it. */
  readonly line: number;
  /** The lines of its `items`, and that of the key; undefined where it is no list in block style. */
  readonly items:
    (Span & { readonly key: number; readonly line: number; readonly indent: number }) | undefined;
}

interface Line extends Span {
  readonly number: number;
}

function* linesOf(bytes: Buffer, { start, end }: Span, first: number): Generator<Line> {
  let number = first;
  for (let at = start; at < end; number += 1) {
    const newline = bytes.indexOf(0x0a, at);
    const next = newline < 0 || newline >= end ? end : newline + 1;
    yield { start: at, end: next, number };
    at = next;
  }
}

/** One document where directives stand before some: they belong together. */
export function documentsIn(bytes: Buffer): Document[] {
  const all = { start: 0, end: bytes.length };
  const starts: { at: number; line: number }[] = [];
  for (const { start, end, number } of linesOf(bytes, all, 0)) {
    if (bytes[start] === PERCENT) return [{ ...all, line: 0, items: undefined }];
    if (bytes[start] === DASH && /^---\s/.test(textOf(bytes, start, end))) {
      starts.push({ at: start, line: number });
    }
  }
  if (starts[0]?.at !== 0) starts.unshift({ at: 0, line: 0 });
  return starts.map(({ at, line }, index) => {
    const span = { start: at, end: starts[index + 1]?.at ?? bytes.length };
    return { ...span, line, items: itemsIn(bytes, span, line) };
  });
}

/** What is indented less than its items, or as much without being one, stands behind them. */
function itemsIn(bytes: Buffer, document: Span, first: number): Document['items'] {
  let key: Line | undefined;
  let begin: { at: number; line: number; indent: number } | undefined;
  for (const line of linesOf(bytes, document, first)) {
    const text = textOf(bytes, line.start, line.end);
    if (key === undefined) {
      if (bytes[line.start] === SMALL_I && /^items:\s*(?:#.*)?$/s.test(text)) key = line;
      continue;
    }
    const indent = text.search(/[^ ]/);
    if (indent < 0 || /^ *(?:[\r\n#]|$)/.test(text)) continue;
    const isItem = /^ *-\s/.test(text);
    if (begin === undefined) {
      if (!isItem) return undefined;
      begin = { at: line.start, line: line.number, indent };
    } else if (indent < begin.indent || (indent === begin.indent && !isItem)) {
      return { key: key.start, start: begin.at, end: line.start, line: begin.line, indent };
    }
  }
  if (key === undefined || begin === undefined) return undefined;
  const { at, line, indent } = begin;
  return { key: key.start, start: at, end: document.end, line, indent };
}

/** Some items at a time, as text of a list of its own. */
export function* batchesOf(
  bytes: Buffer,
  { start, end, line, indent }: NonNullable<Document['items']>,
): Generator<Document> {
  let batch = { start, line };
  for (const next of linesOf(bytes, { start, end }, line)) {
    if (next.start - batch.start < BATCH || bytes[next.start + indent] !== DASH) continue;
    if (!new RegExp(`^ {${indent}}-\\s`).test(textOf(bytes, next.start, next.end))) continue;
    yield { start: batch.start, end: next.start, line: batch.line, items: undefined };
    batch = { start: next.start, line: next.number };
  }
  yield { start: batch.start, end, line: batch.line, items: undefined };
}

const [DASH, PERCENT, SMALL_I] = [0x2d, 0x25, 0x69] as const;
const BATCH = 2 ** 16;
/** Of a line, what says where it belongs. */
const HEAD = 200;

function textOf(bytes: Buffer, start: number, end: number): string {
  return bytes.toString('latin1', start, Math.min(end, start + HEAD));
}
