// Reads the corpus: Leases seen in public, and Leases as programs write them, with what each is.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { HolderFormat } from '../../src/lease/holder.ts';
import type { Kind, KindConfidence } from '../../src/lease/kind.ts';
import type { RawObject } from '../../src/lease/lease.ts';

export interface CorpusEntry {
  readonly namespace: string;
  readonly name: string;
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly strategy?: string;
  readonly fields?: readonly TimeField[];
  readonly labels?: Record<string, string>;
  readonly annotations?: Record<string, string>;
  readonly owner?: { apiVersion: string; kind: string; name: string };
  readonly manager?: string;
  /** False: an excerpt, as a page shows it; otherwise as an API server gives it. */
  readonly whole?: boolean;
  readonly product: string;
  readonly expect: Expected;
}

export interface Expected {
  readonly kind: Kind;
  readonly confidence?: KindConfidence;
  readonly holderFormat: HolderFormat;
  readonly resolvedName: string;
  readonly readBy?: boolean;
  readonly command?: boolean;
}

type TimeField = 'acquireTime' | 'renewTime' | 'leaseTransitions';

export const seen = read('seen.yaml');
export const written = read('written.yaml');

function read(file: string): readonly CorpusEntry[] {
  return load(readFileSync(join(import.meta.dirname, file), 'utf8')) as CorpusEntry[];
}

const VALUES: Readonly<Record<TimeField, unknown>> = {
  acquireTime: '2026-11-25T02:19:00.000000Z',
  renewTime: '2026-11-25T02:59:59.000000Z',
  leaseTransitions: 3,
};

/** Only what the entry shows: no uid, no time, as on a page. */
export function excerpt(entry: CorpusEntry): RawObject {
  return { metadata: metadata(entry), spec: spec(entry, entry.fields ?? []) };
}

/** The same as an API server gives it, with these of the fields that it may lack. */
export function whole(entry: CorpusEntry, fields = entry.fields ?? []): RawObject {
  return {
    metadata: {
      ...metadata(entry),
      uid: '0f2e1a3c-0000-4000-8000-000000000155',
      resourceVersion: '4711',
      creationTimestamp: '2026-11-01T03:00:00Z',
      managedFields: [{ manager: entry.manager ?? 'program', operation: 'Update' }],
    },
    spec: spec(entry, fields),
  };
}

function metadata({ namespace, name, labels, annotations, owner }: CorpusEntry): RawObject {
  const ownerReferences = owner ? [{ uid: 'u', ...owner }] : undefined;
  return { namespace, name, labels, annotations, ownerReferences };
}

function spec(entry: CorpusEntry, fields: readonly TimeField[]): RawObject {
  const { holderIdentity, leaseDurationSeconds, strategy } = entry;
  const times = Object.fromEntries(fields.map((field) => [field, VALUES[field]]));
  return { holderIdentity, leaseDurationSeconds, strategy, ...times };
}
