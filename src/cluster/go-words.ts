// What the operating system says, in the words of Go's standard library.
import { reasonOf } from '../errors.ts';

const ERRNO: ReadonlyMap<string, string> = new Map([
  ['ENOENT', 'no such file or directory'],
  ['EACCES', 'permission denied'],
  ['ENOTDIR', 'not a directory'],
  ['EISDIR', 'is a directory'],
]);

/** As *fs.PathError: the operation, the path, the reason. */
export function errnoInGo(path: string, thrown: unknown): string {
  const code = (thrown as NodeJS.ErrnoException).code ?? '';
  const words = ERRNO.get(code) ?? reasonOf(thrown);
  return `${code === 'EISDIR' ? 'read' : 'open'} ${path}: ${words}`;
}

/** Go's net/url and errors quote a text so. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

/** A URL without the password that may stand in it; kubectl would tell it. */
export function withoutLogin(url: string): string {
  return url.replace(/(?<=:\/\/).*@/s, '');
}
