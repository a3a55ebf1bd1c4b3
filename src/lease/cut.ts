// Text cut to a number of bytes, as the limits of the API server count.

const MARK = '…';
const encoder = new TextEncoder();

/** Of its UTF-8. */
export function byteLength(text: string): number {
  return encoder.encode(text).length;
}

/**
 * The whole text where it has at most `most` bytes; else as many of its code points as leave room for
 * "…" behind them. Half a surrogate pair becomes U+FFFD, as the API server would make it. `most`: 3 at least.
 */
export function cutToBytes(text: string, most: number): string {
  // Every unit has a byte at least: what comes after so many cannot be kept.
  const wellFormed = text.slice(0, most + 1).toWellFormed();
  if (text.length <= most && byteLength(wellFormed) <= most) return wellFormed;
  let [kept, bytes] = ['', byteLength(MARK)];
  for (const point of wellFormed) {
    bytes += byteLength(point);
    if (bytes > most) break;
    kept += point;
  }
  return kept + MARK;
}
