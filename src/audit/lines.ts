// Splits a stream of bytes into lines, and holds no more of it than one line of a bounded length.
import { LIMITS, overLimit } from '../limits.ts';

const NO_END = { log: 'the log', endless: Infinity };

interface LineSplitter {
  push(chunk: Buffer): void;
  /** The end of the stream ends its last line. */
  end(): void;
}

const NEWLINE = 0x0a;

/**
 * `take` gets each line without its end, valid until it returns; undefined stands for one that is too
 * long. (readline dies of such a line: it makes one string of it.) One that has no end is a Failure,
 * which says "one line of" `log`.
 */
export function lineSplitter(
  take: (line: Buffer | undefined) => void,
  longest: number = LIMITS.line.most,
  { log, endless }: { readonly log: string; readonly endless: number } = NO_END,
): LineSplitter {
  /** What was seen of the line that is not ended yet. */
  let parts: Buffer[] = [];
  let length = 0;

  function add(part: Buffer): void {
    length += part.length;
    if (length > endless) throw overLimit('endlessLine', `one line of ${log}`, endless);
    if (length > longest) parts = [];
    else parts.push(part);
  }

  function finish(): void {
    const [first = Buffer.alloc(0)] = parts;
    const line = parts.length > 1 ? Buffer.concat(parts) : first;
    const tooLong = length > longest;
    parts = [];
    length = 0;
    take(tooLong ? undefined : line);
  }

  return {
    push(chunk) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        if (end > start) add(chunk.subarray(start, end));
        finish();
        start = end + 1;
      }
      if (start === chunk.length) return;
      const rest = chunk.subarray(start);
      // Copied, because the stream may use the chunk's memory again.
      add(length > longest ? rest : Buffer.from(rest));
    },
    end() {
      if (length > 0) finish();
    },
  };
}
