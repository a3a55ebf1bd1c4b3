// Nothing of a gzip stream is lost, however it comes in and wherever it breaks off.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { gunzip } from '../../src/archive/gunzip.ts';
import { Unreadable } from '../../src/archive/unreadable.ts';
import { inPieces } from './reading.ts';

const plain = Buffer.from(Array.from({ length: 200 }, (_, at) => `${at} ${at ** 3}\n`).join(''));
const packed = gzipSync(plain);

async function unpacked(content: Buffer, size: number): Promise<[Buffer, string | undefined]> {
  const parts: Buffer[] = [];
  try {
    for await (const part of gunzip(inPieces(content, size))) parts.push(part);
    return [Buffer.concat(parts), undefined];
  } catch (thrown) {
    assert.ok(thrown instanceof Unreadable, String(thrown));
    return [Buffer.concat(parts), thrown.predicate];
  }
}

const flipped = (at: number) => {
  const copy = Buffer.from(packed);
  copy[at] = (copy[at] ?? 0) ^ 0x10;
  return copy;
};

const SIZES = [1, 7, 1000, packed.length - 1, packed.length, packed.length + 1, 1 << 20];

describe('gunzip', () => {
  const whole: [title: string, content: Buffer, plain: Buffer][] = [
    ['one stream', packed, plain],
    ['two streams in a row', Buffer.concat([packed, packed]), Buffer.concat([plain, plain])],
    ['a stream padded with zeros', Buffer.concat([packed, Buffer.alloc(600)]), plain],
    ['an empty stream', gzipSync(''), Buffer.alloc(0)],
  ];
  for (const [title, content, expected] of whole) {
    test(`unpacks ${title}, whatever pieces it comes in`, async () => {
      for (const size of SIZES) {
        const [came, error] = await unpacked(content, size);
        assert.equal(error, undefined);
        assert.ok(came.equals(expected), `${came.length} bytes in pieces of ${size}`);
      }
    });
  }

  const CUT = 'is cut off: its gzip data ends too early';
  const cut: [title: string, content: Buffer, least: number][] = [
    ['before its checksum', packed.subarray(0, -8), plain.length],
    ['within its checksum', packed.subarray(0, -1), plain.length],
    ['in the middle', packed.subarray(0, packed.length >> 1), plain.length / 3],
    ['within its header', packed.subarray(0, 5), 0],
    ['within a second one', Buffer.concat([packed, packed.subarray(0, 15)]), plain.length],
  ];
  for (const [title, content, least] of cut) {
    test(`gives all that stands before a cut ${title}, the same for all pieces`, async () => {
      const [first, ...others] = await Promise.all(SIZES.map((size) => unpacked(content, size)));
      const [came, error] = first ?? [];
      assert.equal(error, CUT);
      assert.ok(
        came && came.length >= least && plain.subarray(0, least).equals(came.subarray(0, least)),
      );
      for (const other of others) assert.deepEqual(other, first);
    });
  }

  const damaged: [title: string, content: Buffer, error: RegExp][] = [
    ['a wrong bit', flipped(packed.length >> 1), /^is damaged: its gzip data is wrong \(.+\)$/],
    ['a wrong checksum', flipped(packed.length - 6), /^is damaged: .+\(incorrect data check\)$/],
    ['a wrong length', flipped(packed.length - 2), /^is damaged: .+\(incorrect length check\)$/],
    ['something else behind it', Buffer.concat([packed, plain]), /^is damaged: /],
  ];
  for (const [title, content, expected] of damaged) {
    test(`says of ${title} that it is damaged`, async () => {
      for (const size of SIZES) assert.match((await unpacked(content, size))[1] ?? '', expected);
    });
  }
});
