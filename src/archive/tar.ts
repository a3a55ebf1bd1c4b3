// Writes a tar, packed or not: the same files give the same bytes, whenever and wherever.
import { gzipSync } from 'node:zlib';
import { BLOCK, checksumOf } from './tar-header.ts';

export interface TarFile {
  /** A relative path with slashes. */
  readonly name: string;
  readonly content: string | Buffer;
}

/**
 * A POSIX tar of these files in this order: mode 0644, no owner, no time. Throws a RangeError at a
 * name that a ustar header cannot hold (IEEE Std 1003.1-2017, pax: 100 bytes, or 155 for folders and 100 behind them).
 */
export function tarOf(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap(({ name, content }) => {
    const bytes = Buffer.from(content);
    return [headerOf(name, bytes.length), bytes, Buffer.alloc(-bytes.length & (BLOCK - 1))];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)]);
}

/** tarOf, gzipped: no name and no time in it either. */
export function tarGzOf(files: readonly TarFile[]): Buffer {
  const packed = gzipSync(tarOf(files), { level: 9 });
  // The system that wrote it, which zlib fills in: 255 is "unknown" (RFC 1952 §2.3.1).
  packed[9] = 255;
  return packed;
}

function headerOf(path: string, size: number): Buffer {
  const { prefix, name } = split(path);
  const head = Buffer.alloc(BLOCK);
  head.write(name, 0);
  head.write(octal(0o644, 8), 100);
  head.write(octal(0, 8), 108);
  head.write(octal(0, 8), 116);
  head.write(octal(size, 12), 124);
  head.write(octal(0, 12), 136);
  head.write('0', 156);
  head.write('ustar\x0000', 257);
  head.write(prefix, 345);
  head.write(`${octal(checksumOf(head), 7)}\0 `, 148);
  return head;
}

/** At the last slash that leaves room for both. */
function split(path: string): { prefix: string; name: string } {
  const fits = (text: string, most: number) => Buffer.byteLength(text) <= most;
  if (fits(path, 100)) return { prefix: '', name: path };
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    const [prefix, name] = [path.slice(0, slash), path.slice(slash + 1)];
    if (fits(prefix, 155) && fits(name, 100)) return { prefix, name };
  }
  throw new RangeError(`too long for a name in a tar: ${path}`);
}

function octal(value: number, width: number): string {
  return value.toString(8).padStart(width - 1, '0');
}
