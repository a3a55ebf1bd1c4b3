// What a test run needs before its first test: the program as it is shipped, and one real cluster.
import { build } from '../scripts/build.ts';
import * as cluster from './cluster/setup.ts';

export async function globalSetup(): Promise<void> {
  await build();
  await cluster.globalSetup();
}

export async function globalTeardown(): Promise<void> {
  await cluster.globalTeardown();
}
