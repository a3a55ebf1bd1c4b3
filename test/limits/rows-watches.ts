// Rows in which a watch sends what is too large, or more than anybody reads.
import { endless, nested, pour, watchOf } from './answers.ts';
import { WATCH, raises, type Answer, type Row } from './row.ts';

const over = (what: string, variable: string): string =>
  `error: one event from SERVER has more than ${what}\n${raises(variable)}`;

const event = (object: string): string => `{"type":"MODIFIED","object":${object}}\n`;

/** So many events as fast as they are read, then a refusal. */
function flood(megabytes: number): Answer {
  const one = event('{"metadata":{"name":"a","namespace":"team-a"},"spec":{"holderIdentity":"h"}}');
  const part = Buffer.from(one.repeat(1000));
  return ({ response }) => {
    let left = (megabytes * 1_000_000) / part.length;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const more = (): void => {
      while (left > 0 && !response.destroyed) {
        left -= 1;
        if (!response.write(part)) {
          response.once('drain', more);
          return;
        }
      }
      response.end('{"type":"ERROR","object":{"code":403,"reason":"Forbidden","message":"no"}}\n');
    };
    more();
  };
}

const shown = { words: [...WATCH, '--no-headers'], stdout: / a +unknown / } as const;

export const watchRows: readonly Row[] = [
  {
    title: 'a watch event without end is read up to the limit',
    ...shown,
    answer: watchOf(endless('x', {}, 200, '{"type":"MODIFIED","object":{"x":"')),
    stderr: over('16000000 bytes', 'KUBECTL_LEASE_MAX_EVENT'),
  },
  {
    title: 'a watch event of 200 MB is not read',
    ...shown,
    answer: watchOf(({ response }) => {
      response.writeHead(200);
      pour(response, Buffer.alloc(1_000_000, ' '));
    }),
    stderr: over('16000000 bytes', 'KUBECTL_LEASE_MAX_EVENT'),
  },
  {
    title: 'a watch event of 100,000 levels is not parsed',
    ...shown,
    answer: watchOf(({ response }) => {
      response.writeHead(200).write(event(nested(100_000)));
    }),
    stderr: over('1000 levels', 'KUBECTL_LEASE_MAX_DEPTH'),
  },
  {
    title: 'a watch event of 5,000,000 values is not parsed',
    ...shown,
    answer: watchOf(({ response }) => {
      response.writeHead(200).write(event(`[${'[],'.repeat(2_500_000)}[]]`));
    }),
    stderr: over('1500000 values', 'KUBECTL_LEASE_MAX_ANSWER_VALUES'),
  },
  {
    title: 'a flood of 200,000 events is read as it comes, and is not kept',
    ...shown,
    answer: watchOf(flood(20)),
    memory: 250,
    stderr: /^Error from server: no\n$|^Error from server \(Forbidden\): no\n$/,
  },
];
