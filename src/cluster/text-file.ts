// Reads a small file of the login whole: one that has no end is not read on, one that does not begin is named.
import { open } from 'node:fs/promises';
import { Failure, failure } from '../errors.ts';
import { limitOf, overLimit } from '../limits.ts';
import { errnoInGo } from './go-words.ts';
import { sayingWhat } from '../waiting.ts';

/** Throws what the operating system throws, and a Failure where the file is too large. */
export async function readText(path: string): Promise<string> {
  return sayingWhat(`for the file ${path}`, readUpTo(limitOf('config', process.env), path));
}

/** What readText threw, for a person. */
export function unreadable(path: string, thrown: unknown): Failure {
  return thrown instanceof Failure ? thrown : failure(errnoInGo(path, thrown));
}

async function readUpTo(most: number, path: string): Promise<string> {
  const file = await open(path);
  try {
    const parts: Buffer[] = [];
    let size = 0;
    for (;;) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(64 * 1024));
      if (bytesRead === 0) return Buffer.concat(parts).toString('utf8');
      size += bytesRead;
      if (size > most) throw overLimit('config', `the file ${path}`, most);
      parts.push(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}
