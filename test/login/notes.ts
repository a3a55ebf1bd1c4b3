// What a credential plugin of a case wrote down, as traces to compare.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The plugin of a case wrote something down: read it, and forget it. */
export function note(directory: string): string[] {
  const path = join(directory, 'note');
  if (!existsSync(path)) return [];
  const text = readFileSync(path, 'utf8');
  rmSync(path);
  return text.split('\n');
}

/** As note(), for what is JSON: the order of its fields does not matter. */
export function info(directory: string): string[] {
  const [text = ''] = note(directory);
  return text === '' ? [] : [JSON.stringify(JSON.parse(text), sorted)];
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a.localeCompare(b)));
}
