// A stderr that nobody reads and that takes no more: the operation comes to its end, and so does the program.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { PROGRAMS } from '../../program.ts';
import { castOf, Electors } from './electors.ts';
import { homeFor } from './play.ts';
import { serveLease } from './server.ts';
import { LEASE, World } from './world.ts';

describe('a step-down whose stderr is full', { concurrency: true }, () => {
  for (const [kind, program] of Object.entries(PROGRAMS)) {
    test(`is carried out, recorded and ends (${kind})`, async () => {
      const world = new World();
      const electors = new Electors(world, castOf({}));
      const server = await serveLease(world, []);
      const home = await homeFor(server.url);
      const work = await mkdtemp(join(tmpdir(), 'kubectl-lease-unread-'));
      try {
        const words = `${program} force-release ${LEASE} --reason 'it hangs' --yes -o json`;
        // 64 KiB are all that a pipe holds; its reader reads nothing until the program has ended.
        const full = 'head -c 65536 /dev/zero >&2';
        const reader = 'while [ ! -s code ]; do sleep 0.2; done';
        const line = `{ ${full}; ${words}; echo $? >code; } 2>&1 >told | { ${reader}; }`;
        const env = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: join(home, 'config') };
        await once(spawn('sh', ['-c', line], { cwd: work, env, stdio: 'ignore' }), 'close');
        assert.equal((await readFile(join(work, 'code'), 'utf8')).trim(), '0');
        assert.match(await readFile(join(work, 'told'), 'utf8'), /"word": "led"/);
        assert.equal(server.met.get('record'), 1);
        assert.equal(world.events.size, 1);
      } finally {
        electors.end();
        server.down();
        for (const folder of [home, work]) await rm(folder, { recursive: true });
      }
    });
  }
});
