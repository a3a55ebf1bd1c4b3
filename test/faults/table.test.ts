// Every failure that there are words for: injected for real, met for real, and told in these words.
// Row 13 is in watch.test.ts, rows 19 and 20 are in test/login.
import { after, before, describe, test } from 'node:test';
import { PROGRAMS } from '../program.ts';
import { connections } from './connections.ts';
import { data } from './data.ts';
import { lists } from './lists.ts';
import { onLoopback } from './loopback.ts';
import { startServer, type RunningCluster } from './real-server.ts';
import { realScenes } from './real.ts';
import { refusals } from './refusals.ts';
import type { Scene } from './scene.ts';
import { strange } from './strange.ts';
import { throttled } from './throttled.ts';
import { tlsScenes } from './tls.ts';

const count = { faults: 0, injected: 0, hit: 0 };
const tally = {
  injected: () => (count.injected += 1),
  hit: () => (count.hit += 1),
};

after(() => {
  console.log(`faults ${count.faults}, injected ${count.injected}, hit ${count.hit}`);
});

const faults = [...refusals, ...throttled, ...lists, ...connections, ...strange, ...data];
const loopback = faults.map(onLoopback);

describe('faults', { concurrency: true }, () => {
  for (const [kind, program] of Object.entries(PROGRAMS)) {
    describe(`on a loopback server (${kind})`, { concurrency: 4 }, () => {
      for (const scene of [...loopback, ...tlsScenes]) play(scene, program);
    });
  }
  // One after another: what is done to the API server is done to all.
  describe('on a real API server', { concurrency: 1 }, playOnRealServer);
});

function playOnRealServer(): void {
  let cluster: RunningCluster | undefined;
  const running = (): RunningCluster => cluster as RunningCluster;
  before(async () => {
    cluster = await startServer();
  });
  after(() => cluster?.stop());
  for (const [kind, program] of Object.entries(PROGRAMS)) {
    describe(kind, { concurrency: 1 }, () => {
      for (const scene of realScenes(running)) play(scene, program);
    });
  }
}

function play(scene: Scene, program: string): void {
  count.faults += 1;
  test(`${scene.row}: ${scene.title}`, () => scene.play(program, tally));
}
