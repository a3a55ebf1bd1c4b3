// Reads an audit log as it is: a file or standard input, plain or compressed by gzip.
import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { failure, reasonOf } from '../errors.ts';
import { lineSplitter } from './lines.ts';

/** As large as that costs few turns of the event loop, and little memory. */
const CHUNK = 1024 * 1024;

export type Chunks = AsyncIterable<Buffer | string>;

/**
 * Hands over every line; the line is valid until `take` returns, undefined is one that is too long to
 * be read. Returns why the log ended early, where it did. Throws a Failure where it cannot be read.
 */
export async function readLines(
  path: string,
  stdin: Chunks,
  take: (line: Buffer | undefined) => void,
): Promise<string | undefined> {
  const lines = lineSplitter(take);
  const chunks = path === '-' ? stdin : createReadStream(path, { highWaterMark: CHUNK });
  const cut = await decoded(chunks, (chunk) => {
    lines.push(chunk);
  }).catch((thrown: unknown) => unreadable(path, thrown));
  lines.end();
  return cut;
}

/** Plain bytes as they are, gzip unpacked: told by its magic number, not by the file's name. */
async function decoded(chunks: Chunks, push: (chunk: Buffer) => void): Promise<string | undefined> {
  let head: Buffer | undefined = Buffer.alloc(0);
  let gunzip: Unpacking | undefined;
  for await (const given of chunks) {
    let chunk = typeof given === 'string' ? Buffer.from(given) : given;
    if (head !== undefined) {
      head = Buffer.concat([head, chunk]);
      if (head.length < 2) continue;
      if (head[0] === 0x1f && head[1] === 0x8b) gunzip = unpacking(push);
      [chunk, head] = [head, undefined];
    }
    if (gunzip === undefined) push(chunk);
    else if (!(await gunzip.write(chunk))) break;
  }
  if (head !== undefined && head.length > 0) push(head);
  return gunzip?.end();
}

interface Unpacking {
  /** False once nothing more can be unpacked. */
  write(chunk: Buffer): Promise<boolean>;
  /** Why it ended early; what came before that has been pushed. */
  end(): Promise<string | undefined>;
}

/** What is being unpacked where the file is damaged is lost: little of it at a time. */
const UNPACKED = 64 * 1024;

function unpacking(push: (chunk: Buffer) => void): Unpacking {
  const gunzip = createGunzip({ chunkSize: UNPACKED });
  let broken: string | undefined;
  const ended = new Promise<void>((resolve) => {
    gunzip.on('data', push);
    gunzip.on('end', resolve);
    gunzip.on('error', (error) => {
      broken = error.message;
      resolve();
    });
  });
  return {
    async write(chunk) {
      // Answered when the chunk is unpacked: the file is read no faster than that.
      await Promise.race([
        ended,
        new Promise<void>((resolve) => {
          gunzip.write(chunk, () => {
            resolve();
          });
        }),
      ]);
      return broken === undefined;
    },
    async end() {
      gunzip.end();
      await ended;
      return broken;
    },
  };
}

function unreadable(path: string, thrown: unknown): never {
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
