// Rows in which the API server goes away while a leadership is taken away.
import { setTimeout as delay } from 'node:timers/promises';
import { close } from '../answers.ts';
import type { Act } from './acts.ts';
import type { Blow, OperationFault, Stage } from './play.ts';

const LED = { code: 0, word: 'led', recorded: { event: true, lease: true } } as const;
/** Longer than kube-apiserver needs to be ready again. */
const RESTART = 3000;

async function restart({ server }: Stage): Promise<void> {
  server.down();
  await delay(RESTART);
  await server.up();
}

/** Gone as soon as that was asked, and back later. */
const goesAway = (on: Act, blow: Omit<Blow, 'on'> = {}): Blow => ({
  on,
  ...blow,
  then: (stage) => void restart(stage),
});

const comesBack: readonly OperationFault[] = [
  {
    row: '1',
    title: 'an API server that restarts before the fence is waited for',
    blows: [goesAway('try-event')],
    ...{ ...LED, met: { fence: 1 } },
  },
  {
    row: '39',
    title: 'one that restarts with the answer to the fence is asked whether it was written',
    blows: [goesAway('fence', { commits: true, answer: close })],
    ...{ ...LED, met: { fence: 1 } },
  },
  {
    row: '1',
    title: 'one that restarts instead of writing the fence is written to when it is back',
    blows: [goesAway('fence', { answer: close })],
    ...{ ...LED, met: { fence: 2 } },
  },
  {
    row: '1',
    title: 'one that restarts while the fence is held is waited for, and the fence is still there',
    cast: { pod: 'lives' },
    blows: [goesAway('renew')],
    ...{ ...LED, met: { fence: 1, release: 1 } },
  },
  {
    row: '39',
    title: 'one that restarts with the answer to the release is asked whether it was released',
    blows: [goesAway('release', { commits: true, answer: close })],
    ...{ ...LED, met: { release: 1 } },
  },
  {
    row: '1',
    title: 'one that restarts instead of releasing is asked to release when it is back',
    blows: [goesAway('release', { answer: close })],
    ...{ ...LED, met: { release: 2 } },
  },
  {
    row: '1',
    title: 'one that restarts before the record is written is waited for',
    blows: [goesAway('record', { answer: close })],
    ...{ ...LED, met: { record: 2 } },
  },
];

/** A minute is as long as anybody waits for it. */
const staysAway: readonly OperationFault[] = [
  {
    row: '39',
    title: 'a server that never comes back leaves it unknown whether the fence was written',
    blows: [
      {
        ...{ on: 'fence', commits: true, answer: close },
        then: ({ server }) => {
          server.down();
        },
      },
    ],
    ...{ code: 6, word: 'unknown', recorded: { event: false, lease: false } },
    stderr:
      /expires by itself[^]*kubectl lease history -n team-a reconciler --operation [0-9a-f]{8}/,
    met: { fence: 1 },
  },
  {
    row: '1',
    title: 'a server that never comes back before anything was sent leaves nothing to wonder about',
    blows: [
      {
        on: 'try-event',
        then: ({ server }) => {
          server.down();
        },
      },
    ],
    ...{ code: 1, stderr: /was refused/ },
    met: { fence: 0 },
  },
];

export const restarts: readonly OperationFault[] = [...comesBack, ...staysAway];
