// Rows of a holder that is silent past its term, whose Lease is released without a fence.
import { conflict } from './answering.ts';
import type { OperationFault, Stage } from './play.ts';
import { now } from './world.ts';

const NONE = { event: false, lease: false } as const;
const CHANGED = { code: 4, word: 'changed', recorded: NONE } as const;
const silent = { alive: false, pod: 'none' } as const;
const wakesUp = (stage: Stage) => {
  stage.electors.alive = true;
  stage.world.edit({ renewTime: now() });
};

/** A holder that is silent past its term: its Lease is released on the resourceVersion that was judged. */
export const silentHolder: readonly OperationFault[] = [
  {
    row: '6',
    title: 'a holder that wakes up after the plan keeps its Lease',
    cast: silent,
    blows: [{ on: 'try-event', before: wakesUp }],
    ...CHANGED,
    met: { free: 0, event: 0, record: 0 },
  },
  {
    row: '6',
    title: 'a holder that wakes up between the last look and the release keeps its Lease',
    cast: silent,
    blows: [{ on: 'free', before: wakesUp }],
    ...CHANGED,
    met: { free: 1, event: 0, record: 0 },
  },
  {
    row: '3',
    title:
      'a silent holder whose Lease is annotated between the last look and the release: nothing is written',
    cast: silent,
    blows: [
      {
        on: 'free',
        before: ({ world }) => {
          world.edit({}, { annotations: { 'team-a.example/seen': 'yes' } });
        },
      },
    ],
    ...CHANGED,
    met: { free: 1, event: 0, record: 0 },
  },
  {
    row: '3',
    title: 'a release that conflicts every time is tried five times, and no more',
    cast: silent,
    blows: [
      {
        on: 'free',
        times: Infinity,
        answer: ({ response }) => {
          const { status, body } = conflict();
          response
            .writeHead(status, { 'Content-Type': 'application/json' })
            .end(JSON.stringify(body));
        },
      },
    ],
    ...{ code: 3, word: 'denied', recorded: NONE },
    met: { free: 5, event: 0 },
  },
];
