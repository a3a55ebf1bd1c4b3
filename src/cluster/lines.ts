// The lines of a stream of bytes; a line that is cut off at its end is dropped, as it is no event.
import { JsonSize } from '../json-size.ts';
import { overLimit, type Limits } from '../limits.ts';

const NEWLINE = 0x0a;

export async function* linesOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let parts: Uint8Array[] = [];
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      parts.push(chunk.subarray(start, end));
      const line = Buffer.concat(parts).toString('utf8');
      parts = [];
      start = end + 1;
      if (line !== '') yield line;
    }
    if (start < chunk.length) parts.push(chunk.subarray(start));
  }
}

/**
 * The same bytes, as long as each of their lines is one that can be read; `subject` is one line.
 * Metrics are lines too, but of no JSON.
 */
export async function* measuredLines(
  chunks: AsyncIterable<Uint8Array>,
  { subject, isJson, limits }: { subject: string; isJson: boolean; limits: Limits },
): AsyncGenerator<Uint8Array> {
  const json = new JsonSize(subject, limits);
  let size = 0;
  const add = (part: Uint8Array): void => {
    size += part.length;
    if (size > limits.event) throw overLimit('event', subject, limits.event);
    if (isJson) json.add(part);
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      add(chunk.subarray(start, end));
      json.reset();
      size = 0;
      start = end + 1;
    }
    add(chunk.subarray(start));
    yield chunk;
  }
}
