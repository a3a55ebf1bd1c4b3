// What whole audit logs tell: requests on one Lease, and how much the logs hold.
import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, describe, test } from 'node:test';
import { readAuditLogs } from '../../src/audit/audit.ts';
import { Failure } from '../../src/errors.ts';
import type { AuditTrail } from '../../src/lease/audit-trail.ts';
import { writesIn, type AuditWrite } from '../../src/lease/audit-writes.ts';
import { SECOND } from '../../src/lease/time.ts';
import { diceOf } from '../live/dice.ts';
import { auditEvent, logOf, REF, START, storedLease } from './events.ts';

const folder = mkdtempSync(join(tmpdir(), 'kubectl-lease-audit-'));
after(() => {
  rmSync(folder, { recursive: true });
});

function trailOf(...contents: (string | Buffer)[]): Promise<AuditTrail> {
  const paths = contents.map((content, at) => {
    const path = join(folder, `${at}.log`);
    writeFileSync(path, content);
    return path;
  });
  return readAuditLogs(paths, REF, Readable.from([]));
}

const renewal = (at: number) =>
  auditEvent({ at, pod: 'a', stored: storedLease({ holderIdentity: 'a' }, { version: at }) });

/** A write of something else, in the API server's own form. */
const other = (at: number, more = {}) =>
  auditEvent({ at, more: { objectRef: { resource: 'pods', namespace: 'x', name: 'y' }, ...more } });

