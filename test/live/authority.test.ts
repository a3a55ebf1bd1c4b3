// What we compute from RBAC against what the API server answers.
import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { MASTERS, allows, identityOf } from '../../src/lease/authority.ts';
import { subjectKey } from '../../src/lease/rbac.ts';
import { readRbac } from '../../src/lease/rbac-look.ts';
import { resourceQuestion } from '../../src/lease/rbac-rule.ts';
import { LEASES, writersOf } from '../../src/lease/writers.ts';
import { testCluster } from '../cluster/cluster.ts';
import { createAll, type Creation } from '../cluster/create-all.ts';
import { createNamespace } from '../cluster/kubectl.ts';
import { openClient, type Client } from '../cluster/request.ts';
import { waitFor } from '../cluster/wait.ts';
import { diceOf } from './dice.ts';
import {
  aimedQuestions,
  markerQuestions,
  randomIdentity,
  randomQuestion,
} from './random-questions.ts';
import { markers, randomRbac, type Place } from './random-rbac.ts';
import { CONNECTIONS, askAll, evidenceOf } from './reviews.ts';

const cluster = testCluster();
const QUESTIONS = 10_000;

describe('authority', () => {
  test('agrees with the API server about random RBAC', async (t) => {
    const seed = Number(process.env['RBAC_SEED'] ?? randomInt(2 ** 32));
    t.diagnostic(`seed ${seed}`);
    const dice = diceOf(seed);
    const client = openClient(cluster, CONNECTIONS);
    const namespaces = await Promise.all([1, 2, 3, 4].map(() => createNamespace(cluster, t)));
    const place = { prefix: `test-${randomBytes(4).toString('hex')}`, namespaces };
    const creations = randomRbac(dice, place);
    t.after(async () => {
      await remove(client, [...creations, ...markers(place)]);
      client.close();
    });
    await createAll(cluster, creations);
    await createAll(cluster, markers(place));
    await effective(client, place);
    const aimed = aimedQuestions(dice, place, creations);
    const asked = Array.from({ length: QUESTIONS }, () =>
      dice.roll(3) === 0
        ? { who: randomIdentity(dice, place), question: randomQuestion(dice, place) }
        : aimed(),
    );
    const version = place.prefix;
    const evidence = await evidenceOf(cluster, { version });
    const rbac = await readRbac(evidence);
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
    assert.ok(yes > QUESTIONS / 5, 'questions that are worth asking');
    assert.deepEqual(await listsBy(version), {
      'clusterrolebindings?limit=500': 1,
      'clusterroles?limit=500': 2,
      'rolebindings?limit=500': 1,
      'roles?limit=500': 1,
    });
  });

  test('names as writers exactly those subjects whom the server lets write', async () => {
    const client = openClient(cluster, CONNECTIONS);
    const evidence = await evidenceOf(cluster);
    const rbac = await readRbac(evidence);
    evidence.close();
    const ref = { namespace: 'payments', name: 'reconciler' };
    const { writers } = writersOf(ref, rbac);
    const ours = writers.flatMap(({ means, subject }) => (means === 'writes' ? [subject] : []));
    const bound = new Map(
      [MASTERS, ...rbac.bindings.flatMap(({ subjects }) => subjects)].map((it) => [
        subjectKey(it),
        it,
      ]),
    );
    const asked = [...bound.values()].flatMap((subject) => {
      const who = {
        ...identityOf(subject),
        groups: subject.kind === 'Group' ? [subject.name] : [],
      };
      return WRITES.map((verb) => ({ who, question: resourceQuestion(verb, LEASES, ref) }));
    });
    const answers = await askAll(client, asked);
    client.close();
    const theirs = [...bound.keys()].filter((_, at) =>
      WRITES.some((_verb, verb) => answers[at * WRITES.length + verb]),
    );
    assert.deepEqual([...new Set(ours.map(subjectKey))].sort(), theirs.sort());
  });
});

const WRITES = ['update', 'patch', 'delete', 'deletecollection'];

/** How many pages of which lists the server wrote down; of all but the ClusterRoles there is one. */
async function listsBy(version: string): Promise<Record<string, number>> {
  const uris = await waitFor('the audit log', () => {
    const lines = readFileSync(cluster.auditLog, 'utf8').split('\n');
    const found = lines.filter((line) => line.includes(`"userAgent":"kubectl-lease/v${version} `));
    return found.length >= 5 ? found : undefined;
  });
  const counts = new Map<string, number>();
  for (const line of uris) {
    const { requestURI } = JSON.parse(line) as { requestURI: string };
    const list = requestURI.replace(/^.*\/v1\//, '').replace(/continue=[^&]*&|&continue=.*$/, '');
    counts.set(list, (counts.get(list) ?? 0) + 1);
  }
  return Object.fromEntries([...counts].sort());
}

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
