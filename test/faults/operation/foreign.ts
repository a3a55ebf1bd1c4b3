// Rows in which an answer is about something else: it is not believed, whatever its status code is.
import { html, json } from '../answers.ts';
import type { Visit } from '../fault.ts';
import type { OperationFault, Stage } from './play.ts';
import { LEASE, NAMESPACE, now, TERM } from './world.ts';

type Answer = (visit: Visit) => void;

const TYPE = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
const lied = (metadata: object): object => ({
  ...TYPE,
  metadata: { namespace: NAMESPACE, name: LEASE, uid: 'other', ...metadata },
  spec: { holderIdentity: 'liar', leaseDurationSeconds: TERM, renewTime: now() },
});

const answers: readonly (readonly [string, Answer])[] = [
  ['another Lease', json(lied({ name: 'other', resourceVersion: '999999' }))],
  ['the Lease without what was written', json(lied({ resourceVersion: '999999' }))],
  ['an empty object', json({})],
  ['a web page', html(200, '<html>Log in</html>')],
];

const LED = { code: 0, word: 'led', recorded: { event: true, lease: true } } as const;

const writes: readonly OperationFault[] = (['fence', 'release', 'record'] as const).flatMap((on) =>
  answers.flatMap(([what, answer]) =>
    [true, false].map((commits) => ({
      row: '45',
      title: `the ${on} that is ${commits ? 'stored' : 'not stored'} is answered with ${what}: the Lease is read back`,
      blows: [{ on, answer, ...(commits && { commits }) }],
      ...LED,
      met: { [on]: commits ? 1 : 2 },
      then: isFreeOfFence,
    })),
  ),
);

const others: readonly OperationFault[] = [
  ...answers.map(([what, answer]) => ({
    row: '45',
    title: `an Event is answered with ${what}: it is sent once more`,
    blows: [{ on: 'event' as const, answer, commits: true as const }],
    ...LED,
    met: { event: 2 },
  })),
  ...answers.map(([what, answer]) => ({
    row: '45',
    title: `a dry run is answered with ${what}: nothing is written`,
    blows: [{ on: 'try' as const, answer }],
    code: 1,
    stderr: /answered with/,
    met: { fence: 0, event: 0 },
  })),
  ...answers.map(([what, answer]) => ({
    row: '45',
    title: `an eviction is answered with ${what}: the Pod tells whether it was evicted`,
    args: ['--yes', '--evict-pod'],
    cast: { pod: 'lives' as const },
    blows: [{ on: 'evict' as const, answer, commits: true as const }],
    ...LED,
    met: { evict: 1 },
  })),
  {
    row: '45',
    title: 'a review that answers another question allows nothing, and denies nothing',
    blows: [
      {
        on: 'review',
        times: Infinity,
        answer: json({
          ...{ apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview' },
          ...{ spec: { resourceAttributes: { verb: 'get' } }, status: { allowed: false } },
        }),
      },
    ],
    ...LED,
    met: { evict: 0 },
  },
];

/** Sends lines once a second, for as long as anybody listens. */
function streams(line: (nth: number) => unknown): Answer {
  return ({ response }) => {
    let nth = 0;
    response.writeHead(200, { 'Content-Type': 'application/json' });
    const send = (): void => {
      response.write(`${JSON.stringify(line((nth += 1)))}\n`);
    };
    send();
    const timer = setInterval(send, 300);
    response.on('close', () => {
      clearInterval(timer);
    });
  };
}

/** Another Lease that somebody holds and renews. */
const liar = (nth: number): object => ({
  type: 'MODIFIED',
  object: {
    ...lied({ name: 'other', resourceVersion: String(900_000 + nth) }),
    spec: { holderIdentity: 'liar', leaseDurationSeconds: TERM, renewTime: now() },
  },
});

const lines: readonly (readonly [string, (nth: number) => unknown])[] = [
  ['another Lease that is renewed', liar],
  ['null', () => null],
  ['arrays', () => []],
  ['an unknown type', () => ({ type: 'LIAR', object: lied({}) })],
  ['an error that is no Status', () => ({ type: 'ERROR', object: [] })],
];

/** Lines that say nothing new. */
const QUIET: typeof lines = [
  ['bookmarks of nothing', () => ({ type: 'BOOKMARK', object: { metadata: 7 } })],
  ['an older state', () => ({ type: 'MODIFIED', object: lied({ resourceVersion: '1' }) })],
];

const watched = (answer: Answer) => [{ on: 'watch', times: Infinity, answer }] as const;

const watches: readonly OperationFault[] = lines.flatMap(([what, line]) => [
  {
    row: '45',
    title: `a watch tells of ${what}, and nobody takes the Lease: nobody is said to lead`,
    cast: { next: undefined },
    blows: watched(streams(line)),
    ...{ code: 5, word: 'unled' },
    then: isFreeOfFence,
  },
  {
    row: '45',
    title: `a watch tells of ${what}: the Lease is read instead, and who leads is known`,
    blows: watched(streams(line)),
    ...LED,
    then: isFreeOfFence,
  },
]);

/** The leader looks silent in such a watch: the Lease as it is before the first write says more. */
const quiet: readonly OperationFault[] = QUIET.map(([what, line]) => ({
  row: '45',
  title: `a watch tells only of ${what}: a leader that renews is not taken for a silent one`,
  blows: watched(streams(line)),
  ...{ code: 4, word: 'changed' },
  met: { fence: 0, free: 0 },
}));

function isFreeOfFence({ world }: Stage): void {
  if (world.holder.startsWith('kubectl-lease/')) throw new Error('a fence was left behind');
}

export const foreign: readonly OperationFault[] = [...writes, ...others, ...watches, ...quiet];
