// One object as an API server keeps it: its versions, who wrote which field, and who watches it.
import { isDeepStrictEqual } from 'node:util';
import { list, object, type RawObject } from '../../../src/lease/lease.ts';

interface Change {
  readonly version: number;
  readonly line: string;
}

type Watcher = (line: string) => void;

let versions = 1000;

function nextVersion(): string {
  return String((versions += 1));
}

export class Kept {
  /** Undefined where it does not exist. */
  raw: RawObject | undefined;
  readonly #changes: Change[] = [];
  readonly #watchers = new Set<Watcher>();

  /** As it is from now on, in a new version; one that is no other stays as it is. */
  write(raw: RawObject, manager: string): RawObject {
    const before = this.raw;
    if (before !== undefined && isDeepStrictEqual(plain(before), plain(raw))) return before;
    const metadata = {
      ...object(raw['metadata']),
      resourceVersion: nextVersion(),
      managedFields: stamped(before, raw, manager),
    };
    this.raw = { ...raw, metadata };
    this.#tell(before === undefined ? 'ADDED' : 'MODIFIED', this.raw);
    return this.raw;
  }

  delete(): void {
    const { raw } = this;
    this.raw = undefined;
    if (raw === undefined) return;
    const metadata = { ...object(raw['metadata']), resourceVersion: nextVersion() };
    this.#tell('DELETED', { ...raw, metadata });
  }

  /** Tells each change after that version, the past ones at once; what it returns ends that. */
  watch(since: number, watcher: Watcher): () => void {
    for (const { version, line } of this.#changes) if (version > since) watcher(line);
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #tell(type: string, raw: RawObject): void {
    const line = `${JSON.stringify({ type, object: raw })}\n`;
    const version = Number(object(raw['metadata'])['resourceVersion']);
    this.#changes.push({ version, line });
    for (const watcher of this.#watchers) watcher(line);
  }
}

/** Without what the server itself writes. */
function plain(raw: RawObject): RawObject {
  const metadata = { ...object(raw['metadata']), managedFields: [], resourceVersion: '' };
  return structuredClone({ ...raw, metadata });
}

/** A field is of whoever changed it last, and each writer has the time of its last change (faults: 1.25). */
function stamped(before: RawObject | undefined, after: RawObject, manager: string): object[] {
  const [was, is] = [object(before?.['spec']), object(after['spec'])];
  const changed = Object.keys(is).filter((key) => !isDeepStrictEqual(was[key], is[key]));
  const stamps = list(object(before?.['metadata'])['managedFields']);
  const own = stamps.find((stamp) => stamp['manager'] === manager);
  const others = stamps.filter((stamp) => stamp['manager'] !== manager);
  const fields = new Set([...fieldsOf(own), ...changed.map((key) => `f:${key}`)]);
  return [
    ...others.map((stamp) => ({
      ...stamp,
      fieldsV1: owning(fieldsOf(stamp).filter((field) => !changed.includes(field.slice(2)))),
    })),
    {
      ...{ manager, operation: 'Update', apiVersion: 'coordination.k8s.io/v1' },
      ...{ time: `${new Date().toISOString().slice(0, 19)}Z`, fieldsType: 'FieldsV1' },
      fieldsV1: owning([...fields]),
    },
  ];
}

function fieldsOf(stamp: RawObject | undefined): string[] {
  return Object.keys(object(object(stamp?.['fieldsV1'])['f:spec']));
}

function owning(fields: readonly string[]): object {
  return { 'f:spec': Object.fromEntries(fields.map((field) => [field, {}])) };
}
