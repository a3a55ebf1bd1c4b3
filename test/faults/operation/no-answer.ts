// Rows in which a write is answered by nothing, by less than all, or by something else.
import { close, hang, html, reset, status, text, truncate } from '../answers.ts';
import type { OperationFault } from './play.ts';

const LED = { code: 0, word: 'led', recorded: { event: true, lease: true } } as const;
const timeout = status(
  504,
  'Timeout',
  'Timeout: request did not complete within requested timeout - context deadline exceeded',
);

/** The fence was written: it is found by its operation id, and not written again. */
const committed: readonly OperationFault[] = [
  {
    row: '39',
    title: 'a fence that was written, and whose connection was closed, is found and seen through',
    blows: [{ on: 'fence', commits: true, answer: close }],
    met: { fence: 1 },
    ...LED,
  },
  {
    row: '39',
    title: 'and one whose connection was reset',
    blows: [{ on: 'fence', commits: true, answer: reset }],
    met: { fence: 1 },
    ...LED,
  },
  {
    row: '15',
    title: 'and one whose answer was cut off',
    blows: [{ on: 'fence', commits: true, answer: truncate }],
    met: { fence: 1 },
    ...LED,
  },
  {
    row: '16',
    title: 'and one that was answered with a web page',
    blows: [{ on: 'fence', commits: true, answer: html(200, '<html>log in</html>') }],
    met: { fence: 1 },
    ...LED,
  },
  {
    row: '2',
    title: 'and one that was written although the server gave up waiting for it',
    blows: [{ on: 'fence', commits: true, answer: timeout }],
    met: { fence: 1 },
    ...LED,
  },
  {
    row: '2',
    title: 'and one after which the server broke',
    blows: [{ on: 'fence', commits: true, answer: text(500, 'boom') }],
    met: { fence: 1 },
    ...LED,
  },
  {
    row: '14',
    title: 'and one that is not answered within ten seconds',
    blows: [{ on: 'fence', commits: true, answer: hang }],
    met: { fence: 1 },
    ...LED,
  },
];

/** It was not: that is read, and it is written then, once. */
const lost: readonly OperationFault[] = [
  {
    row: '39',
    title: 'a fence that never came to be is written after that was read',
    blows: [{ on: 'fence', answer: close }],
    met: { fence: 2 },
    ...LED,
  },
  {
    row: '2',
    title: 'and so is one that the server gave up waiting for',
    blows: [{ on: 'fence', answer: timeout }],
    met: { fence: 2 },
    ...LED,
  },
  {
    row: '2',
    title: 'and one that a server which is overloaded did not take',
    blows: [{ on: 'fence', answer: text(503, 'later', { 'Retry-After': '1' }), times: 2 }],
    met: { fence: 3 },
    ...LED,
  },
];

export const noAnswer: readonly OperationFault[] = [...committed, ...lost];
