import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readLines } from '../../src/audit/log.ts';
import { Failure } from '../../src/errors.ts';
import { limitsFrom } from '../../src/limits.ts';
import { diceOf } from '../live/dice.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubectl-lease-log-'));
after(() => {
  rmSync(folder, { recursive: true });
});

/** Long enough for several chunks of a decompressor. */
const LINES = Array.from({ length: 30_000 }, (_, at) => `${at} ${'x'.repeat((at * 7919) % 97)}`);
const TEXT = `${LINES.join('\n')}\n`;

const LIMITS = limitsFrom({});

function readFrom(
  path: string,
  take: (line: Buffer | undefined) => void,
  chunks: readonly Buffer[] = [],
): Promise<string | undefined> {
  return readLines({ path, log: path, stdin: Readable.from(chunks) }, LIMITS, take);
}

async function read(
  content: Buffer | string,
  name = 'audit.log',
): Promise<{ lines: string[]; cut: string | undefined }> {
  const path = join(folder, name);
  writeFileSync(path, content);
  const lines: string[] = [];
  const cut = await readFrom(path, (line) => lines.push(String(line)));
  return { lines, cut };
}

describe('an audit log', () => {
  const whole: [title: string, content: Buffer | string, name?: string][] = [
    ['is read as it is', TEXT],
    ['that is compressed is unpacked', gzipSync(TEXT), 'audit.log.gz'],
    ['is told to be compressed by its content, not by its name', gzipSync(TEXT), 'audit.log'],
    ['with the name of a compressed one is read as it is', TEXT, 'plain.gz'],
    [
      'of several compressed members, as cat makes it, is unpacked to its end',
      Buffer.concat([gzipSync(TEXT.slice(0, 70_000)), gzipSync(TEXT.slice(70_000))]),
    ],
  ];
  for (const [title, content, name] of whole) {
    test(title, async () => {
      const { lines, cut } = await read(content, name);
      assert.equal(cut, undefined);
      assert.equal(lines.join('\n'), LINES.join('\n'));
    });
  }

  test('of one byte, and of none, is read as well', async () => {
    assert.deepEqual(await read('x'), { lines: ['x'], cut: undefined });
    assert.deepEqual(await read(''), { lines: [], cut: undefined });
  });

  test('comes from standard input byte by byte, compressed', async () => {
    const packed = gzipSync('one\ntwo\n');
    const lines: string[] = [];
    const bytes = [...packed].map((byte) => Buffer.from([byte]));
    await readFrom('-', (line) => lines.push(String(line)), bytes);
    assert.deepEqual(lines, ['one', 'two']);
  });

  test('that was cut off anywhere gives what came before, and says so', async () => {
    const packed = gzipSync(TEXT);
    for (let seed = 1; seed <= 30; seed++) {
      const length = 2 + diceOf(seed).roll(packed.length - 2);
      const { lines, cut } = await read(packed.subarray(0, length));
      assert.equal(cut, 'unexpected end of file', `seed ${seed}`);
      const text = lines.join('\n');
      assert.ok(TEXT.startsWith(text), `seed ${seed}`);
      // A compressed block gives its text when it is whole, and zlib's are at most 64 KiB.
      const expected = TEXT.length * (length / packed.length) - 150_000;
      assert.ok(text.length >= expected, `seed ${seed}: ${text.length} of ${expected}`);
    }
  });

  test('that is damaged gives what came before, and says so', async () => {
    const packed = gzipSync(TEXT);
    const middle = packed.length >> 1;
    packed.fill(0xff, middle, middle + 64);
    const { lines, cut } = await read(packed);
    assert.match(cut ?? '', /^(invalid|incorrect|unexpected)/);
    const text = lines.join('\n');
    // Where the damage begins, nonsense may be unpacked before it is noticed.
    const sound = TEXT.length / 2 - 200_000;
    assert.equal(text.slice(0, sound), TEXT.slice(0, sound));
  });

  test('that is not there, and one that is a directory, are said so in a sentence', async () => {
    const nothing = () => undefined;
    await assert.rejects(readFrom(join(folder, 'none.log'), nothing), (thrown: Failure) =>
      /^error: cannot read .*none\.log: no such file or directory$/.test(thrown.sentence),
    );
    await assert.rejects(
      readFrom(folder, nothing),
      (thrown: Failure) =>
        thrown.sentence.endsWith(': it is a directory') && thrown.hint !== undefined,
    );
  });
});
