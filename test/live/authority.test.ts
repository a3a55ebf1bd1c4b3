// What we compute from RBAC against what the API server answers.
import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { describe, test } from 'node:test';
import { openCluster } from '../../src/cluster/cluster.ts';
import { allows } from '../../src/lease/authority.ts';
import type { Question } from '../../src/lease/rbac-rule.ts';
import { testCluster } from '../cluster/cluster.ts';
import { createAll, type Creation } from '../cluster/create-all.ts';
import { createNamespace } from '../cluster/kubectl.ts';
import { message, openClient, type Client } from '../cluster/request.ts';
import { waitFor } from '../cluster/wait.ts';
import { diceOf } from './dice.ts';
import { markerQuestions, randomIdentity, randomQuestion, type Asked } from './random-questions.ts';
import { markers, randomRbac, type Place } from './random-rbac.ts';

const cluster = testCluster();
const QUESTIONS = 10_000;
const CONNECTIONS = 8;

function evidenceAs(as?: string) {
  const flags = { kubeconfig: cluster.kubeconfig, as };
  return openCluster(flags, {}, { version: 'test', note: () => Promise.resolve() });
}

describe('authority', () => {
  test('agrees with the API server about random RBAC', async (t) => {
    const seed = Number(process.env['RBAC_SEED'] ?? randomInt(2 ** 32));
    t.diagnostic(`seed ${seed}`);
    const dice = diceOf(seed);
    const client = openClient(cluster, CONNECTIONS);
    t.after(() => {
      client.close();
    });
    const namespaces = await Promise.all([1, 2, 3, 4].map(() => createNamespace(cluster, t)));
    const place = { prefix: `test-${randomBytes(4).toString('hex')}`, namespaces };
    const creations = randomRbac(dice, place);
    t.after(() => remove(client, [...creations, ...markers(place)]));
    await createAll(cluster, creations);
    await createAll(cluster, markers(place));
    await effective(client, place);
    const asked = Array.from({ length: QUESTIONS }, () => ({
      who: randomIdentity(dice, place),
      question: randomQuestion(dice, place),
    }));
    const evidence = await evidenceAs();
    const rbac = await evidence.rbac();
    evidence.close();
    const answers = await askAll(client, asked);
    const disagreements = asked.filter(({ who, question }, at) => {
      const ours = allows(who, question, rbac);
      return !ours.seen || ours.value !== answers[at];
    });
    const yes = answers.filter(Boolean).length;
    t.diagnostic(
      `questions ${asked.length}, disagreements ${disagreements.length} (${yes} are allowed)`,
    );
    assert.deepEqual(disagreements.slice(0, 5), []);
    assert.ok(yes > QUESTIONS / 20, 'questions that are worth asking');
  });
});

/** Of the whole cluster only: what is in the namespaces goes with them. */
async function remove(client: Client, creations: readonly Creation[]): Promise<void> {
  const paths = creations.flatMap(({ path, body }) =>
    path.includes('/namespaces/')
      ? []
      : [`${path}/${(body as { metadata: { name: string } }).metadata.name}`],
  );
  await Promise.all(paths.map((path) => client.request('DELETE', path)));
}

/** The authorizer reads from watches, each in the order of creation. */
async function effective(client: Client, place: Place): Promise<void> {
  await waitFor('RBAC to be effective', async () => {
    const answers = await askAll(client, markerQuestions(place));
    return answers.every(Boolean) || undefined;
  });
}

async function askAll(client: Client, asked: readonly Asked[]): Promise<boolean[]> {
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
