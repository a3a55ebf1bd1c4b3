// Rows in which the server refuses a write: once, always, for good.
import { status, text } from '../answers.ts';
import type { Blow, OperationFault } from './play.ts';

const LED = { code: 0, word: 'led', recorded: { event: true, lease: true } } as const;
const NONE = { event: false, lease: false } as const;

const conflict = status(
  409,
  'Conflict',
  'Operation cannot be fulfilled on leases.coordination.k8s.io "reconciler": the object has been modified; please apply your changes to the latest version and try again',
);
const invalid = status(
  422,
  'Invalid',
  'the server rejected our request due to an error in our request',
);
const POLICY =
  "leases.coordination.k8s.io \"reconciler\" is forbidden: ValidatingAdmissionPolicy 'frozen' with binding 'frozen' denied request: no releases during the freeze, ask #ops";
const byPolicy = status(422, 'Invalid', POLICY);
const forbidden = status(
  403,
  'Forbidden',
  'leases.coordination.k8s.io "reconciler" is forbidden: User "alice" cannot patch resource "leases" in API group "coordination.k8s.io" in the namespace "team-a"',
);
const slow = { 'Retry-After': '1' };
const tooMany = text(429, 'slow', slow);

/** What any write may meet, and is got over. */
const passing: readonly [row: string, words: string, fault: Omit<Blow, 'on'>][] = [
  ['3', 'a conflict', { answer: conflict }],
  ['3', 'a failed test that is none', { answer: invalid }],
  ['11', 'a server that is too busy, and says when to come back', { answer: tooMany }],
  ['11', 'a server that is too busy, and does not say until when', { answer: text(429, 'slow') }],
  [
    '1',
    'a server that is shutting down',
    { answer: text(429, 'The apiserver is shutting down.', { ...slow, Connection: 'close' }) },
  ],
];

const gotOver: readonly OperationFault[] = passing.flatMap(([row, words, fault]) =>
  (['fence', 'release', 'record'] as const).map((on) => ({
    row,
    title: `${words} is got over by the ${on}`,
    blows: [{ ...fault, on }],
    met: { fence: 1, release: 1, record: 1, [on]: 2 },
    ...LED,
  })),
);

const final: readonly OperationFault[] = [
  {
    row: '3',
    title: 'a Lease that conflicts every time is written five times, and no more',
    blows: [{ on: 'fence', answer: conflict, times: Infinity }],
    ...{ code: 3, word: 'denied', recorded: NONE },
    met: { fence: 5, event: 0, record: 0 },
  },
  {
    row: '3',
    title: 'and so is one whose tests fail although nothing has changed',
    blows: [{ on: 'fence', answer: invalid, times: Infinity }],
    ...{ code: 3, word: 'denied', recorded: NONE },
    met: { fence: 5, event: 0 },
  },
  {
    row: '41',
    title: 'a policy that denies the write when it is tried is quoted before anybody confirms',
    blows: [{ on: 'try', answer: byPolicy }],
    ...{
      code: 3,
      word: 'denied',
      recorded: NONE,
      stderr: /no releases during the freeze, ask #ops/,
    },
    met: { fence: 0, event: 0 },
  },
  {
    row: '41',
    title: 'one that denies nothing but the write itself is quoted, and believed at once',
    blows: [{ on: 'fence', answer: byPolicy }],
    ...{
      code: 3,
      word: 'denied',
      recorded: NONE,
      stderr: /no releases during the freeze, ask #ops/,
    },
    met: { fence: 1, event: 0 },
  },
  {
    row: '41',
    title: 'a webhook that denies the write is quoted, with what it holds made visible',
    blows: [
      {
        on: 'try',
        answer: status(
          400,
          'BadRequest',
          'admission webhook "guard.example" denied the request: \u001b[31mnot\u202e now',
        ),
      },
    ],
    ...{ code: 3, word: 'denied', recorded: NONE },
    stderr: /admission webhook "guard\.example" denied the request: \^\[\[31mnot\\u\{202e\} now/,
    met: { fence: 0, event: 0 },
  },
  {
    row: '9',
    title: 'who may not patch the Lease is told so before anybody confirms',
    blows: [{ on: 'try', answer: forbidden }],
    ...{ code: 3, word: 'denied', recorded: NONE, stderr: /cannot patch resource "leases"/ },
    met: { fence: 0, event: 0 },
  },
  {
    row: '9',
    title: 'who may no longer patch it when it is written has written nothing',
    blows: [{ on: 'fence', answer: forbidden }],
    ...{ code: 3, word: 'denied', recorded: NONE, stderr: /cannot patch resource "leases"/ },
    met: { fence: 1, event: 0 },
  },
  {
    row: '9',
    title:
      'who may no longer patch it when the fence is to be released leaves it to expire, and says so',
    blows: [{ on: 'release', answer: forbidden, times: Infinity }],
    cast: { next: undefined },
    ...{ code: 5, word: 'unled', stderr: /cannot patch resource "leases"/ },
    met: { release: 1 },
  },
];

export const refused: readonly OperationFault[] = [...gotOver, ...final];
