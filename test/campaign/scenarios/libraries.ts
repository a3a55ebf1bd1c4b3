// Electors of other libraries, and of a client-go of old: each stepped down in both speeds.
import { setTimeout as delay } from 'node:timers/promises';
import { buildOther, type OtherProgram } from '../../cluster/other-build.ts';
import { startOtherElectors } from '../../cluster/other-electors.ts';
import { OTHER_LIBRARIES, type OtherLibrary } from '../../cluster/other-programs.ts';
import { judge, mustName, type Expected } from '../judge.ts';
import type { Played, Scenario } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { SPEEDS, type Speed } from './step-downs.ts';

export const libraries: readonly Scenario[] = OTHER_LIBRARIES.flatMap((library) =>
  (['wait', 'evict'] as const).map((speed) => ({
    name: `library/${library}/${speed}`,
    group: `library ${library}, ${speed}`,
    runs: 5,
    play: (stage: Stage) => play(stage, library, speed),
  })),
);

/** What differs from client-go; what a library cannot prevent is counted, and has to be named. */
const SPECIAL: Partial<Record<OtherLibrary, Omit<Expected, 'outcomes'>>> = {
  java: { removedHolder: true },
  'kube-leader-election': { risk: { of: 'new', words: 'two new leaders' } },
};

async function play(stage: Stage, library: OtherLibrary, speed: Speed): Promise<Played> {
  const { cluster, namespace, dice, run } = stage;
  const replicas = 2 + (run % 2);
  await built(library);
  await startOtherElectors(cluster, { library, namespace, replicas });
  await delay(dice.roll(4000));
  const told = await stage.tool(['--yes', ...SPEEDS[speed]]).told;
  await delay(2000);
  const played = await judge(stage, `${replicas} ${library}`, told, {
    outcomes: ['led', 'restarted'],
    ...SPECIAL[library],
  });
  return library === 'kube-leader-election'
    ? mustName(played, told, /two candidates take it at once/)
    : played;
}

// One build at a time of each, and those who want it wait for it.
const builds = new Map<OtherLibrary, Promise<OtherProgram>>();

function built(library: OtherLibrary): Promise<OtherProgram> {
  const build = builds.get(library) ?? buildOther(library);
  builds.set(library, build);
  return build;
}
