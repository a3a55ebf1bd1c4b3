// Rows of two operators who take the same leadership away.
import assert from 'node:assert/strict';
import type { OperationFault, Stage } from './play.ts';

const NONE = { event: false, lease: false } as const;

async function wins({ colleagues: others }: Stage): Promise<void> {
  for (const { ended } of others) assert.equal((await ended).code, 0);
}

export const colleagues: readonly OperationFault[] = [
  {
    row: '40',
    title: 'of two operators the one who confirms later writes nothing, and learns who was quicker',
    blows: [
      {
        on: 'try-event',
        async before({ server, colleague }) {
          colleague();
          await server.seen('fence');
        },
      },
    ],
    ...{ code: 4, word: 'changed', recorded: NONE, stderr: /alice/ },
    met: { fence: 1, free: 0 },
    then: wins,
  },
  {
    row: '40',
    title: 'of two who write at the same moment the later one is kept out by the guards',
    blows: [
      {
        on: 'fence',
        async before({ server, colleague }) {
          colleague();
          await server.seen('fence');
        },
      },
    ],
    ...{ code: 4, word: 'changed', recorded: NONE, stderr: /alice/ },
    met: { fence: 2 },
    then: wins,
  },
  {
    row: '40',
    title: "a colleague's fence that is renewed is left alone, and named as recorded",
    cast: { pod: 'lives' },
    async given({ server, colleague }) {
      colleague();
      await server.seen('fence');
    },
    blows: [],
    ...{
      code: 3,
      word: 'refused',
      recorded: NONE,
      stderr: /recorded as by alice: .*; somebody renews the fence/,
    },
    met: { fence: 1 },
    then: wins,
  },
];
