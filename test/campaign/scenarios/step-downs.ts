// A live leader steps down: both speeds, usual and shorter timings, the variants that clusters have.
import { setTimeout as delay } from 'node:timers/promises';
import type { ElectorSettings, Variant } from '../../cluster/elector-settings.ts';
import { judge } from '../judge.ts';
import type { Played, Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';

export const SPEEDS = { wait: [], evict: ['--evict-pod'] } as const;
export type Speed = keyof typeof SPEEDS;

/** Of identities that outlive a container's restart, of electors that release, and of the usual kind. */
const VARIANTS: readonly Variant[] = [
  'usual',
  'release-quick',
  'pod-name',
  'release-slow',
  'pod-uid',
  'usual',
  'host-network',
  'second-container',
];

/** LeaseDuration, RenewDeadline and RetryPeriod, and how many step-downs are proved with them. */
const TIMINGS: readonly { readonly seconds: ElectorSettings['seconds']; readonly runs: number }[] =
  [
    { seconds: [15, 10, 2], runs: 20 },
    { seconds: [6, 4, 1], runs: 40 },
    { seconds: [3, 2, 0.5], runs: 40 },
  ];

export const stepDowns: readonly Scenario[] = (['wait', 'evict'] as const).flatMap((speed) =>
  TIMINGS.map(({ seconds, runs }) => ({
    name: `step-down/${speed}/${seconds.join('-')}`,
    group: `step down, ${speed}`,
    runs,
    play: (stage: Stage) => stepDown(stage, speed, seconds),
  })),
);

/**
 * An identity that outlives a restart leads again in a new process, of which an end within two
 * seconds of the fence is no proof: then the program says only that it has returned.
 */
function outcomesOf(variant: Variant, [, renewDeadline]: ElectorSettings['seconds']): string[] {
  const survives = ['pod-name', 'pod-uid', 'host-network'].includes(variant);
  return ['led', 'restarted', ...(survives && renewDeadline < 4 ? ['returned'] : [])];
}

async function stepDown(
  stage: Stage,
  speed: Speed,
  seconds: ElectorSettings['seconds'],
): Promise<Played> {
  const { run, dice } = stage;
  const replicas = 2 + (run % 2);
  const variant = VARIANTS[Math.floor(run / 2) % VARIANTS.length] ?? 'usual';
  await stage.electors({ replicas, variant, settings: { seconds } });
  await delay(dice.roll(2000 * seconds[2]));
  const told = await stage.tool(['--yes', ...SPEEDS[speed]]).told;
  await delay(1000);
  const cast = `${replicas} ${variant}, ${seconds.join('/')}`;
  return judge(stage, cast, told, { outcomes: outcomesOf(variant, seconds) });
}
