// The API server's clock, measured: stamps beside Dates, with the time that each answer took.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  doubtAbout,
  momentOf,
  serverTimeOf,
  type StampedAnswer,
} from '../../src/lease/server-time.ts';
import { standing } from '../../src/lease/standing.ts';
import { SECOND } from '../../src/lease/time.ts';
import { clock, lease, NOW } from './leases.ts';

/** Seconds of our own clock at which it came, and by which its stamp and its Date are ahead. */
interface Told {
  readonly at?: number;
  readonly took?: number;
  readonly stamp?: number;
  readonly date?: number | undefined;
}

/** As a server answers whose clock is NOW where ours is 0. */
function answer({ at = 0.4, took = 0.01, stamp = 0, ...rest }: Told = {}): StampedAnswer {
  const made = NOW + at * SECOND;
  const { date = 0 } = rest;
  const whole = (time: number): number => Math.floor(time / SECOND) * SECOND;
  return {
    stamp: whole(made + stamp * SECOND),
    date: 'date' in rest && rest.date === undefined ? undefined : whole(made + date * SECOND),
    from: (at - took) * SECOND,
    to: at * SECOND,
  };
}

describe('the offset between Date and stamps', () => {
  const rows: [title: string, answers: Told[], offset: number | undefined, doubt?: RegExp][] = [
    ['is nothing where both are of one clock', [{}], 0],
    ['is nothing where the answer comes in the next second', [{ at: 0.99, date: 0.02 }], 0],
    ['is nothing that a slow answer explains', [{ at: 8, took: 7, stamp: -6 }], 0],
    ['is nothing where a proxy keeps its Date for a second', [{ date: -1 }], 0],
    ...[5, 17, 20, 60, 3600].flatMap((seconds): [string, Told[], number][] => [
      [`is ${seconds} s where the Date is so far ahead`, [{ date: seconds }], seconds],
      [`is -${seconds} s where the Date is so far behind`, [{ date: -seconds }], -seconds],
    ]),
    ['is not known where no answer has a Date', [{ date: undefined }], undefined],
    ['is the same in several answers', [{ date: 20 }, { at: 1.5, date: 20 }], 20],
    [
      'makes a doubt where the stamps of two servers differ',
      [{}, { stamp: 20, date: 20 }],
      0,
      /^the clocks of the API servers behind this address are (19|20)s apart$/,
    ],
    [
      'makes a doubt where the Date jumps from answer to answer',
      [{}, { at: 0.5, date: 17 }],
      0,
      /^the Date headers of the API server's answers are (16|17)s apart$/,
    ],
  ];
  for (const [title, answers, offset, doubt] of rows) {
    test(title, () => {
      const time = serverTimeOf(answers.map(answer));
      assert.equal(time?.offset, offset);
      assert.equal(time?.answers, answers.length);
      if (doubt === undefined) assert.equal(time.doubt, undefined);
      else assert.match(time.doubt ?? '', doubt);
    });
  }

  test('is not measured without an answer', () => {
    assert.equal(serverTimeOf([]), undefined);
  });
});

describe('another answer', () => {
  const rows: [title: string, measured: Told, told: Told, ahead: number, doubtful: boolean][] = [
    ['is of its Date where that is right', {}, { at: 3.2 }, 3, false],
    ['is put right by the offset', { date: 3600 }, { at: 3.2, date: 3600 }, 3, false],
    ['is put right where the Date is behind', { date: -60 }, { at: 3.2, date: -60 }, 3, false],
    ['has a moment without a Date', { date: undefined }, { at: 3.2, date: undefined }, 2.6, false],
    ['is doubted where its Date jumps', {}, { at: 3.2, date: 17 }, 4, true],
    ['is doubted where its Date jumps back', {}, { at: 3.2, date: -20 }, 2.6, true],
    ['took its time, and its Date is old', {}, { at: 9, took: 6, date: -5 }, 4, false],
  ];
  for (const [title, measured, told, ahead, doubtful] of rows) {
    test(title, () => {
      const time = serverTimeOf([answer(measured)]);
      assert.ok(time !== undefined);
      const seconds = (momentOf(time, answer(told)) - NOW) / SECOND;
      assert.ok(Math.abs(seconds - ahead) <= 1.1, `${seconds}`);
      assert.equal(doubtAbout(time, answer(told)) !== undefined, doubtful);
    });
  }
});

describe('a Lease is judged by a measured clock', () => {
  const judged = (doubt: string | undefined) =>
    standing(
      lease({ stampedAgo: 60 }),
      clock({ measured: { seen: true, value: { offset: 0, answers: 3, doubt } } }),
    );

  test('as expired where its answers agree', () => {
    assert.equal(judged(undefined).word, 'expired');
  });

  test('as unknown, with the reason, where they contradict each other', () => {
    const { word, why } = judged('the clocks are 20s apart');
    assert.deepEqual([word, why], ['unknown', 'the clocks are 20s apart']);
  });
});
