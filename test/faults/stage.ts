// What the rows on a real API server are played with.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { apply } from '../cluster/kubectl.ts';
import { kubeconfigFor } from '../cluster/pki.ts';
import { deskFor, lastLine, type Desk } from './desk.ts';
import type { Expected } from './fault.ts';
import type { RunningCluster } from './real-server.ts';
import type { Tally } from './scene.ts';

export interface Stage {
  readonly cluster: RunningCluster;
  readonly admin: Desk;
  readonly program: string;
  readonly tally: Tally;
}

export interface RealFault {
  readonly row: string;
  readonly title: string;
  readonly act: (stage: Stage) => Promise<void>;
}

export const GET = ['get', 'leases.coordination.k8s.io', '-n', 'default'];
export const LS = 'kubectl lease ls -n default';
export const NOTHING: Expected = { code: 0, stderr: 'No resources found in default namespace.\n' };

export async function sameAsKubectl(
  desk: Desk,
  program: string,
  line = LS,
  args = GET,
): Promise<string> {
  const came = await desk.type(line, program);
  const kubectls = await desk.kubectl(args);
  assert.equal(lastLine(came), lastLine(kubectls));
  assert.equal(came.code, kubectls.code);
  return lastLine(came);
}

/** A user who may list Leases in `default`, and nothing else. */
export async function reader(cluster: RunningCluster, name: string): Promise<Desk> {
  const path = kubeconfigFor(cluster, name);
  const metadata = { name, namespace: 'default' };
  const rules = [
    { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: ['get', 'list'] },
  ];
  const apiVersion = 'rbac.authorization.k8s.io/v1';
  const [apiGroup] = apiVersion.split('/');
  await apply(cluster, [
    { apiVersion, kind: 'Role', metadata, rules },
    {
      ...{ apiVersion, kind: 'RoleBinding', metadata },
      roleRef: { apiGroup, kind: 'Role', name },
      subjects: [{ apiGroup, kind: 'User', name }],
    },
  ]);
  return deskFor(path);
}

/** What the server writes down, and what it is told, takes effect after a moment. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await isSo()); tries += 1) {
    assert.ok(tries < 100, 'it never came to be so');
    await delay(100);
  }
}
