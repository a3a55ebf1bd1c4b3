// What somebody else does to the holder's Pod meanwhile, and what must not be taken for its end.
import { setTimeout as delay } from 'node:timers/promises';
import { containers } from '../../cluster/containers.ts';
import { kubectl } from '../../cluster/kubectl.ts';
import { nodeName } from '../../cluster/layout.ts';
import { identify } from '../../cluster/procfs.ts';
import { readRecord } from '../../cluster/record.ts';
import { freeze, kill, resume } from '../../cluster/signals.ts';
import { removeStaticPod } from '../../cluster/static-pods.ts';
import { containerOf, process, whenFenced } from '../cast.ts';
import { judge } from '../judge.ts';
import type { Played, Scenario } from '../scenario.ts';
import { LEASE, type Stage } from '../stage.ts';
import { SPEEDS } from './step-downs.ts';

const seconds = [6, 4, 1] as const;
const group = 'meddled with';

export const meddlers: readonly Scenario[] = [
  {
    name: 'meddled/mirror-deleted',
    group,
    runs: 5,
    play: (stage) => ofStaticPod(stage, deletePod),
  },
  {
    name: 'meddled/static-restarted',
    group,
    runs: 5,
    play: (stage) => ofStaticPod(stage, killManager),
  },
  { name: 'meddled/static', group, runs: 3, play: (stage) => ofStaticPod(stage, nothing) },
  {
    name: 'meddled/other-container',
    group,
    runs: 10,
    play: (stage) => ofDeployment(stage, killProxy),
  },
  {
    name: 'meddled/force-deleted',
    group,
    runs: 10,
    play: (stage) => ofDeployment(stage, forceDelete),
  },
  { name: 'meddled/pod-deleted', group, runs: 5, play: (stage) => ofDeployment(stage, deletePod) },
  {
    name: 'meddled/silent-node',
    group: 'silent node',
    scene: 'silent-node',
    runs: 6,
    play: silentNode,
  },
];

/** What is done to the leader as soon as it is fenced. */
type Meddle = (stage: Stage, pod: string, identity: string) => unknown;

/** A static Pod leads, a process stands by. */
async function ofStaticPod(stage: Stage, meddle: Meddle): Promise<Played> {
  const { cluster, namespace } = stage;
  stage.atEnd(() => {
    removeStaticPod(cluster, { namespace, name: LEASE });
  });
  const { leader } = await stage.electors({ workload: 'StaticPod', settings: { seconds } });
  process(stage, { host: 'standby', settings: { seconds } });
  const pod = `${LEASE}-${nodeName}`;
  return steppedDown(stage, 'a static Pod and a process', () => meddle(stage, pod, leader));
}

async function ofDeployment(stage: Stage, meddle: Meddle): Promise<Played> {
  const variant = 'second-container';
  const { leader } = await stage.electors({ variant, settings: { seconds } });
  const { pod } = containerOf(stage, leader);
  return steppedDown(stage, `3 ${variant}`, () => meddle(stage, pod, leader));
}

async function steppedDown(stage: Stage, who: string, meddle: () => unknown): Promise<Played> {
  await delay(stage.dice.roll(2000));
  const speed = stage.run % 2 === 0 || who.includes('static') ? 'wait' : 'evict';
  const tool = stage.tool(['--yes', ...SPEEDS[speed]]);
  await whenFenced(stage);
  await delay(stage.dice.roll(500));
  await meddle();
  const told = await tool.told;
  await delay(1000);
  return judge(stage, `${who}, ${seconds.join('/')}, ${speed}`, told, {
    outcomes: ['led', 'restarted'],
  });
}

/** The node tells nothing and ends nothing: the Pod's object goes, its process stays. */
async function silentNode(stage: Stage): Promise<Played> {
  const { cluster } = stage;
  const { leader } = await stage.electors({ settings: { seconds } });
  const { pod } = containerOf(stage, leader);
  const kubelet = readRecord(cluster.directory).find(
    (it) => it.kind === 'process' && it.name === 'kubelet',
  );
  const process = kubelet?.kind === 'process' ? identify(kubelet.pid) : undefined;
  if (process === undefined) throw new Error('no kubelet runs');
  freeze(process);
  try {
    return await steppedDown(stage, '3 on a silent node', () =>
      stage.run % 3 === 2 ? undefined : forceDelete(stage, pod),
    );
  } finally {
    resume(process);
  }
}

function nothing(): void {
  // Nobody meddles.
}

async function deletePod({ cluster, namespace }: Stage, pod: string): Promise<void> {
  await kubectl(cluster, ['delete', 'pod', pod, '-n', namespace, '--wait=false']);
}

async function forceDelete({ cluster, namespace }: Stage, pod: string): Promise<void> {
  await kubectl(cluster, ['delete', 'pod', pod, '-n', namespace, '--force', '--grace-period=0']);
}

function killManager(stage: Stage, _pod: string, identity: string): void {
  kill(containerOf(stage, identity));
}

function killProxy({ cluster, namespace }: Stage, pod: string): void {
  const proxy = containers(cluster, namespace).find((it) => it.pod === pod && it.name === 'proxy');
  if (proxy === undefined) throw new Error(`no second container in ${pod}`);
  kill(proxy);
}
