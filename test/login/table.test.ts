// The login table: given the same kubeconfig, flags and environment, kubectl and this plugin reach
// the same server as the same user, or fail with the same reason. Each row is run by kubectl, by
// the shipped file and by the npm package.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { answerOf } from './answers.ts';
import { testCluster } from '../cluster/cluster.ts';
import type { Case } from './case.ts';
import { execFailureCases } from './cases/exec-failures.ts';
import { execInfoCases } from './cases/exec-info.ts';
import { execCases } from './cases/exec.ts';
import { flagCases } from './cases/flags.ts';
import { impersonationCases } from './cases/impersonation.ts';
import { kubeconfigCases } from './cases/kubeconfig.ts';
import { namespaceCases } from './cases/namespace.ts';
import { podCases } from './cases/pod.ts';
import { policyCases } from './cases/policy.ts';
import { proxyCases } from './cases/proxies.ts';
import { serverCases } from './cases/servers.ts';
import { tlsCases } from './cases/tls.ts';
import { userCases } from './cases/users.ts';
import { layOut } from './files.ts';
import { differences, unexpected } from './judge.ts';
import { programs } from './programs.ts';
import { openWorld } from './world.ts';

const [kubectl, ...plugins] = programs(testCluster());
const world = await openWorld();
const cases = [
  kubeconfigCases,
  flagCases,
  namespaceCases,
  userCases,
  impersonationCases,
  execCases,
  execInfoCases,
  execFailureCases,
  policyCases,
  tlsCases,
  serverCases,
  proxyCases,
  podCases,
].flatMap((rows) => rows(world));
let agreed = 0;

async function judge(
  step: Omit<Case, 'title'>,
  directory: string,
  subject: string,
): Promise<string[]> {
  layOut(directory, step);
  assert.ok(kubectl);
  const theirs = await answerOf(world, kubectl, step, directory, subject);
  const wrong = unexpected(step, theirs);
  for (const program of plugins) {
    const ours = await answerOf(world, program, step, directory, subject);
    wrong.push(...differences(step, theirs, ours).map((line) => `${program.name}: ${line}`));
    const leaks = world.secrets.filter((secret) => ours.streams.includes(secret));
    wrong.push(...leaks.map(() => `${program.name}: a secret in its streams`));
  }
  return step.then ? [...wrong, ...(await judge(step.then, directory, `${subject}-then`))] : wrong;
}

describe('the same server, the same user', () => {
  for (const [index, row] of cases.entries()) {
    test(row.title, async () => {
      const directory = join(world.directory, `case-${index}`);
      mkdirSync(directory);
      const wrong = await judge(row, directory, `${world.namespace}-${index}`);
      assert.deepEqual(wrong, []);
      agreed += 1;
    });
  }
  after(async () => {
    console.log(`cases ${cases.length}, agreed ${agreed}, disagreed ${cases.length - agreed}`);
    await world.close();
  });
});
