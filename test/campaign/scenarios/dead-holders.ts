// A holder that renews no more, and nobody who would take over by himself: its Lease is freed at once.
import { setTimeout as delay } from 'node:timers/promises';
import type { ElectorSettings } from '../../cluster/elector-settings.ts';
import { get } from '../../cluster/request.ts';
import { freeze, kill, resume } from '../../cluster/signals.ts';
import { signal } from '../../cluster/procfs.ts';
import { waitFor } from '../../cluster/wait.ts';
import { containerOf, process, scale, whenFree, whenLease } from '../cast.ts';
import { judge, mustName, type Expected } from '../judge.ts';
import type { Played, Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { SPEEDS } from './step-downs.ts';

const seconds = [15, 10, 2] as const satisfies ElectorSettings['seconds'];
const group = 'dead holder';
const LED: Expected = { outcomes: ['led'] };

export const deadHolders: readonly Scenario[] = [
  { name: 'dead/process-killed', group, runs: 10, play: processKilled },
  { name: 'dead/pod-deleted', group, runs: 10, play: podDeleted },
  { name: 'dead/frozen', group: 'frozen holder', runs: 10, play: frozen },
  { name: 'dead/nobody-comes', group, runs: 5, play: nobodyComes },
  { name: 'dead/137-s', group, runs: 10, play: (stage) => containerKilled(stage, [137, 107, 26]) },
  { name: 'dead/60-s', group, runs: 10, play: (stage) => containerKilled(stage, [60, 40, 5]) },
];

/** No Pod, and so nothing but time proves its end. */
async function processKilled(stage: Stage): Promise<Played> {
  const leader = process(stage, { host: 'host-a' });
  await whenLed(stage);
  kill(leader);
  await delay(stage.dice.roll(20_000));
  const tool = stage.tool(['--yes']);
  await whenFree(stage);
  process(stage, { host: 'host-b' });
  return judge(stage, 'a process, one started later', await tool.told, LED);
}

async function podDeleted(stage: Stage): Promise<Played> {
  await stage.electors({ replicas: 1 });
  await delay(stage.dice.roll(3000));
  await scale(stage, 0);
  await whenNoPod(stage);
  const tool = stage.tool(['--yes', ...SPEEDS[stage.run % 2 === 0 ? 'wait' : 'evict']]);
  await whenFree(stage);
  await scale(stage, 1);
  return judge(stage, '1 Pod, deleted, another later', await tool.told, LED);
}

/** The one that sleeps wakes up beside its successor: what the plan has to have said. */
async function frozen(stage: Stage): Promise<Played> {
  const { leader } = await stage.electors({ replicas: 1 });
  await delay(stage.dice.roll(3000));
  const asleep = containerOf(stage, leader);
  freeze(asleep);
  stage.atEnd(() => signal(asleep, 'SIGCONT'));
  await delay(1000 * seconds[0] + 1000 + stage.dice.roll(4000));
  const tool = stage.tool(['--yes']);
  await whenFree(stage);
  await scale(stage, 2);
  const told = await tool.told;
  resume(asleep);
  await delay(1000 * seconds[1] + 3000);
  const played = await judge(stage, '1 Pod, frozen, another later', told, {
    ...LED,
    risk: { of: 'old', words: 'woke up beside its successor' },
  });
  return mustName(played, told, /wake|froz|resum/i);
}

async function nobodyComes(stage: Stage): Promise<Played> {
  await stage.electors({ replicas: 1 });
  await scale(stage, 0);
  await whenNoPod(stage);
  const told = await stage.tool(['--yes']).told;
  return judge(stage, '1 Pod, deleted', told, { outcomes: ['unled'] });
}

/** Its container has ended, and so it need not be waited for, however long its term is. */
async function containerKilled(stage: Stage, long: ElectorSettings['seconds']): Promise<Played> {
  const replicas = 2 + (stage.run % 2);
  const { leader } = await stage.electors({ replicas, settings: { seconds: long } });
  await delay(stage.dice.roll(3000));
  kill(containerOf(stage, leader));
  await delay(stage.dice.roll(3000));
  const told = await stage.tool(['--yes']).told;
  const cast = `${replicas} usual, ${long.join('/')}, container killed`;
  const played = await judge(stage, cast, told, LED);
  // A look, the fence, and no more than two retries of a standby with client-go's jitter.
  const most = 4.4 * long[2];
  const took = played.figures?.leaderIn ?? Infinity;
  return took <= most
    ? played
    : { ...played, broken: [...played.broken, `nobody led ${took} s after the fence`] };
}

async function whenLed(stage: Stage): Promise<void> {
  await whenLease(stage, 'led', ({ holderIdentity = '' }) => holderIdentity !== '');
}

async function whenNoPod({ cluster, namespace }: Stage): Promise<void> {
  await waitFor(
    `no Pod in ${namespace}`,
    async (saw) => {
      const pods = await get<{ items: object[] }>(cluster, `/api/v1/namespaces/${namespace}/pods`);
      saw(`${pods?.items.length ?? 0}`);
      return pods?.items.length === 0 ? true : undefined;
    },
    { everyMs: 250 },
  );
}
