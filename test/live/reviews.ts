// Asks the API server what others may do, quickly; and our own program's eyes on that server.
import assert from 'node:assert/strict';
import { openCluster } from '../../src/cluster/cluster.ts';
import type { Question } from '../../src/lease/rbac-rule.ts';
import type { Cluster } from '../cluster/cluster.ts';
import { message, type Client } from '../cluster/request.ts';
import type { Asked } from './random-questions.ts';

export const CONNECTIONS = 8;

/** As somebody else, where one is named; the version is told to the server. */
export function evidenceOf(
  cluster: Cluster,
  { as, version = 'test' }: { as?: string; version?: string } = {},
) {
  const flags = { kubeconfig: cluster.kubeconfig, as };
  return openCluster(flags, {}, { version, note: () => Promise.resolve() });
}

/** In the order of the questions, over as many connections as the client has. */
export async function askAll(client: Client, asked: readonly Asked[]): Promise<boolean[]> {
  const answers: boolean[] = [];
  const waiting = asked.entries();
  const work = async () => {
    for (const [at, it] of waiting) answers[at] = await ask(client, it);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, work));
  return answers;
}

async function ask(client: Client, { who, question }: Asked): Promise<boolean> {
  const spec = { user: who.user, groups: who.groups, ...attributes(question) };
  const review = { apiVersion: 'authorization.k8s.io/v1', kind: 'SubjectAccessReview', spec };
  const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
  const { status, body } = await client.request('POST', path, review);
  assert.equal(status, 201, message(body));
  return (body as { status: { allowed: boolean } }).status.allowed;
}

function attributes(question: Question): object {
  if ('path' in question) return { nonResourceAttributes: question };
  const { apiGroup, ...rest } = question;
  return { resourceAttributes: { group: apiGroup, ...rest } };
}
