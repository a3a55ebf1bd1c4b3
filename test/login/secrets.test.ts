// At the highest verbosity too, no token, key or password is in any stream.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { execFailureCases } from './cases/exec-failures.ts';
import { execInfoCases } from './cases/exec-info.ts';
import { execCases } from './cases/exec.ts';
import { flagCases } from './cases/flags.ts';
import { proxyCases } from './cases/proxies.ts';
import { userCases } from './cases/users.ts';
import { layOut } from './files.ts';
import { programs } from './programs.ts';
import { run } from './run.ts';
import { openWorld } from './world.ts';

const ours = programs(testCluster()).filter(({ name }) => name !== 'kubectl');
const world = await openWorld();
const rows = [userCases, flagCases, execCases, execInfoCases, execFailureCases, proxyCases].flatMap(
  (cases) => cases(world),
);

describe('with -v=9 no secret is told', () => {
  after(() => world.close());
  for (const [index, row] of rows.entries()) {
    test(row.title, async () => {
      const directory = join(world.directory, `secrets-${index}`);
      mkdirSync(directory);
      layOut(directory, row);
      for (const { name, command } of ours) {
        const words = [...command, 'ls', '-n', world.namespace, '-v=9', ...(row.args ?? [])];
        const { stdout, stderr } = await run(words, row, directory);
        const streams = stdout + stderr;
        if (row.as !== undefined) assert.match(streams, /"Request" verb="GET"/);
        const told = world.secrets.filter((secret) => streams.includes(secret));
        assert.equal(told.length, 0, `${name} tells ${told.length} secrets`);
      }
    });
  }
});
