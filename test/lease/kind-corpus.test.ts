import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classify } from '../../src/lease/classify.ts';
import { holderName } from '../../src/lease/holder.ts';
import { leaseFrom, type RawObject } from '../../src/lease/lease.ts';
import { excerpt, seen, whole, written, type CorpusEntry } from '../corpus/corpus.ts';

function found(raw: RawObject): { kind: string; holderFormat: string; resolvedName: string } {
  const lease = leaseFrom(raw);
  const classification = classify(lease);
  const { format, name } = holderName(lease, classification);
  return { kind: classification.kind, holderFormat: format, resolvedName: name };
}

function wanted({ expect }: CorpusEntry): ReturnType<typeof found> {
  const { kind, holderFormat, resolvedName } = expect;
  return { kind, holderFormat, resolvedName };
}

const RECORD = ['acquireTime', 'renewTime', 'leaseTransitions'] as const;
const HEARTBEATS: ReadonlySet<string> = new Set(['node', 'apiserver']);

describe('a Lease seen in public is recognised', () => {
  for (const entry of seen) {
    const title = `${entry.product} ${entry.namespace}/${entry.name} held by ${entry.holderIdentity ?? ''}`;
    test(`${title}, from what was shown of it`, () => {
      assert.deepEqual(found(excerpt(entry)), wanted(entry));
    });
    test(`${title}, with the fields that its kind has`, () => {
      const fields = HEARTBEATS.has(entry.expect.kind) ? (['renewTime'] as const) : RECORD;
      const complete = { leaseDurationSeconds: 15, ...entry };
      assert.deepEqual(found(whole(complete, fields)), wanted(entry));
    });
    test(`${title}, put into a cluster as it was shown`, () => {
      assert.deepEqual(found(whole(entry)), wanted(entry));
    });
  }
});

describe('a Lease as its program writes it is recognised', () => {
  for (const entry of written) {
    const { confidence, readBy = false, command = false } = entry.expect;
    const raw = entry.whole === false ? excerpt(entry) : whole(entry);
    test(`${entry.product}: ${entry.namespace}/${entry.name}`, () => {
      assert.deepEqual(found(raw), wanted(entry));
    });
    test(`${entry.product}: ${entry.namespace}/${entry.name}, with its confidence and its readers`, () => {
      const judged = classify(leaseFrom(raw));
      assert.deepEqual(
        [judged.confidence, judged.readBy !== undefined, judged.command !== undefined],
        [confidence, readBy, command],
      );
    });
  }
});
