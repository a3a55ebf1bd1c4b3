// What the limits are made of: the size of JSON, lines, circles of tokens, the life of a watch.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { limited } from '../../src/cluster/limits.ts';
import { linesOf, measuredLines } from '../../src/cluster/lines.ts';
import { Listing } from '../../src/cluster/listing.ts';
import type { Reply, Transport } from '../../src/cluster/transport.ts';
import { JsonSize } from '../../src/json-size.ts';
import { LIMITS, limitOf, limitsFrom } from '../../src/limits.ts';

describe('the size of JSON', () => {
  const small = { depth: 3, answerValues: 6 };
  const rows: [title: string, json: string, limit?: RegExp][] = [
    ['of as many levels as are allowed is no trouble', '[[[]]]'],
    ['of one level more is too deep', '[[[[]]]]', /more than 3 levels/],
    ['does not grow by levels that are closed', '[[],[],[]]'],
    ['counts items and fields', '{"a":1,"b":2,"c":3,"d":4}', /more than 6 values/],
    ['does not count what is in strings', '"[[[[{{{{,,,,::::"'],
    ['does not end a string at an escaped quote', '"\\"[[[[,,,,,,,,"'],
    ['ends a string behind an escaped backslash', '["\\\\",[[[', /more than 3 levels/],
  ];
  for (const [title, json, limit] of rows) {
    for (const step of [1, json.length]) {
      test(`${title} (${step === 1 ? 'byte by byte' : 'at once'})`, () => {
        const size = new JsonSize('it', small);
        const add = (): void => {
          const bytes = Buffer.from(json);
          for (let at = 0; at < bytes.length; at += step) size.add(bytes.subarray(at, at + step));
        };
        if (limit) assert.throws(add, limit);
        else add();
      });
    }
  }
});

describe('a value of a variable', () => {
  for (const value of ['0', '-1', '1.5', '1e9', '64MB', ' 1', '9'.repeat(30)]) {
    test(`${JSON.stringify(value)} is refused`, () => {
      assert.throws(() => limitOf('answer', { [LIMITS.answer.variable]: value }), {
        message: 'error: KUBECTL_LEASE_MAX_ANSWER must be a whole number above 0',
      });
    });
  }
  test('that is empty counts as none', () => {
    assert.equal(limitOf('answer', { [LIMITS.answer.variable]: '' }), LIMITS.answer.most);
  });
});

async function* inPieces(text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) {
    yield await Promise.resolve(bytes.subarray(at, at + size));
  }
}

describe('lines', () => {
  for (const size of [1, 2, 7, 1000]) {
    test(`come whole from pieces of ${size} bytes, and one without an end is dropped`, async () => {
      const lines = await Array.fromAsync(linesOf(inPieces('é\n\n{"a":"ü"}\nb', size)));
      assert.deepEqual(lines, ['é', '{"a":"ü"}']);
    });
    test(`are measured each for itself in pieces of ${size} bytes`, async () => {
      const limits = { ...limitsFrom({}), event: 4 };
      const lines = { subject: 'one event', isJson: true, limits };
      const measured = (text: string) =>
        Array.fromAsync(measuredLines(inPieces(text, size), lines));
      await measured('abcd\nabcd\n\nabcd');
      await assert.rejects(measured('abcd\nabcde'), /^OverLimit|one event has more than 4 bytes/);
    });
  }
});

describe('continue tokens', () => {
  for (const [length, before] of [
    [1, 0],
    [1, 5],
    [2, 3],
    [7, 0],
    [100, 37],
  ] as const) {
    test(`a circle of ${length} behind ${before} others is found`, () => {
      const listing = new Listing('the list', limitsFrom({}), 0);
      assert.throws(() => {
        for (let at = 0; at < 1000; at += 1) {
          listing.page(1, at < before ? `b${at}` : `c${(at - before) % length}`);
        }
      }, /the list has no end/);
    });
  }
  test('that differ are followed', () => {
    const listing = new Listing('the list', limitsFrom({}), 0);
    for (let at = 0; at < 5000; at += 1) listing.page(1, String(at));
  });
});

/** A server that sends a part of a watch each so many milliseconds, and never ends it. */
function watchOf(milliseconds: number): Transport {
  return {
    send: ({ signal }) =>
      Promise.resolve<Reply>({
        status: 200,
        header: () => undefined,
        async *chunks() {
          for (;;) {
            await delay(milliseconds, undefined, { signal }).catch(() => {
              throw signal?.reason;
            });
            yield Buffer.from('\n');
          }
        },
      }),
    close: () => undefined,
  };
}

describe('a watch', () => {
  const WATCH = { method: 'GET', path: '/x?watch=true&timeoutSeconds=0', watch: true } as const;
  const patience = { server: 'S', requestTimeout: 0, limits: limitsFrom({}), margin: 300 };

  test('that outlasts its time is over, as if the server had ended it', async () => {
    const reply = await limited(watchOf(50), patience).send(WATCH);
    const parts = await Array.fromAsync(reply.chunks());
    assert.ok(parts.length > 0);
  });

  test('without any sign by then is a lost connection', async () => {
    const reply = await limited(watchOf(10_000), patience).send(WATCH);
    await assert.rejects(Array.fromAsync(reply.chunks()), /no event within 0\.3s/);
  });
});
