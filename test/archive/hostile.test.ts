// Whatever is done to an archive's bytes, it ends in an answer or a sentence, and never in a silent part.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { openArchive } from '../../src/archive/archive.ts';
import { inWords } from '../../src/command.ts';
import { Failure } from '../../src/errors.ts';
import { leaseRecord } from '../../src/lease/record.ts';
import { formatDocument } from '../../src/view/document.ts';
import { leaseRecordDocument } from '../../src/view/record-document.ts';
import { recordPage } from '../../src/view/record-page.ts';
import { diceOf, type Dice } from '../live/dice.ts';
import { chunksOf, tar } from './reading.ts';

const CAPTURE = join(import.meta.dirname, '..', '..', 'examples', 'incident', '2-silent');
const file = (name: string) => readFileSync(join(CAPTURE, name));
const plain = tar({
  'capture.yaml': file('capture.yaml'),
  'leases.yaml': file('leases.yaml'),
  'log.txt': 'x'.repeat(3000),
  'pods.yaml.gz': gzipSync(file('pods.yaml')),
  'roles.yaml': file('roles.yaml'),
});

const ARCHIVES = {
  'a tar': plain,
  'a gzipped tar': gzipSync(plain),
  'a gzipped file': gzipSync(file('leases.yaml')),
} as const;

const INJURIES: Record<string, (bytes: Buffer, dice: Dice) => Buffer> = {
  'cut off': (bytes, dice) => bytes.subarray(0, 1 + dice.roll(bytes.length - 1)),
  'with wrong bits': (bytes, dice) => {
    for (let count = dice.roll(4); count >= 0; count -= 1) {
      const at = dice.roll(bytes.length);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << dice.roll(8));
    }
    return bytes;
  },
  'with noise in it': (bytes, dice) => {
    const [at, size] = [dice.roll(bytes.length), 1 + dice.roll(600)];
    for (let offset = 0; offset < size; offset += 1) bytes[at + offset] = dice.roll(256);
    return bytes;
  },
  'with a piece missing': (bytes, dice) => {
    const [at, size] = [dice.roll(bytes.length), 1 + dice.roll(1500)];
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + size)]);
  },
  'with a piece twice': (bytes, dice) => {
    const at = dice.roll(bytes.length);
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(dice.roll(at + 1))]);
  },
};

/** What describe prints, its notes, and its error in words. */
async function described(bytes: Buffer): Promise<{ page: string; said: string }> {
  const notes: string[] = [];
  const note = (line: string) => Promise.resolve(void notes.push(line));
  try {
    const archive = { path: '-', at: undefined, stdin: chunksOf([bytes]), note };
    const evidence = await openArchive(archive);
    const ref = { namespace: 'payments', name: 'reconciler' };
    const record = await leaseRecord(ref, evidence, { writes: 2, seconds: 1 });
    formatDocument(leaseRecordDocument(record), 'yaml');
    return { page: recordPage(record, false), said: notes.join('\n') };
  } catch (thrown) {
    // Anything else is a defect, and fails the test with its stack.
    if (!(thrown instanceof Failure)) throw thrown;
    return { page: '', said: [...notes, inWords(thrown).text].join('\n') };
  }
}

const ROUNDS = 100;

describe('an archive', async () => {
  for (const [archive, whole] of Object.entries(ARCHIVES)) {
    const { page: right } = await described(whole);
    for (const [injury, injure] of Object.entries(INJURIES)) {
      test(`that is ${archive} ${injury} gives an answer or a sentence`, async () => {
        for (let seed = 1; seed <= ROUNDS; seed += 1) {
          const bytes = injure(Buffer.from(whole), diceOf(seed));
          const { page, said } = await described(bytes);
          assert.ok(page !== '' || /^error: /m.test(said), `seed ${seed} says nothing`);
          assert.doesNotMatch(said, /internal error|undefined|NaN|\[object/, `seed ${seed}`);
          // Without a checksum, what is written in the files may be anything.
          if (page === right || archive === 'a tar') continue;
          assert.notEqual(said, '', `seed ${seed} answers otherwise and does not say why`);
        }
      });
    }
  }
});
