// Parses JSON, and the items of a list in it one at a time.
import { itemsWithin, scanJson, type Span } from './json-scan.ts';
import { tooMuch, type Limits } from './limited.ts';
import type { Document, Parsed } from './objects.ts';

/**
 * Undefined where it is no JSON; its items throw a SyntaxError where they are none. Throws
 * Unreadable beyond a limit.
 */
export function inJson(content: Buffer, limits: Limits): Document | undefined {
  if (!beginsLikeJson(content)) return undefined;
  const { depth, values, items } = scanJson(content);
  if (depth > limits.depth) throw tooMuch('depth', limits);
  if (values > limits.values) throw tooMuch('values', limits);
  try {
    if (items === undefined) return { value: parse(content), items };
    const { start, end } = items;
    const head = Buffer.concat([content.subarray(0, start), content.subarray(end)]);
    return { value: parse(head), items: each(content, items, limits) };
  } catch {
    return undefined;
  }
}

/** In YAML these begin lists and objects too. */
export function beginsLikeJson(content: Buffer): boolean {
  const first = content.subarray(0, HEAD).toString('latin1').trimStart()[0];
  return first === '{' || first === '[';
}

const HEAD = 1000;

function* each(content: Buffer, span: Span, limits: Limits): Generator<Parsed> {
  let before: string | undefined;
  for (const { start, end, values } of itemsWithin(content, span)) {
    if (values > limits.values) throw tooMuch('values', limits);
    const item = content.subarray(start, end);
    // Nothing but space between the brackets is an empty list.
    if (before === undefined && end === span.end && item.toString().trim() === '') return;
    before = '';
    yield { value: parse(item), values };
  }
}

function parse(bytes: Buffer): unknown {
  return JSON.parse(bytes.toString());
}
