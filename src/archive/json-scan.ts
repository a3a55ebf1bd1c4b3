// Finds the items of a list in the bytes of JSON, so that a long list is parsed one item at a time.

/** A stretch of bytes. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface Item extends Span {
  /** How many values are in it, at most. */
  readonly values: number;
}

export interface Scan {
  /** Lists and objects within each other, at most. */
  readonly depth: number;
  /** How many values stand outside of the items, at most. */
  readonly values: number;
  /** Between the brackets of the one `items` of the outermost object. */
  readonly items: Span | undefined;
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c] as const;
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d] as const;
const ITEMS = Buffer.from('"items"');

/** What is no JSON is scanned to its end all the same: parsing finds out. */
export function scanJson(bytes: Buffer): Scan {
  let [level, depth, values, before, times] = [0, 0, 0, 0, 0];
  let isItems = false;
  let start: number | undefined;
  let end: number | undefined;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      const last = endOfString(bytes, at);
      if (level === 1) isItems = bytes.subarray(at, last + 1).equals(ITEMS);
      at = last;
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      values += 1;
      if (level === 1 && isItems && byte === OPEN_LIST) {
        times += 1;
        start ??= at + 1;
        before = values;
      }
      isItems = false;
      level += 1;
      if (level > depth) depth = level;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      level -= 1;
      if (level === 1 && start !== undefined && end === undefined) {
        end = at;
        // Each item is measured when it is its turn.
        values = before;
      }
    } else if (byte === COMMA) {
      isItems = false;
      values += 1;
    }
  }
  if (times !== 1 || start === undefined || end === undefined) {
    return { depth, values, items: undefined };
  }
  return { depth, values, items: { start, end } };
}

/** The elements of a list, between whose brackets the span lies. */
export function* itemsWithin(bytes: Buffer, span: Span): Generator<Item> {
  let [level, values, start] = [0, 0, span.start];
  for (let at = span.start; at < span.end; at += 1) {
    const byte = bytes[at];
    if (byte === QUOTE) {
      at = endOfString(bytes, at);
    } else if (byte === OPEN_LIST || byte === OPEN_OBJECT) {
      level += 1;
      values += 1;
    } else if (byte === CLOSE_LIST || byte === CLOSE_OBJECT) {
      level -= 1;
    } else if (byte === COMMA) {
      values += 1;
      if (level > 0) continue;
      yield { start, end: at, values };
      start = at + 1;
      values = 0;
    }
  }
  yield { start, end: span.end, values };
}

/** At its closing quote. */
function endOfString(bytes: Buffer, quote: number): number {
  let at = quote + 1;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}
