// What an entry of a file system is, in words.
import type { Stats } from 'node:fs';

export type FileKind =
  'a file' | 'a folder' | 'a symbolic link' | 'a device' | 'a FIFO' | 'a socket';

export function kindOf(
  entry: Pick<Stats, 'isFile' | 'isDirectory' | 'isSymbolicLink' | 'isFIFO' | 'isSocket'>,
): FileKind {
  if (entry.isFile()) return 'a file';
  if (entry.isDirectory()) return 'a folder';
  if (entry.isSymbolicLink()) return 'a symbolic link';
  if (entry.isFIFO()) return 'a FIFO';
  return entry.isSocket() ? 'a socket' : 'a device';
}
