// Clocks that lie: a proxy rewrites the Date, or an API server's clock is off; live, dead and frozen holders.
import { setTimeout as delay } from 'node:timers/promises';
import type { ElectorSettings } from '../../cluster/elector-settings.ts';
import { signal } from '../../cluster/procfs.ts';
import { freeze, kill, resume } from '../../cluster/signals.ts';
import { process, whenFree, whenLease } from '../cast.ts';
import { judge, mustName } from '../judge.ts';
import { brokenByReads } from '../lying-reads.ts';
import { lyingProxy, type Lie } from '../lying-proxy.ts';
import type { Played, Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { SPEEDS } from './step-downs.ts';

const by = (seconds: number): Lie => ({ date: () => seconds });
const always = (date: string | undefined): Lie => ({ date: () => date });
/** The second of two API servers: whatever it says of the time agrees with itself. */
const server = (seconds: number): Lie => ({ date: () => seconds, stamps: () => seconds });
/** Two of three answers are the other server's. */
const share = (nth: number): number => (nth % 3 === 0 ? 0 : 20);

const OFF = [1, 5, 17, 20, 60, 3600];

export const LIES: ReadonlyMap<string, Lie> = new Map([
  ...OFF.map((seconds) => [`ahead-${seconds}`, by(seconds)] as const),
  ...OFF.map((seconds) => [`behind-${seconds}`, by(-seconds)] as const),
  ['jumping', { date: (nth) => [0, 3600, -20, 17, -3600][nth % 5] ?? 0 }],
  ['absent', always(undefined)],
  ['1970', always('Thu, 01 Jan 1970 00:00:00 GMT')],
  ['2200', always('Wed, 01 Jan 2200 00:00:00 GMT')],
  ['server-ahead', server(20)],
  ['server-behind', server(-20)],
  ['two-servers', { date: share, stamps: share }],
]);

const group = 'a clock that lies';

export const clocks: readonly Scenario[] = [...LIES].map(([name, lie]) => ({
  name: `clock/${name}`,
  group,
  runs: 4,
  play: (stage) => play(stage, name, lie),
}));

async function play(stage: Stage, name: string, lie: Lie): Promise<Played> {
  const proxy = await lyingProxy(stage.cluster, `lying-${stage.namespace}`, lie);
  stage.atEnd(() => {
    proxy.close();
  });
  const played = await PLAYS[stage.run % PLAYS.length]?.(stage, name, proxy.kubeconfig);
  if (played === undefined) throw new Error('no such run');
  // A lie that nobody was told proves nothing.
  return proxy.answers() > 0
    ? played
    : { ...played, broken: [...played.broken, 'no lie was told'] };
}

const PLAYS: readonly ((stage: Stage, name: string, kubeconfig: string) => Promise<Played>)[] = [
  (...on) => live(...on, 'wait'),
  (...on) => live(...on, 'evict'),
  dead,
  frozen,
];

function secondsOf({ dice }: Stage): ElectorSettings['seconds'] {
  return dice.pick([
    [6, 4, 1],
    [15, 10, 2],
  ] as const);
}

async function live(
  stage: Stage,
  name: string,
  kubeconfig: string,
  speed: keyof typeof SPEEDS,
): Promise<Played> {
  const seconds = secondsOf(stage);
  await stage.electors({ replicas: 2, settings: { seconds } });
  await delay(stage.dice.roll(2000));
  const wrong = await brokenByReads(stage, name, kubeconfig);
  const told = await stage.tool(['--yes', ...SPEEDS[speed]], kubeconfig).told;
  await delay(1000);
  const played = await judge(stage, `2 usual, ${seconds.join('/')}, ${name}`, told, {
    outcomes: ['led', 'restarted'],
  });
  return { ...played, broken: [...played.broken, ...wrong] };
}

/** No Pod, and so nothing but time proves its end. */
async function dead(stage: Stage, name: string, kubeconfig: string): Promise<Played> {
  const seconds = secondsOf(stage);
  const leader = process(stage, { host: 'host-a', settings: { seconds } });
  await whenLed(stage);
  kill(leader);
  await delay(stage.dice.roll(1500 * seconds[0]));
  const tool = stage.tool(['--yes'], kubeconfig);
  await whenFree(stage, 120);
  process(stage, { host: 'host-b', settings: { seconds } });
  const cast = `a process, killed, ${seconds.join('/')}, ${name}`;
  return judge(stage, cast, await tool.told, { outcomes: ['led'] });
}

/** The one that sleeps wakes up beside its successor: what the plan has to have said. */
async function frozen(stage: Stage, name: string, kubeconfig: string): Promise<Played> {
  const seconds = secondsOf(stage);
  const asleep = process(stage, { host: 'host-a', settings: { seconds } });
  await whenLed(stage);
  freeze(asleep);
  stage.atEnd(() => signal(asleep, 'SIGCONT'));
  await delay(stage.dice.roll(1500 * seconds[0]));
  const tool = stage.tool(['--yes'], kubeconfig);
  await whenFree(stage, 120);
  process(stage, { host: 'host-b', settings: { seconds } });
  const told = await tool.told;
  resume(asleep);
  await delay(1000 * seconds[1] + 3000);
  const cast = `a process, frozen, ${seconds.join('/')}, ${name}`;
  const played = await judge(stage, cast, told, {
    outcomes: ['led'],
    risk: { of: 'old', words: 'woke up beside its successor' },
  });
  return mustName(played, told, /wake|froz|resum/i);
}

async function whenLed(stage: Stage): Promise<void> {
  await whenLease(stage, 'led', ({ holderIdentity = '' }) => holderIdentity !== '');
}
