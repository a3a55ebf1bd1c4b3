// Reads an archive: a file, a directory of files, or standard input, as the objects it holds.
import { readFile, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { failure, reasonOf } from '../errors.ts';
import { list, object, text, type RawObject } from '../lease/lease.ts';
import { parseYaml } from '../yaml.ts';

const EXTENSIONS = new Set(['.yaml', '.yml', '.json']);

/** Deterministic: files of a directory in the order of their names, at any depth. */
export async function readObjects(
  path: string,
  stdin: AsyncIterable<Buffer | string>,
): Promise<RawObject[]> {
  if (path === '-') return objectsIn(await collect(stdin), 'standard input');
  const files = await filesAt(path);
  const objects: RawObject[] = [];
  for (const file of files) objects.push(...objectsIn(await readText(file), file));
  return objects;
}

async function filesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch((thrown: unknown) => unreadable(path, thrown));
  if (!found.isDirectory()) return [path];
  const names = await readdir(path, { recursive: true }).catch((thrown: unknown) =>
    unreadable(path, thrown),
  );
  const files = names.filter((name) => EXTENSIONS.has(extname(name))).sort();
  if (files.length > 0) return files.map((name) => join(path, name));
  throw failure(`${path} holds no .yaml, .yml or .json file`, { hint: CAPTURE_HINT });
}

export const CAPTURE_HINT = 'kubectl get leases -A -o yaml --show-managed-fields > FILE makes one';

async function readText(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((thrown: unknown) => unreadable(path, thrown));
}

function unreadable(path: string, thrown: unknown): never {
  const code = (thrown as NodeJS.ErrnoException).code;
  const why = code === 'ENOENT' ? 'no such file or directory' : reasonOf(thrown);
  throw failure(`cannot read ${path}: ${why}`);
}

async function collect(stdin: AsyncIterable<Buffer | string>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

function objectsIn(content: string, name: string): RawObject[] {
  if (content.trim() === '') throw failure(`${name} is empty`, { hint: CAPTURE_HINT });
  const documents = parse(content, name);
  if (!documents.some((document) => typeof document === 'object' && document !== null)) {
    throw failure(`${name} holds no Kubernetes object`, { hint: CAPTURE_HINT });
  }
  return documents.flatMap(unpacked);
}

/** JSON first: it is YAML too, but a hundred times faster to read as what it is. */
function parse(content: string, name: string): unknown[] {
  try {
    return [JSON.parse(content)];
  } catch {
    // Not one JSON document; it may be YAML.
  }
  try {
    return parseYaml(content);
  } catch (thrown) {
    throw failure(`${name} is neither YAML nor JSON: ${reasonOf(thrown)}`);
  }
}

/** A List stands for its items; an item of a typed list (LeaseList) lacks its kind. */
function unpacked(document: unknown): RawObject[] {
  const value = object(document);
  if (text(value['apiVersion'])?.startsWith('kubectl-lease.github.io/')) return ours(value);
  const kind = text(value['kind']) ?? '';
  if (!kind.endsWith('List') || !Array.isArray(value['items'])) return kind === '' ? [] : [value];
  const itemKind = kind.slice(0, -'List'.length);
  const defaults = itemKind === '' ? {} : { apiVersion: value['apiVersion'], kind: itemKind };
  return list(value['items']).map((item) => ({ ...defaults, ...item }));
}

/** The kind under which the moment of one of our own documents stands among the objects. */
export const AS_OF = 'AsOf';

/** What -o json|yaml prints holds the Leases inside, and says as of when. */
function ours(value: RawObject): RawObject[] {
  const takenAt = object(value['asOf'])['time'];
  const items = Array.isArray(value['items']) ? list(value['items']) : [value];
  const leases = items.map((item) => object(item['lease'])).filter((lease) => text(lease['kind']));
  if (leases.length === 0) return [value];
  return takenAt === undefined ? leases : [...leases, { kind: AS_OF, takenAt }];
}
