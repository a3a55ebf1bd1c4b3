// The Events of operations on a real API server: accepted whatever they are made of, and once.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { list, object, type RawObject } from '../../src/lease/lease.ts';
import { eventOperations } from '../../src/lease/event-operation.ts';
import { operationEvent } from '../../src/lease/operation-event.ts';
import { formatNote } from '../../src/lease/operation-note.ts';
import { formatRecords, type OperationRecord } from '../../src/lease/operation-record.ts';
import { testCluster, type Cluster } from '../cluster/cluster.ts';
import { createNamespace, kubectl, mustKubectl } from '../cluster/kubectl.ts';
import { HOSTILE_TEXTS, noteOf, recordOf } from '../lease/operations.ts';
import { createLease, electionSpec } from './live.ts';

const cluster = testCluster();

/** The last of them is cut at a dot. */
const NAMES = ['reconciler', 'x'.repeat(253), `${'x'.repeat(243)}.${'y'.repeat(9)}`];

function create(namespace: string, event: RawObject): ReturnType<typeof kubectl> {
  const path = `/apis/events.k8s.io/v1/namespaces/${namespace}/events`;
  return kubectl(cluster, ['create', '--raw', path, '-f', '-'], { input: JSON.stringify(event) });
}

async function eventsIn(of: Cluster, namespace: string, api: string): Promise<RawObject[]> {
  const path = `${api}/namespaces/${namespace}/events`;
  return list(object(JSON.parse(await mustKubectl(of, ['get', '--raw', path])))['items']);
}

function hostile(id: number, text: string): OperationRecord {
  const { before, after } = recordOf();
  return recordOf({
    ...{ id: id.toString(16).padStart(8, '0'), operator: text, reason: text, ticket: text },
    ...{ before: { ...before, holder: text }, after: after && { ...after, holder: text } },
  });
}

describe('the Event of an operation', () => {
  test('is accepted by the API server whatever it is made of, and a second time it is there', async (t) => {
    const namespace = await createNamespace(cluster, t);
    for (const name of NAMES) await createLease(cluster, namespace, name, electionSpec('a', 3600));
    const uid = await mustKubectl(cluster, [
      ...[
        'get',
        'lease',
        'reconciler',
        '--namespace',
        namespace,
        '--output=jsonpath={.metadata.uid}',
      ],
    ]);
    const events = NAMES.flatMap((name, of) =>
      HOSTILE_TEXTS.map((text, at) =>
        operationEvent({ namespace, name, uid }, hostile(of * 100 + at, text)),
      ),
    );
    for (const event of events) {
      const { code, stderr } = await create(namespace, event);
      assert.equal(code, 0, `${JSON.stringify(event).slice(0, 400)}: ${stderr}`);
    }
    const [first = {}] = events;
    const again = await create(namespace, first);
    assert.equal(again.code, 1);
    assert.match(
      again.stderr,
      /^Error from server \(AlreadyExists\): events\.events\.k8s\.io "reconciler\./,
    );

    const ids = (objects: readonly RawObject[]): string[] =>
      eventOperations(objects)
        .map(({ record }) => record.id)
        .sort();
    const recorded = ids(events);
    assert.equal(recorded.length, events.length);
    for (const api of ['/api/v1', '/apis/events.k8s.io/v1']) {
      assert.deepEqual(ids(await eventsIn(cluster, namespace, api)), recorded);
    }
    const described = await mustKubectl(cluster, [
      'describe',
      'lease',
      'reconciler',
      '-n',
      namespace,
    ]);
    assert.match(described, /ForceReleased/);
  });

  test('and the longest annotations of a Lease are accepted too', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await createLease(cluster, namespace, 'reconciler', electionSpec('a', 3600));
    for (const text of HOSTILE_TEXTS) {
      const annotations = annotationsOf(text);
      const patch = JSON.stringify({ metadata: { annotations } });
      await mustKubectl(cluster, [
        ...['patch', 'lease', 'reconciler', '-n', namespace, '--type=merge', `--patch=${patch}`],
      ]);
    }
  });
});

function annotationsOf(text: string): Readonly<Record<string, string>> {
  const record = hostile(1, text);
  return {
    'kubectl-lease.github.io/operation': formatNote(
      noteOf({ operator: text, reason: text, ticket: text }),
    ),
    'kubectl-lease.github.io/record': formatRecords(Array.from({ length: 12 }, () => record)),
  };
}
