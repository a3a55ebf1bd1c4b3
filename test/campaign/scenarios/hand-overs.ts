// A coordinated election: the lead is handed over to the named candidate, or to whom the control plane chose.
import { setTimeout as delay } from 'node:timers/promises';
import { candidates } from '../../cluster/candidates.ts';
import { judge } from '../judge.ts';
import type { Played, Scenario } from '../scenario.ts';
import { LEASE, type Stage } from '../stage.ts';

export const handOvers: Scenario = {
  name: 'coordinated',
  group: 'coordinated',
  scene: 'coordinated',
  runs: 20,
  play,
};

async function play(stage: Stage): Promise<Played> {
  const { cluster, namespace, dice, run } = stage;
  const { leader } = await stage.electors({ replicas: 3 });
  const all = (await candidates(cluster, namespace, LEASE)).map(({ metadata }) => metadata.name);
  const asked = dice.pick(all.filter((name) => name !== leader));
  await delay(dice.roll(3000));
  const to = run % 2 === 0 ? ['--to', asked] : [];
  const told = await stage.tool(['--yes', ...to]).told;
  await delay(1000);
  const cast = `3 coordinated, ${to.length > 0 ? 'one named' : 'none named'}`;
  const played = await judge(stage, cast, told, { outcomes: ['led'] });
  const chosen = told.document?.outcome?.leader?.holder ?? '';
  const truth = told.stdout.includes(asked) || to.length === 0;
  return {
    ...played,
    broken: [
      ...played.broken,
      ...(truth ? [] : [`asked for ${asked}, and it is not told`]),
      ...(chosen === '' ? ['it does not tell who leads'] : []),
    ],
  };
}
