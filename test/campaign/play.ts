// Plays runs, some of them side by side: most of a run is waiting.
import type { Cluster } from '../cluster/cluster.ts';
import type { Run, Scenario } from './scenario.ts';
import { onStage, seedOf } from './stage.ts';

/** One run of a scenario, from 0. */
export interface Turn {
  readonly scenario: Scenario;
  readonly run: number;
}

export interface PlayedTurn {
  readonly run: Run;
  readonly evidence: Readonly<Record<string, string>>;
}

/** The turns of scenarios, mixed: the long ones do not come last, nor all together. */
export function turnsOf(scenarios: readonly Scenario[], most = Infinity): Turn[] {
  return scenarios
    .flatMap((scenario) =>
      Array.from({ length: Math.min(scenario.runs, most) }, (_, run) => ({
        ...{ scenario, run },
        place: run / Math.min(scenario.runs, most),
      })),
    )
    .sort((a, b) => a.place - b.place)
    .map(({ scenario, run }) => ({ scenario, run }));
}

/** Never throws: what could not be played says so. */
export async function playTurn(cluster: Cluster, { scenario, run }: Turn): Promise<PlayedTurn> {
  const { name, group } = scenario;
  const seed = seedOf(`${name}#${run}`);
  const [began, start] = [new Date().toISOString(), performance.now()];
  const line = () => ({
    ...{ scenario: name, group, run, began },
    took: Math.round((performance.now() - start) / 100) / 10,
  });
  try {
    const played = await onStage(cluster, { run, seed }, (stage) => scenario.play(stage));
    const { evidence = {}, ...rest } = played;
    return { run: { ...line(), ...rest }, evidence };
  } catch (thrown) {
    const failed = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    const nothing = { cast: '', ended: 'failed', overlap: 0, broken: [] };
    return { run: { ...line(), ...nothing, failed }, evidence: {} };
  }
}

/** Does so many at a time, in their order, until it is aborted. */
export async function sideBySide<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  const left = all[Symbol.iterator]();
  const worker = async () => {
    for (const one of left) {
      if (signal?.aborted === true) return;
      await work(one);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
}
