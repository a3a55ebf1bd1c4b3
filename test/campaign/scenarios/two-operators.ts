// Two operators at once: one of them wins, and the other learns who did, and why.
import { setTimeout as delay } from 'node:timers/promises';
import { brokenByAll, evidenceOf, factsOf, figuresOf, leadership, operationsOf } from '../judge.ts';
import { operators } from '../operators.ts';
import type { Played, Scenario } from '../scenario.ts';
import { REASON, type Stage } from '../stage.ts';
import type { Told } from '../tool.ts';
import { brokenByWord } from '../words.ts';
import { SPEEDS } from './step-downs.ts';

export const twoOperators: Scenario = {
  name: 'two-operators',
  group: 'two operators',
  runs: 50,
  play,
};

const NAMES = ['alice', 'bob'] as const;

async function play(stage: Stage): Promise<Played> {
  const { run, dice } = stage;
  const replicas = 2 + (run % 2);
  await stage.electors({ replicas, settings: { seconds: [6, 4, 1] } });
  // A signature each, where two runs would ask for the same one.
  const users = NAMES.map((name) => `${name}-${stage.namespace}`);
  const kubeconfigs = await operators(stage, users);
  const speed = dice.pick([SPEEDS.wait, SPEEDS.evict]);
  const later = dice.roll(4000);
  const told = await Promise.all(
    kubeconfigs.map(async (kubeconfig, at) => {
      await delay(at * later);
      return stage.tool(['--yes', ...speed], kubeconfig).told;
    }),
  );
  await delay(1000);
  const facts = factsOf(stage);
  const winners = told.filter(({ code }) => code === 0);
  return {
    cast: `${replicas} usual, 6/4/1, the second ${later} ms later`,
    ended: told
      .map(({ document, code }) => `${document?.outcome?.word ?? '-'} ${code ?? '-'}`)
      .join(' and '),
    figures: figuresOf(facts),
    ...leadership(facts),
    broken: [
      ...leadership(facts).broken,
      ...(winners.length === 1 ? [] : [`${winners.length} won`]),
      ...(operationsOf(facts).length === 1 ? [] : [`written by ${operationsOf(facts).join(', ')}`]),
      ...winners.flatMap((it) => brokenByWord(facts, it)),
      ...told.flatMap((it, at) => (it.code === 0 ? [] : brokenByLoser(it, users[1 - at] ?? ''))),
      ...brokenByAll(stage, facts, told),
    ],
    evidence: evidenceOf(facts, told),
  };
}

function brokenByLoser({ code, stdout, stderr }: Told, winner: string): string[] {
  const said = stdout + stderr;
  return [
    ...(code === 3 || code === 4 ? [] : [`the loser ended with ${code ?? 'a signal'}`]),
    ...(said.includes(winner) ? [] : ['the loser was not told who won']),
    ...(said.replaceAll(REASON, '').length < said.length ? [] : ['the loser was not told why']),
  ];
}
