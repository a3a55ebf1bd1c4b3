// What a test run needs before its first test: the program as it is shipped, a way to put its clock wrong, one real cluster.
import { build } from '../scripts/build.ts';
import { steps } from './cluster/steps.ts';
import { packagesForModel, packagesForWrongClocks } from './cluster/preconditions.ts';
import * as cluster from './cluster/setup.ts';
import { installSteps } from './cluster/start-steps.ts';

export async function globalSetup(): Promise<void> {
  await build();
  const packages = [...packagesForWrongClocks(), ...packagesForModel()];
  if (packages.length > 0) await steps(process.stderr, installSteps(packages));
  await cluster.globalSetup();
}

export async function globalTeardown(): Promise<void> {
  await cluster.globalTeardown();
}
