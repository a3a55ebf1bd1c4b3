// The invariants catch what they are there to catch: sequences of writes, kept and broken.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { brokenByWrites, type Allowed } from './invariants.ts';
import { writesIn, type LeaseWrite } from './lease-writes.ts';

const NAME = 'reconciler';

interface Change {
  readonly spec?: object;
  readonly metadata?: object;
  readonly annotations?: object;
}

/** A Lease as a server answers it, held by "a" for the first time. */
const lease = ({ spec, metadata, annotations }: Change = {}) => ({
  kind: 'Lease',
  metadata: { name: NAME, uid: 'u1', resourceVersion: '10', annotations, ...metadata },
  spec: {
    holderIdentity: 'a',
    leaseDurationSeconds: 15,
    acquireTime: '2026-08-11T08:00:00.000000Z',
    leaseTransitions: 0,
    ...spec,
  },
});

interface Asked {
  readonly agent?: string;
  readonly verb?: string;
  readonly name?: string;
  readonly sent?: unknown;
  readonly code?: number;
  readonly query?: string;
  readonly left?: object;
}

const GUARDED = [{ op: 'test', path: '/spec/holderIdentity', value: 'a' }];

/** A line of an audit log. */
function line(version: number, asked: Asked): string {
  const { agent = 'kubectl-lease/v0', verb = 'patch', name = NAME, sent = GUARDED } = asked;
  const { code = 200, query = 'fieldManager=kubectl-lease', left = lease() } = asked;
  const { metadata, ...rest } = left as ReturnType<typeof lease>;
  return `${JSON.stringify({
    stage: 'ResponseComplete',
    verb,
    userAgent: agent,
    requestURI: `/apis/coordination.k8s.io/v1/namespaces/n/leases/${name}?${query}`,
    objectRef: { resource: 'leases', namespace: 'n', name },
    responseStatus: { code },
    requestObject: sent,
    responseObject: { ...rest, metadata: { ...metadata, resourceVersion: String(version) } },
    stageTimestamp: '2026-08-11T08:00:00.000000Z',
  })}\n`;
}

function broken(asked: readonly Asked[], allowed: Partial<Allowed> = {}): string[] {
  const created = { agent: 'manager/v1', verb: 'create', query: '' };
  const log = [created, ...asked].map((it, index) => line(10 + index, it)).join('');
  return brokenByWrites(writesIn(log, 'n'), { name: NAME, ...allowed });
}

const annotations = { 'kubectl-lease.github.io/operation-id': '00000001' };
const held = { holderIdentity: 'kubectl-lease/00000001', leaseDurationSeconds: 30 };
const fence = lease({ spec: { ...held, leaseTransitions: 1 }, annotations });
const released = lease({ spec: { holderIdentity: '', leaseTransitions: 1 }, annotations });
const renewal = { agent: 'manager/v1', verb: 'update', query: '' };

describe('the invariants of every write hold', () => {
  const kept: { title: string; asked: Asked[]; allowed?: Partial<Allowed> }[] = [
    { title: 'of a fence and its release', asked: [{ left: fence }, { left: released }] },
    {
      title: 'of a fence that was cleared and is put back',
      asked: [{ left: fence }, { ...renewal, left: released }, { left: fence }],
    },
    {
      title: 'of a test that there is nothing',
      asked: [{ left: fence, sent: [{ op: 'test', value: null }] }],
    },
    {
      title: 'of a patch on a resourceVersion',
      asked: [
        {
          left: lease({ spec: { holderIdentity: '' } }),
          sent: { metadata: { resourceVersion: '10' } },
        },
      ],
    },
    {
      title: 'of a dry run',
      asked: [{ left: fence, query: 'fieldManager=kubectl-lease&dryRun=All' }, { left: fence }],
    },
    {
      title: 'of a refused patch',
      asked: [{ code: 422, left: { kind: 'Status', metadata: {} } }, { left: fence }],
    },
    {
      title: 'of a holder that is taken away where its library needs that',
      asked: [
        { left: fence },
        { left: released, sent: [...GUARDED, { op: 'remove', path: '/spec/holderIdentity' }] },
      ],
      allowed: { removedHolder: true },
    },
    {
      title: 'of a later epoch of the same holder',
      asked: [
        { left: fence },
        { left: released },
        { ...renewal, left: lease({ spec: { leaseTransitions: 2 } }) },
        {
          left: lease({ spec: { holderIdentity: 'kubectl-lease/00000002', leaseTransitions: 3 } }),
        },
      ],
    },
  ];
  for (const { title, asked, allowed } of kept) {
    test(title, () => {
      assert.deepEqual(broken(asked, allowed), []);
    });
  }
});

