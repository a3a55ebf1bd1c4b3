// The login table: given the same kubeconfig, flags and environment, kubectl and this plugin reach
// the same server as the same user, or fail with the same reason. Each row is run by kubectl, by
// the shipped file and by the npm package.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { answerOf, type Answer } from './answers.ts';
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
import { programs, type Program } from './programs.ts';
import { openWorld } from './world.ts';

type Step = Omit<Case, 'title'>;

/** kubectl first. */
const all = programs(testCluster());
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

/** Together where nothing but its own namespace tells the programs apart. */
async function answers(step: Step, directory: string, subject: string): Promise<Answer[]> {
  const ask = (program: Program) =>
    answerOf(world, program, step, directory, `${subject}-${program.name}`);
  const alone = step.trace !== undefined || step.namespace !== undefined;
  if (!alone) return Promise.all(all.map(ask));
  const given: Answer[] = [];
  for (const program of all) given.push(await ask(program));
  return given;
}

async function judge(step: Step, directory: string, subject: string): Promise<string[]> {
  layOut(directory, step);
  const [theirs, ...given] = await answers(step, directory, subject);
  assert.ok(theirs);
  const wrong = unexpected(step, theirs);
  for (const [index, ours] of given.entries()) {
    const name = all[index + 1]?.name ?? '';
    wrong.push(...differences(step, theirs, ours).map((line) => `${name}: ${line}`));
    const leaks = world.secrets.filter((secret) => ours.streams.includes(secret));
    wrong.push(...leaks.map(() => `${name}: a secret in its streams`));
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
