// npm run campaign: force-release proved on the real cluster; the electors' own ledger is the judge.
import { parseArgs } from 'node:util';
import { openCluster, type Cluster, type RunningCluster } from '../test/cluster/cluster.ts';
import { startCluster } from '../test/cluster/start.ts';
import { playTurn, sideBySide, turnsOf, type Turn } from '../test/campaign/play.ts';
import { keyOf, openResults } from '../test/campaign/results.ts';
import type { Scene } from '../test/campaign/scenario.ts';
import { scenarios } from '../test/campaign/scenarios.ts';
import { totals } from '../test/campaign/totals.ts';
import { build } from './build.ts';
import { script } from './script.ts';

const HELP = `Usage: npm run campaign -- [SCENARIO...] [options]

  --runs N         no more than N of each scenario
  --at-once N      so many side by side on the main cluster; 8 unless said otherwise
  --results FILE   campaign-results.jsonl unless said otherwise; a run that is there is not repeated
  --list           the scenarios

A SCENARIO is the beginning of a name. Where KUBECTL_LEASE_TEST_CLUSTER names a cluster, it is the main one.
`;

/** How many runs are played at once where that is not said; a silent node is silent for all. */
const AT_ONCE: Readonly<Record<Scene, number>> = { main: 8, coordinated: 5, 'silent-node': 1 };

await script(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      runs: { type: 'string' },
      'at-once': { type: 'string', default: String(AT_ONCE.main) },
      results: { type: 'string', default: 'campaign-results.jsonl' },
      list: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const wanted = scenarios.filter(
    ({ name }) => positionals.length === 0 || positionals.some((it) => name.startsWith(it)),
  );
  if (values.help === true) {
    process.stdout.write(HELP);
    return;
  }
  if (wanted.length === 0) throw new Error(`no scenario begins with ${positionals.join(' or ')}`);
  if (values.list === true) {
    list();
    return;
  }

  const results = openResults(values.results);
  const done = new Set(
    results
      .runs()
      .filter((run) => run.failed === undefined)
      .map(keyOf),
  );
  const turns = turnsOf(wanted, values.runs === undefined ? Infinity : Number(values.runs));
  const left = turns.filter(
    ({ scenario, run }) => !done.has(keyOf({ scenario: scenario.name, run })),
  );
  const ending = endedBySignals();
  if (left.length > 0) await build();
  const scenes = Map.groupBy(left, ({ scenario }) => scenario.scene ?? 'main');
  await Promise.all([...scenes].map(([scene, its]) => playScene(scene, its)));
  const names = new Set(wanted.map(({ name }) => name));
  const { table, broken } = totals(results.runs().filter(({ scenario }) => names.has(scenario)));
  process.stdout.write(table);
  for (const words of broken) console.error(`broken: ${words}`);
  if (broken.length > 0 || ending.aborted) process.exitCode = 1;

  function list(): void {
    for (const { name, runs } of wanted) console.log(`${String(runs).padStart(4)}  ${name}`);
  }

  async function playScene(scene: Scene, its: readonly Turn[]): Promise<void> {
    const { cluster, stop } = await clusterOf(scene, ending);
    try {
      const atOnce = scene === 'main' ? Number(values['at-once']) : AT_ONCE[scene];
      await sideBySide(its, atOnce, (turn) => play(cluster, turn), ending);
    } finally {
      await stop();
    }
  }

  async function play(cluster: Cluster, turn: Turn): Promise<void> {
    const { run, evidence } = await playTurn(cluster, turn);
    // Played again.
    if (ending.aborted) return;
    results.add(run, evidence);
    const { scenario, took, ended, failed, broken } = run;
    const words = failed === undefined ? broken : [failed.split('\n')[0] ?? ''];
    console.error([`${scenario} ${run.run}  ${took} s  ${ended}`, ...words].join('; '));
  }
});

async function clusterOf(scene: Scene, signal: AbortSignal) {
  const path = process.env['KUBECTL_LEASE_TEST_CLUSTER'];
  if (scene === 'main' && path !== undefined) {
    return { cluster: openCluster(path), stop: () => Promise.resolve() };
  }
  const cluster: RunningCluster = await startCluster({
    coordinated: scene === 'coordinated',
    signal,
  });
  return { cluster, stop: () => cluster.stop() };
}

/** What is being played then comes to its end, and is not counted: a Ctrl-C reaches what it started too. */
function endedBySignals(): AbortSignal {
  const ending = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.once(signal, () => {
      ending.abort(new Error(`ended by ${signal}`));
    });
  return ending.signal;
}
