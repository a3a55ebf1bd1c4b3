// Reads an audit log as it is: a file or standard input, plain or compressed by gzip.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { Failure, failure, reasonOf } from '../errors.ts';
import { overLimit, type Limits } from '../limits.ts';
import { sayingWhatFor } from '../waiting.ts';
import { lineSplitter } from './lines.ts';

/** As large as that costs few turns of the event loop, and little memory. */
const CHUNK = 256 * 1024;

export type Chunks = AsyncIterable<Buffer | string>;

/**
 * Hands over every line; the line is valid until `take` returns, undefined is one that is too long to
 * be read. Returns why the log ended early, where it did. Throws a Failure where it cannot be read.
 */
export async function readLines(
  { path, log, stdin }: { readonly path: string; readonly log: string; readonly stdin: Chunks },
  limits: Limits,
  take: (line: Buffer | undefined) => void,
): Promise<string | undefined> {
  const lines = lineSplitter(take, limits.line, { log, endless: limits.endlessLine });
  const chunks = path === '-' ? stdin : createReadStream(path, { highWaterMark: CHUNK });
  const growth = new Growth(log, limits.ratio);
  const cut = await decoded(sayingWhatFor(`for ${log}`, chunks), growth, (chunk) => {
    lines.push(chunk);
  }).catch((thrown: unknown) => unreadable(path, thrown));
  lines.end();
  return cut;
}

/** Plain bytes as they are, gzip unpacked: told by its magic number, not by the file's name. */
async function decoded(
  chunks: Chunks,
  growth: Growth,
  push: (chunk: Buffer) => void,
): Promise<string | undefined> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let gunzip: Unpacking | undefined;
  for await (const given of chunks) {
    let chunk = typeof given === 'string' ? Buffer.from(given) : given;
    if (head !== undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 2) continue;
      if (head[0] === 0x1f && head[1] === 0x8b) gunzip = unpacking(growth, push);
      [chunk, head] = [head, undefined];
    }
    if (gunzip === undefined) push(chunk);
    else if (!(await gunzip.write(chunk))) break;
  }
  if (head !== undefined && head.length > 0) push(head);
  return gunzip?.end();
}

/** A little of a log may well be a thousand times what it is packed. */
const MAY_GROW = 16 * 1024 * 1024;

/** How much larger a log is than its gzip, which real ones are within bounds. */
class Growth {
  readonly #log: string;
  readonly #most: number;
  #packed = 0;
  #unpacked = 0;

  constructor(log: string, most: number) {
    this.#log = log;
    this.#most = most;
  }

  packed(bytes: number): void {
    this.#packed += bytes;
  }

  unpacked(bytes: number): void {
    this.#unpacked += bytes;
    if (this.#unpacked < MAY_GROW || this.#unpacked < this.#most * this.#packed) return;
    throw overLimit('ratio', this.#log, this.#most);
  }
}

interface Unpacking {
  /** False once nothing more can be unpacked. */
  write(chunk: Buffer): Promise<boolean>;
  /** Why it ended early; what came before that has been pushed. */
  end(): Promise<string | undefined>;
}

/** So much is unpacked before its growth is known. */
const PACKED = 32 * 1024;

/** What is being unpacked where the file is damaged is lost: little of it at a time. */
const UNPACKED = 64 * 1024;

function unpacking(growth: Growth, push: (chunk: Buffer) => void): Unpacking {
  const gunzip = createGunzip({ chunkSize: UNPACKED });
  let broken: string | undefined;
  let refused: { readonly thrown: unknown } | undefined;
  const ended = new Promise<void>((resolve) => {
    gunzip.on('data', (chunk: Buffer) => {
      if (refused !== undefined) return;
      try {
        growth.unpacked(chunk.length);
        push(chunk);
      } catch (thrown) {
        refused = { thrown };
        gunzip.destroy();
        resolve();
      }
    });
    gunzip.on('end', resolve);
    gunzip.on('error', (error) => {
      broken = error.message;
      resolve();
    });
  });
  return {
    async write(chunk) {
      for (let at = 0; at < chunk.length; at += PACKED) {
        const piece = chunk.subarray(at, at + PACKED);
        growth.packed(piece.length);
        // Answered when the piece is unpacked: the file is read no faster than that.
        await Promise.race([
          ended,
          new Promise<void>((resolve) => {
            gunzip.write(piece, () => {
              resolve();
            });
          }),
        ]);
        if (broken !== undefined || refused !== undefined) return false;
      }
      return true;
    },
    async end() {
      if (refused === undefined) {
        gunzip.end();
        await ended;
      }
      if (refused !== undefined) throw refused.thrown;
      return broken;
    },
  };
}

function unreadable(path: string, thrown: unknown): never {
  if (thrown instanceof Failure) throw thrown;
  const code = (thrown as NodeJS.ErrnoException).code;
  const why =
    code === 'ENOENT'
      ? 'no such file or directory'
      : code === 'EISDIR'
        ? 'it is a directory'
        : reasonOf(thrown);
  const hint = 'each log of a directory is named by an --audit-log of its own';
  throw failure(`cannot read ${path}: ${why}`, code === 'EISDIR' ? { hint } : {});
}