describe('audit logs', () => {
  test('of a day of renewals are one request at many times', async () => {
    const { requests } = await trailOf(logOf([1, 3, 5, 7].map(renewal)));
    assert.equal(requests.length, 1);
    assert.deepEqual(
      requests[0]?.times,
      [1, 3, 5, 7].map((at) => START + at * SECOND),
    );
    assert.deepEqual(requests[0].made, [1, 3, 5, 7]);
  });

  test('in any order, and one of them twice, are one trail', async () => {
    const [early, late] = [logOf([1, 3].map(renewal)), logOf([5, 7].map(renewal))];
    const writes = writesIn(await trailOf(late, early, late));
    assert.deepEqual(
      writes.map(({ made }) => made),
      [1, 3, 5, 7],
    );
  });

  test('are counted: events, writes, writes on Leases', async () => {
    const { coverage } = await trailOf(
      logOf([
        other(0),
        other(1, { verb: 'list' }),
        other(2, { stage: 'RequestReceived' }),
        auditEvent({ at: 3, name: 'another' }),
        renewal(4),
        auditEvent({ at: 5, verb: 'get', pod: 'a' }),
      ]),
    );
    const { events, writes, leaseWrites, unreadable, spans } = coverage;
    assert.deepEqual({ events, writes, leaseWrites }, { events: 6, writes: 3, leaseWrites: 2 });
    assert.equal(unreadable, undefined);
    assert.deepEqual(spans, [{ from: START, to: START + 5 * SECOND }]);
  });

  test('are counted alike in whatever form their lines are written', async () => {
    const events = [
      other(0),
      other(1, { verb: 'list' }),
      auditEvent({ at: 3, name: 'another' }),
      renewal(4),
    ];
    const forms: ((event: unknown) => string)[] = [
      (event) => JSON.stringify(event),
      (event) => JSON.stringify(event, undefined, 1).replaceAll('\n', ' '),
      (event) => `  ${JSON.stringify(event)} \r`,
      (event) => JSON.stringify(sorted(event)),
    ];
    const coverages = [];
    for (const form of forms) coverages.push((await trailOf(events.map(form).join('\n'))).coverage);
    for (const coverage of coverages) assert.deepEqual(coverage, coverages[0]);
    assert.equal(coverages[0]?.leaseWrites, 2);
  });

  test('that meet are one span, and between others nothing is known', async () => {
    const log = (...at: number[]) => logOf(at.map((moment) => other(moment)));
    const { coverage } = await trailOf(log(100, 200), log(0, 95), log(300, 400), log(350, 360));
    const seconds = coverage.spans.map(({ from, to }) =>
      [from, to].map((at) => (at - START) / SECOND),
    );
    assert.deepEqual(seconds, [
      [0, 200],
      [300, 400],
    ]);
  });

  const spoilt: [title: string, line: string | Buffer][] = [
    ['cut off', logOf([renewal(2)]).slice(0, 400)],
    ['of another kind', 'I1125 03:00:00.000000       1 controller.go:615] quota admission added'],
    ['of JSON that is no event', '{"level":"info","msg":"hello"}'],
    ['of JSON that is no object', '[1, 2, 3]'],
    ['with braces, but no JSON between', '{"kind":"Event", and so on}'],
    ['of bytes that are no text', Buffer.from([0x7b, 0xff, 0xfe, 0x00, 0x7d])],
    ['longer than any event', Buffer.alloc(16 * 1024 * 1024 + 1, 'a')],
  ];
  for (const [title, line] of spoilt) {
    test(`with a line ${title} count it, say where it was, and read on`, async () => {
      const log = [logOf([renewal(1)]), '\n', line, '\n', logOf([renewal(3)])];
      const { requests, coverage } = await trailOf(Buffer.concat(log.map((it) => Buffer.from(it))));
      assert.deepEqual(coverage.unreadable, {
        lines: 1,
        first: { log: join(folder, '0.log'), line: 3 },
      });
      assert.deepEqual(requests[0]?.made, [1, 3]);
    });
  }

  test('begin with a byte order mark where they were saved by an editor', async () => {
    const { coverage } = await trailOf(`\ufeff${logOf([renewal(1)])}`);
    assert.deepEqual([coverage.events, coverage.unreadable], [1, undefined]);
  });

  const wrong: [title: string, content: string][] = [
    ['a manifest', 'apiVersion: v1\nkind: Pod\n'],
    ['an indented event', JSON.stringify(renewal(1), undefined, 4)],
    [
      'the events of a cloud provider, each wrapped in its own',
      `${JSON.stringify({ category: 'kube-audit', properties: { log: JSON.stringify(renewal(1)) } })}\n`,
    ],
  ];
  for (const [title, content] of wrong) {
    test(`are not ${title}: one sentence says so, and what they are`, async () => {
      await assert.rejects(trailOf(content), (thrown: Failure) => {
        assert.match(thrown.sentence, /^error: .*0\.log holds no audit event$/);
        assert.match(
          thrown.hint ?? '',
          /^An audit log has one audit\.k8s\.io\/v1 Event in JSON on each line/,
        );
        return true;
      });
    });
  }

  test('that are empty, as after a rotation, tell nothing and fail nothing', async () => {
    const { requests, coverage } = await trailOf('', logOf([renewal(1)]));
    assert.equal(requests.length, 1);
    assert.equal(coverage.spans.length, 1);
  });

  test('from standard input are read once', async () => {
    const stdin = Readable.from([Buffer.from(logOf([renewal(1)]))]);
    assert.equal((await readAuditLogs(['-'], REF, stdin)).requests.length, 1);
    await assert.rejects(readAuditLogs(['-', '-'], REF, stdin), /standard input can be read once/);
  });

  test('cut off anywhere tell what stood before, and of the last line that it is not whole', async () => {
    const path = join(
      import.meta.dirname,
      '..',
      '..',
      'examples',
      'incident',
      'record',
      'audit.log',
    );
    const whole = readFileSync(path);
    const all = writesIn(await trailOf(whole));
    for (let seed = 1; seed <= 40; seed++) {
      const length = 3000 + diceOf(seed).roll(whole.length - 3000);
      const cut = whole.subarray(0, length);
      const { coverage, ...trail } = await trailOf(cut);
      const lines = cut
        .toString()
        .split('\n')
        .filter((line) => line !== '').length;
      assert.equal(coverage.events + (coverage.unreadable?.lines ?? 0), lines, `seed ${seed}`);
      assert.ok((coverage.unreadable?.lines ?? 0) <= 1, `seed ${seed}`);
      const writes = writesIn({ coverage, ...trail });
      assert.deepEqual(writes.map(moment), all.slice(0, writes.length).map(moment), `seed ${seed}`);
    }
  });

  test('with bytes changed at random are read to their end', async () => {
    const whole = logOf(Array.from({ length: 40 }, (_, at) => renewal(at)));
    for (let seed = 1; seed <= 60; seed++) {
      const dice = diceOf(seed);
      const bytes = Buffer.from(whole);
      for (let times = 0; times < 5; times++) bytes[dice.roll(bytes.length)] = dice.roll(256);
      const { requests, coverage } = await trailOf(bytes);
      const writes = requests.reduce((sum, { times }) => sum + times.length, 0);
      assert.ok(writes >= 30, `seed ${seed}: ${writes}`);
      assert.ok(coverage.events >= 35, `seed ${seed}: ${coverage.events}`);
    }
  });
});

function moment({ at, on, made }: AuditWrite): unknown {
  return { at, on, made };
}

/** As a program that sorts keys writes it anew. */
function sorted(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
