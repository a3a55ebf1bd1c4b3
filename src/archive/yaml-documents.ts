// Parses YAML document by document, and the items of a long list some at a time.
import { reasonOf } from '../errors.ts';
import { parseYaml } from '../yaml.ts';
import { beginsLikeJson } from './json-documents.ts';
import { tooMuch, type Limits } from './limited.ts';
import type { Document, Parsed } from './objects.ts';
import { Unreadable } from './unreadable.ts';
import { valuesIn } from './values.ts';
import { batchesOf, documentsIn, type Document as Stretch } from './yaml-scan.ts';

/** What is shorter is parsed as it is. */
const SHORT = 2 ** 16;

/** Throws Unreadable. */
export function* inYaml(content: Buffer, limits: Limits): Generator<Document> {
  if (content.length <= SHORT) {
    yield* parse(content, 0, limits).map(whole);
    return;
  }
  // Its rows would be told to be too much of YAML.
  if (content.length > limits.yaml && beginsLikeJson(content)) {
    throw new Unreadable('is neither YAML nor JSON: it begins as JSON, and is damaged');
  }
  for (const document of documentsIn(content)) {
    const { start, end, line, items } = document;
    if (items === undefined) {
      yield* parse(content.subarray(start, end), line, limits).map(whole);
      continue;
    }
    const before = content.subarray(start, items.key);
    const behind = content.subarray(items.end, end);
    const head = Buffer.concat([before, Buffer.from('items: []\n'), behind]);
    for (const value of parse(head, line, limits)) {
      yield { value, items: each(content, items, limits) };
    }
  }
}

function whole(value: unknown): Document {
  return { value, items: undefined };
}

function* each(
  content: Buffer,
  items: NonNullable<Stretch['items']>,
  limits: Limits,
): Generator<Parsed> {
  for (const { start, end, line } of batchesOf(content, items)) {
    const [batch] = parse(content.subarray(start, end), line, limits);
    for (const value of Array.isArray(batch) ? (batch as unknown[]) : []) {
      yield { value, values: valuesIn(value) };
    }
  }
}

function parse(bytes: Buffer, line: number, limits: Limits): unknown[] {
  if (bytes.length > limits.yaml) throw tooMuch('yaml', limits);
  const options = { aliases: false, depth: limits.depth };
  try {
    return parseYaml(bytes.toString(), options);
  } catch (thrown) {
    const why = line === 0 ? reasonOf(thrown) : reasonAtLine(bytes, line, options, thrown);
    if (why.includes('maxDepth')) throw tooMuch('depth', limits);
    throw new Unreadable(
      why.includes('maxAliases')
        ? 'holds YAML aliases, which no API server writes'
        : `is neither YAML nor JSON: ${why}`,
    );
  }
}

/** The parser tells the line: once more, with as many lines before as there are. */
function reasonAtLine(
  bytes: Buffer,
  line: number,
  options: Parameters<typeof parseYaml>[1],
  otherwise: unknown,
): string {
  try {
    parseYaml(`${'\n'.repeat(line)}${bytes.toString()}`, options);
  } catch (thrown) {
    return reasonOf(thrown);
  }
  return reasonOf(otherwise);
}
