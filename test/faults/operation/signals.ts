// Rows in which the operator, or the terminal, goes away while a leadership is taken away.
import type { Blow, OperationFault } from './play.ts';

const LED = { code: 0, word: 'led', recorded: { event: true, lease: true } } as const;
const NONE = { event: false, lease: false } as const;
const CHECK = /kubectl lease history -n team-a reconciler --operation [0-9a-f]{8}/;
/** Its Pod lives on, so that the fence is held for seconds. */
const cast = { pod: 'lives' } as const;

const press = (name: NodeJS.Signals, skip = 0): Blow => ({
  ...{ on: 'renew', skip },
  then: ({ run }) => {
    run.signal(name);
  },
});

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const ROWS = { SIGINT: '32', SIGTERM: '33', SIGHUP: '33' } as const;

const after: readonly OperationFault[] = SIGNALS.flatMap((name) => [
  {
    row: ROWS[name],
    title: `${name} after the fence is told, and the operation goes on to its end`,
    cast,
    blows: [press(name)],
    ...{ ...LED, stderr: /once more/, met: { release: 1 } },
  },
  {
    row: ROWS[name],
    title: `a second ${name} leaves it, with the command that tells what became of it`,
    cast,
    blows: [press(name), press(name, 1)],
    ...{ code: 6, word: 'unknown', recorded: NONE, stderr: CHECK },
    met: { release: 0, event: 0, record: 0 },
  },
]);

/** While the answer to the fence is on its way: whether it was written has to be found out first. */
const during: readonly OperationFault[] = [
  {
    row: '32',
    title: 'SIGINT while the fence is being written does not keep it from being seen through',
    blows: [
      {
        ...{ on: 'fence', commits: true },
        answer: ({ request }) => {
          setTimeout(() => request.socket.destroy(), 500);
        },
        before: ({ run }) => {
          run.signal('SIGINT');
        },
      },
    ],
    ...{ ...LED, met: { fence: 1 } },
  },
];

const NUMBERS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

const before: readonly OperationFault[] = SIGNALS.flatMap((name) =>
  (['watch', 'try'] as const).map((on) => ({
    row: name === 'SIGINT' ? '31' : '33',
    title: `${name} ${on === 'try' ? 'before the plan is confirmed' : 'during the look'} ends it with nothing written`,
    blows: [
      {
        on,
        before: ({ run }) => {
          run.signal(name);
        },
      },
    ],
    ...{ code: NUMBERS[name], stderr: /nothing was written/ },
    met: { fence: 0, event: 0 },
  })),
);

const terminal: readonly OperationFault[] = [
  {
    row: '30',
    title: 'where nobody is at a terminal nothing is written, and the flags are named',
    args: [],
    blows: [],
    ...{ code: 3, word: 'refused', stderr: /--confirm [0-9a-f]{12}.*--yes/ },
    met: { fence: 0, event: 0 },
  },
  {
    row: '34',
    title: 'whoever stops reading stdout does not keep it from being seen through and recorded',
    cast,
    blows: [
      {
        on: 'renew',
        before: ({ run }) => {
          run.close('stdout');
        },
      },
    ],
    code: 141,
    met: { release: 1, record: 1, event: 1 },
  },
  {
    row: '34',
    title: 'nor does whoever stops reading stderr',
    cast,
    blows: [
      {
        on: 'renew',
        before: ({ run }) => {
          run.close('stderr');
        },
      },
    ],
    ...{ ...LED, met: { release: 1 } },
  },
  {
    row: '34',
    title: 'nor both of them, and the connection of the terminal with them',
    cast,
    blows: [
      {
        on: 'renew',
        before: ({ run }) => {
          run.close('stdout');
          run.close('stderr');
          run.signal('SIGHUP');
        },
      },
    ],
    code: 141,
    met: { release: 1, record: 1, event: 1 },
  },
];

export const signals: readonly OperationFault[] = [...before, ...after, ...during, ...terminal];
