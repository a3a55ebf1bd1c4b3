// Contests for Leases whose candidates are frozen and resumed at random moments, their clocks right or wrong.
import { setTimeout as delay } from 'node:timers/promises';
import type { Cluster } from '../cluster/cluster.ts';
import { startElectorProcess } from '../cluster/elector-process.ts';
import type { ElectorSettings } from '../cluster/elector-settings.ts';
import { getLease } from '../cluster/leases.ts';
import { signal } from '../cluster/procfs.ts';
import type { Started } from '../cluster/processes.ts';
import { diceOf, type Dice } from './dice.ts';

/** One Lease, and those who want it. */
export interface Contest {
  readonly lease: string;
  readonly seconds: ElectorSettings['seconds'];
  /** Of each candidate's clock. */
  readonly skews: readonly number[];
}

const HOUR = 3600;

/** client-go's usual timings, longer ones and shorter ones. */
const TIMINGS: readonly ElectorSettings['seconds'][] = [
  [15, 10, 2],
  [20, 15, 2],
  [10, 7, 1],
];

/** The last four are about as long as the steps of a clock, or as half a term. */
const SKEWS = [0, HOUR, -HOUR, 0, HOUR, -HOUR, 1, -1, 5, -5];

/**
 * Most have a single candidate, so that a frozen one's Lease expires. The last two, with short terms,
 * go from hand to hand, between holders whose clocks are not the same.
 */
export const CONTESTS: readonly Contest[] = [
  ...TIMINGS.flatMap((seconds) => SKEWS.map((skew) => ({ seconds, skews: [skew] }))),
  ...[1, 2].map(() => ({ seconds: [6, 4, 1] as const, skews: [0, HOUR, -HOUR] })),
].map((contest, at) => ({ ...contest, lease: `contest-${String(at).padStart(2, '0')}` }));

export interface Trouble {
  /** Of electors that led. */
  freezes: number;
  resumes: number;
  /** Of electors that had lost the lead while they were frozen, and ended as controllers do. */
  restarts: number;
}

export interface Electors {
  /** Freezes and resumes them at random moments, so many times in all. */
  trouble(freezes: number, seed: number): Promise<Trouble>;
  kill(): void;
}

export function startContests(cluster: Cluster, namespace: string): Electors {
  const electors = CONTESTS.flatMap((contest) =>
    contest.skews.map((skew, at) => startElector(cluster, namespace, contest, skew, at)),
  );
  const over = new AbortController();
  return {
    async trouble(freezes, seed) {
      const count = { freezes: 0, resumes: 0, restarts: 0 };
      const mayGoOn = () => count.freezes < freezes && !over.signal.aborted;
      await Promise.all(
        electors.map((elector, at) => troubleOne(elector, diceOf(seed + at), count, mayGoOn)),
      );
      return count;
    },
    kill() {
      over.abort();
      for (const { process } of electors) signal(process, 'SIGKILL');
    },
  };
}

interface Elector {
  readonly term: number;
  readonly start: () => Started;
  readonly leads: () => Promise<boolean>;
  process: Started;
}

function startElector(
  cluster: Cluster,
  namespace: string,
  contest: Contest,
  clockSkewSeconds: number,
  at: number,
): Elector {
  const { lease: name, seconds } = contest;
  const settings = { seconds, clockSkewSeconds };
  const host = `${name}-${'abc'.charAt(at)}`;
  const start = () => startElectorProcess(cluster, { namespace, name, host, settings });
  const leads = async () => {
    const holder = (await getLease(cluster, namespace, name))?.spec.holderIdentity;
    return holder?.startsWith(`${host}_`) === true;
  };
  return { term: seconds[0], start, leads, process: start() };
}

async function troubleOne(
  elector: Elector,
  dice: Dice,
  count: Trouble,
  mayGoOn: () => boolean,
): Promise<void> {
  const { term, start, leads } = elector;
  while (mayGoOn()) {
    await delay(between(dice, 0.5, 6) * 1000);
    if (elector.process.ended() !== undefined && mayGoOn()) {
      elector.process = start();
      count.restarts++;
      continue;
    }
    const leading = await leads();
    if (!leading || !mayGoOn() || !signal(elector.process, 'SIGSTOP')) continue;
    count.freezes++;
    await delay(between(dice, 0.2 * term, 1.9 * term) * 1000);
    if (signal(elector.process, 'SIGCONT')) count.resumes++;
  }
}

/** To a thousandth. */
function between(dice: Dice, least: number, most: number): number {
  return least + (dice.roll(1000) / 1000) * (most - least);
}
