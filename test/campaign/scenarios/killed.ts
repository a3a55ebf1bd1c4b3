// The program is killed between any two of its steps: somebody can lead when its plan said so.
import { setTimeout as delay } from 'node:timers/promises';
import { SECOND } from '../../../src/lease/time.ts';
import type { ElectorSettings } from '../../cluster/elector-settings.ts';
import { brokenByAll, evidenceOf, factsOf, figuresOf, judge, leadership } from '../judge.ts';
import type { Played, Scenario } from '../scenario.ts';
import { LEASE, type Stage } from '../stage.ts';
import { readStints } from '../stints.ts';
import { now, type Tool } from '../tool.ts';
import { SPEEDS, type Speed } from './step-downs.ts';

const group = 'program killed';

export const killed: readonly Scenario[] = [
  { name: 'killed/wait', group, runs: 20, play: (stage) => play(stage, 'wait', [6, 4, 1]) },
  { name: 'killed/evict', group, runs: 20, play: (stage) => play(stage, 'evict', [6, 4, 1]) },
  { name: 'killed/usual', group, runs: 10, play: (stage) => play(stage, 'evict', [15, 10, 2]) },
  { name: 'killed/again', group: 'killed, run again', runs: 20, play: again },
];

async function play(
  stage: Stage,
  speed: Speed,
  seconds: ElectorSettings['seconds'],
): Promise<Played> {
  const replicas = 2 + (stage.run % 2);
  await stage.electors({ replicas, settings: { seconds } });
  const dry = await stage.tool(['--dry-run', ...SPEEDS[speed]]).told;
  const { confirm = '', plan } = dry.document ?? {};
  const tool = stage.tool(['--confirm', confirm, ...SPEEDS[speed]]);
  const when = killSomewhere(tool, stage, seconds);
  const told = await tool.told;
  const died = now();
  const limit = plan?.seconds?.ifToolDies ?? undefined;
  const led = await leads(stage, (limit ?? 60) + 30);
  await delay(3000 * seconds[2]);
  const facts = factsOf(stage);
  const after = led === undefined ? Infinity : Math.max(0, led - died) / SECOND;
  return {
    cast: `${replicas} usual, ${seconds.join('/')}, killed ${when()}`,
    ended: told.code === null ? 'killed' : `${told.document?.outcome?.word ?? '-'} ${told.code}`,
    figures: figuresOf(facts),
    ...leadership(facts),
    broken: [
      ...leadership(facts).broken,
      ...(limit === undefined ? ['the plan did not say what its death costs'] : []),
      // Our own clock starts a little later than its last write.
      ...(after <= (limit ?? Infinity)
        ? []
        : [`somebody led ${after} s after it died, not ${limit ?? '?'} s`]),
      ...(told.code === null || told.code === 0 ? [] : [`it ended by itself: ${told.code}`]),
      ...brokenByAll(stage, facts, [dry, told]),
    ],
    evidence: evidenceOf(facts, [dry, told]),
  };
}

/** And whoever runs it again finishes what the dead run began. */
async function again(stage: Stage): Promise<Played> {
  const { dice, run } = stage;
  const replicas = 2 + (run % 2);
  const seconds = dice.pick([
    [6, 4, 1],
    [15, 10, 2],
  ] as const);
  await stage.electors({ replicas, settings: { seconds } });
  const speed = dice.pick([SPEEDS.wait, SPEEDS.evict]);
  const tool = stage.tool(['--yes', ...speed]);
  const when = killSomewhere(tool, stage, seconds);
  await tool.told;
  await delay(dice.roll(2000));
  const told = await stage.tool(['--yes', ...speed]).told;
  await delay(1000);
  return judge(stage, `${replicas} usual, ${seconds.join('/')}, killed ${when()}`, told, {
    outcomes: ['led', 'restarted'],
  });
}

/** "  1.2s  its container has ended" */
const STEP = /^ {2}\d+\.\ds {2}/;

/** At any moment of its life, or just after one of its lines; tells when that was. */
function killSomewhere(
  tool: Tool,
  { dice, run }: Stage,
  [, renew, retry]: ElectorSettings['seconds'],
) {
  let when = 'never';
  const kill = (words: string) => {
    when = words;
    tool.kill();
  };
  if (run % 2 === 0) {
    const ms = dice.roll(1000 * (renew + 6 * retry));
    setTimeout(() => {
      kill(`after ${ms} ms`);
    }, ms).unref();
  } else {
    const [wanted, ms] = [1 + dice.roll(8), dice.pick([0, dice.roll(500)])];
    let count = 0;
    tool.onLine((text) => {
      // --yes prints the plan before them.
      if (STEP.test(text)) count += 1;
      if (STEP.test(text) && count === wanted)
        setTimeout(kill, ms, `${ms} ms after "${text.trim()}"`);
    });
  }
  return () => when;
}

/** When somebody was first seen to lead after now; undefined where nobody did for so long. */
async function leads({ cluster, namespace }: Stage, seconds: number): Promise<number | undefined> {
  const from = now();
  while (now() < from + seconds * SECOND) {
    const leading = readStints(cluster, namespace, LEASE).find(({ to }) => to > from);
    if (leading !== undefined) return Math.max(from, leading.from);
    await delay(100);
  }
  return undefined;
}
