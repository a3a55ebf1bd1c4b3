// Electors in Pods that are not today's client-go: other languages, and a client-go of old.
import { mkdirSync } from 'node:fs';
import type { Cluster } from './cluster.ts';
import { allRun, atWork } from './electors.ts';
import type { Electors } from './electors.ts';
import { apply } from './kubectl.ts';
import { ledgerFolder } from './layout.ts';
import { buildOther } from './other-build.ts';
import { otherManifests } from './other-manifests.ts';
import { recipes } from './other-programs.ts';
import type { OtherLibrary } from './other-programs.ts';

export interface OtherElectorOptions {
  readonly library: OtherLibrary;
  readonly namespace: string;
  /** Of the Deployment and its Lease; "reconciler" unless said otherwise. */
  readonly name?: string;
  /** How many; 2 unless said otherwise. */
  readonly replicas?: number;
}

/**
 * Builds the elector where that was not done yet, and deploys it; returns when all replicas run and
 * one of them leads. Each writes its Pod's name as the holder and ends when it has lost the lead,
 * so that its container, with the same identity, is started anew.
 */
export async function startOtherElectors(
  cluster: Cluster,
  options: OtherElectorOptions,
): Promise<Electors> {
  if (cluster.node === null) throw new Error('electors in Pods need the real node');
  const { library, namespace, name = 'reconciler', replicas = 2 } = options;
  const program = await buildOther(library);
  mkdirSync(ledgerFolder(cluster), { recursive: true });
  const of = { namespace, name, replicas, recipe: recipes[library], program };
  await apply(cluster, otherManifests(cluster, of));
  await allRun(cluster, of);
  return { namespace, name, leader: await atWork(cluster, namespace, name) };
}
