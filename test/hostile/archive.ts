// Archives whose every text is hostile, or every name, made from those of the recorded incident and tests.
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseYaml } from '../../src/yaml.ts';

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

const ROOT = join(import.meta.dirname, '..', '..');
const INCIDENT = join(ROOT, 'examples', 'incident');
const FIXTURES = join(ROOT, 'test', 'fixtures');

export type Scene = 'incident' | 'drain' | 'operations' | 'cluster';

/** The objects of a scene, and the audit log of the incident. */
export interface Objects {
  readonly capture: string;
  readonly objects: readonly Json[];
  readonly audit: readonly Json[];
}

export function objectsOf(scene: Scene): Objects {
  const folder = scene === 'incident' ? join(INCIDENT, '4-cleared-by-hand') : join(FIXTURES, scene);
  const objects = readdirSync(folder)
    .filter((name) => name !== 'capture.yaml')
    .flatMap((name) => parseYaml(readFileSync(join(folder, name), 'utf8')))
    .flatMap((document) => (document as { items: Json[] }).items)
    .filter((object) => scene !== 'incident' || isAbout(object));
  const log = readFileSync(join(INCIDENT, 'record', 'audit.log'), 'utf8')
    .trim()
    .split('\n');
  const audit = scene === 'incident' ? log.map((line) => JSON.parse(line) as Json) : [];
  return { capture: readFileSync(join(folder, 'capture.yaml'), 'utf8'), objects, audit };
}

/** Of a cluster's hundred roles those that have a part in it. */
function isAbout(object: Json): boolean {
  const { kind } = object as { kind: string };
  return !/Role/.test(kind) || /reconciler|system:basic-user/.test(JSON.stringify(object));
}

/** What decides what an object is and when; hostile text there makes it another object. */
const STRUCTURE = new Set([
  'apiVersion',
  'kind',
  'verb',
  'level',
  'stage',
  'resource',
  'fieldsType',
]);
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** Every text but names has `value` behind it. */
export function texts(value: string): (objects: Objects) => Objects {
  return ({ capture, objects, audit }) => {
    const names = namesIn(objects);
    const change = (text: string, key: string): string =>
      STRUCTURE.has(key) || TIME.test(text) || names.has(text) ? text : text + value;
    const all = (json: readonly Json[]) => json.map((object) => mapped(object, change));
    return { capture, objects: all(objects), audit: all(audit) };
  };
}

/** Every name has `value` behind it, wherever it stands: who holds what stays as it is. */
export function names(value: string): (objects: Objects) => Objects {
  return ({ capture, objects, audit }) => {
    const all = [...namesIn(objects)].sort((one, other) => other.length - one.length);
    const anyOf = all.map((name) => name.replaceAll('.', '\\.')).join('|');
    const pattern = new RegExp(`(?<![a-z0-9.-])(?:${anyOf})(?![a-z0-9-]|\\.[a-z0-9])`, 'g');
    const change = (text: string, key: string): string =>
      STRUCTURE.has(key) ? text : text.replaceAll(pattern, (name) => name + value);
    const each = (json: readonly Json[]) => json.map((object) => mapped(object, change));
    return { capture, objects: each(objects), audit: each(audit) };
  };
}

/** Every text at this path, such as "Pod.spec.nodeName", is `value` alone. */
export function slot(path: string, value: string): (objects: Objects) => Objects {
  const change = (text: string, _: string, at: string): string => (at === path ? value : text);
  return ({ capture, objects, audit }) => ({
    capture,
    objects: objects.map((object) => mapped(object, change)),
    audit: audit.map((object) => mapped(object, change)),
  });
}

/** The paths of all texts; of one in a list or a map of the user's, that of the list. */
export function slotsOf({ objects, audit }: Objects): string[] {
  const paths = new Set<string>();
  for (const object of [...objects, ...audit]) {
    mapped(object, (text, _, at) => {
      paths.add(at);
      return text;
    });
  }
  return [...paths];
}

/** In a folder of its own, which `-f` reads; the audit log lies beside the objects. */
export function written(folder: string, { capture, objects, audit }: Objects): string {
  mkdirSync(folder, { recursive: true });
  const path = mkdtempSync(join(folder, 'case-'));
  mkdirSync(join(path, 'objects'));
  const list = { apiVersion: 'v1', kind: 'List', items: objects };
  writeFileSync(join(path, 'objects', 'capture.yaml'), capture);
  writeFileSync(join(path, 'objects', 'objects.json'), JSON.stringify(list));
  writeFileSync(
    join(path, 'audit.log'),
    audit.map((event) => `${JSON.stringify(event)}\n`).join(''),
  );
  return path;
}

export function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'kubectl-lease-hostile-'));
}

function namesIn(objects: readonly Json[]): Set<string> {
  const found = objects.flatMap((object) => {
    const { metadata } = object as { metadata: { name?: string; namespace?: string } };
    return [metadata.name ?? '', metadata.namespace ?? ''];
  });
  return new Set(found.filter((name) => name !== ''));
}

type Change = (text: string, key: string, path: string) => string;

function mapped(object: Json, change: Change): Json {
  const { kind } = object as { kind: string };
  return within(object, change, kind, kind);
}

function within(value: Json, change: Change, key: string, path: string): Json {
  // A note of an operation is a document within a text.
  if (typeof value === 'string' && value.startsWith('{')) {
    return JSON.stringify(within(JSON.parse(value) as Json, change, key, path));
  }
  if (typeof value === 'string') return change(value, key, path);
  if (value === null || typeof value !== 'object') return value;
  if (isList(value)) return value.map((item) => within(item, change, key, path));
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [
      name,
      within(field, change, name, `${path}.${name}`),
    ]),
  );
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