describe('and are found broken', () => {
  const fenced = { left: fence };
  const cases: { title: string; asked: Asked[]; words: string[] }[] = [
    {
      title: 'by a PUT',
      asked: [{ ...fenced, verb: 'update' }],
      words: ['it sent a update of a Lease'],
    },
    { title: 'by a DELETE', asked: [{ verb: 'delete' }], words: ['it sent a delete of a Lease'] },
    { title: 'by another Lease', asked: [{ name: 'x' }], words: ['it wrote to the Lease x'] },
    { title: 'by another manager', asked: [{ ...fenced, query: '' }], words: ['field manager ""'] },
    {
      title: 'by a blind JSON patch',
      asked: [{ ...fenced, sent: [{ op: 'add' }] }],
      words: ['an unconditional patch: [{"op":"add"}]'],
    },
    {
      title: 'by a blind merge patch',
      asked: [{ ...fenced, sent: { spec: {} } }],
      words: ['an unconditional patch: {"spec":{}}'],
    },
    {
      title: 'by a null',
      asked: [{ ...fenced, sent: [...GUARDED, { value: { a: null } }] }],
      words: ['null in a patch: {"value":{"a":null}}'],
    },
    {
      title: 'by a holder that is taken away',
      asked: [
        fenced,
        { left: released, sent: [...GUARDED, { op: 'remove', path: '/spec/holderIdentity' }] },
      ],
      words: ['it took the holder away'],
    },
    {
      title: 'by a count that falls, whoever wrote it',
      asked: [fenced, { ...renewal, left: lease() }],
      words: ['transitions fell from 1 to 0'],
    },
    {
      title: 'by a fence that does not count',
      asked: [{ left: lease({ spec: { holderIdentity: 'kubectl-lease/00000001' } }) }],
      words: ['a fence counted 0'],
    },
    {
      title: 'by a release that counts',
      asked: [fenced, { left: lease({ spec: { holderIdentity: '', leaseTransitions: 2 } }) }],
      words: ['a write counted 1'],
    },
    {
      title: 'by a Lease made anew',
      asked: [{ ...renewal, left: lease({ metadata: { uid: 'u2' } }) }],
      words: ['the Lease is another: its uid changed'],
    },
    {
      title: 'by what is not ours to change',
      asked: [
        {
          left: lease({
            spec: { ...fence.spec, strategy: 'x' },
            metadata: { labels: { a: 'b' } },
            annotations: { 'kubectl-lease.github.io/operation-id': '1', theirs: '' },
          }),
        },
      ],
      words: ['it changed strategy', 'it changed labels', 'it changed theirs'],
    },
    {
      title: 'by a second release of one epoch',
      asked: [
        { left: lease({ spec: { holderIdentity: '' } }) },
        renewal,
        { left: lease({ spec: { holderIdentity: '' } }) },
      ],
      words: ['two fences or releases of one epoch succeeded'],
    },
  ];
  for (const { title, asked, words } of cases) {
    test(title, () => {
      assert.deepEqual(broken(asked), words);
    });
  }
});

test('a line that is still being written is left for later, and other namespaces are left out', () => {
  const whole = line(10, {});
  const names = (log: string) => writesIn(log, 'n').map(({ name }: LeaseWrite) => name);
  assert.deepEqual(names(whole + line(11, {}).slice(0, 40)), [NAME]);
  assert.deepEqual(names(whole.replaceAll('/n/', '/m/')), []);
});
