// What one audit event tells: every shape that a request on a Lease may have.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { occurrenceOn } from '../../src/audit/event.ts';
import { auditEvent, REF, START, storedLease, type EventOptions } from './events.ts';

const SPEC = { holderIdentity: 'a', leaseDurationSeconds: 15, leaseTransitions: 3 };

describe('an audit event', () => {
  const asked: [title: string, options: Partial<EventOptions>, expected: unknown][] = [
    [
      'of an update asks for the whole spec',
      { asked: { spec: SPEC } },
      { holder: 'a', transitions: 3 },
    ],
    [
      'of a merge patch asks for what it names',
      { verb: 'patch', asked: { spec: { holderIdentity: '' } } },
      { holder: '' },
    ],
    [
      'of a merge patch that removes the holder asks for nobody',
      { verb: 'patch', asked: { spec: { holderIdentity: null } } },
      { holder: '' },
    ],
    [
      'of a patch beside the spec asks for none of it',
      { verb: 'patch', asked: { metadata: { annotations: { a: 'b' } } } },
      {},
    ],
    [
      'of a JSON patch asks for what its operations set',
      {
        verb: 'patch',
        asked: [
          { op: 'test', path: '/spec/leaseTransitions', value: 3 },
          { op: 'replace', path: '/spec/holderIdentity', value: 'b' },
          { op: 'add', path: '/spec/leaseTransitions', value: 4 },
          { op: 'remove', path: '/spec/preferredHolder' },
        ],
      },
      { holder: 'b', transitions: 4, preferredHolder: undefined },
    ],
    [
      'of a JSON patch of the whole spec asks for all of it',
      { verb: 'patch', asked: [{ op: 'replace', path: '/spec', value: { holderIdentity: 'b' } }] },
      { holder: 'b' },
    ],
    ['of a JSON patch that is none asks for nothing', { verb: 'patch', asked: ['x', null, 7] }, {}],
    ['without a body asks for what is not known', { level: 'Metadata' }, undefined],
    [
      'whose body was left out for its size too',
      { asked: 'skipped-too-big-size-object' },
      undefined,
    ],
  ];
  for (const [title, options, expected] of asked) {
    test(title, () => {
      const found = occurrenceOn(auditEvent({ at: 1, ...options }), REF);
      assert.ok(found);
      const given = found.request.asked as Record<string, unknown> | undefined;
      if (expected === undefined) assert.equal(given, undefined);
      else assert.deepEqual({ ...given, ...(expected as object) }, given);
      if (options.verb === 'patch') assert.deepEqual(given, expected);
    });
  }

  test('tells the stored Lease, its versions and its moment', () => {
    const stored = storedLease(SPEC, { version: 12 });
    const found = occurrenceOn(auditEvent({ at: 1.25, stored, on: 11 }), REF);
    assert.equal(found?.request.left?.holder, 'a');
    assert.deepEqual([found.on, found.made, found.at], [11, 12, START + 1_250_000]);
  });

  test('tells who asked: Pod, user, impersonator, program', () => {
    const byPod = occurrenceOn(auditEvent({ at: 1, pod: 'x-1', podUid: 'u' }), REF)?.request.by;
    assert.deepEqual(
      [byPod?.pod, byPod?.podUid, byPod?.node, byPod?.agent, byPod?.impersonatedBy],
      ['x-1', 'u', 'worker-1', 'manager', undefined],
    );
    const byBob = occurrenceOn(
      auditEvent({ at: 1, as: 'bob', manager: 'kubectl-patch', user: 'root' }),
      REF,
    )?.request.by;
    assert.deepEqual(
      [byBob?.user, byBob?.impersonatedBy, byBob?.manager, byBob?.address],
      ['bob', 'root', 'kubectl-patch', '192.0.2.7'],
    );
  });

  test('does not take the impersonator’s Pod for that of the impersonated', () => {
    const by = occurrenceOn(auditEvent({ at: 1, pod: 'x-1', as: 'bob' }), REF)?.request.by;
    assert.deepEqual([by?.user, by?.pod], ['bob', undefined]);
  });

  const concerns: [title: string, options: Partial<EventOptions>, expected: boolean][] = [
    ['of another Lease does not concern it', { name: 'other' }, false],
    [
      'of another namespace does not',
      {
        more: {
          objectRef: {
            resource: 'leases',
            apiGroup: 'coordination.k8s.io',
            namespace: 'x',
            name: 'reconciler',
          },
        },
      },
      false,
    ],
    [
      'of another API group’s leases does not',
      {
        more: {
          objectRef: {
            resource: 'leases',
            apiGroup: 'example.com',
            namespace: 'payments',
            name: 'reconciler',
          },
        },
      },
      false,
    ],
    ['of another stage does not', { more: { stage: 'RequestReceived' } }, false],
    ['of a watch does not', { verb: 'watch' }, false],
    ['of a read by name does: its reader was awake', { verb: 'get' }, true],
    ['without a time does not', { more: { stageTimestamp: 'yesterday' } }, false],
    [
      'of a creation without a name in the reference is known by its body',
      { verb: 'create', name: '', asked: { metadata: { name: 'reconciler' }, spec: {} } },
      true,
    ],
    [
      'of a creation whose name is nowhere is not',
      { verb: 'create', name: '', level: 'Metadata' },
      false,
    ],
    [
      'of a deleted collection may',
      { verb: 'deletecollection', name: '', level: 'Metadata' },
      true,
    ],
    [
      'of a deleted collection that was answered without it does not',
      {
        verb: 'deletecollection',
        name: '',
        stored: { kind: 'LeaseList', items: [{ metadata: { name: 'x' } }] },
      },
      false,
    ],
    ['without any field does not', { more: { objectRef: null, user: null, verb: 7 } }, false],
    [
      'with fields of wrong types is read as far as it goes',
      { more: { user: 7, sourceIPs: {}, userAgent: [], responseStatus: 'x', requestURI: null } },
      true,
    ],
  ];
  for (const [title, options, expected] of concerns) {
    test(title, () => {
      assert.equal(occurrenceOn(auditEvent({ at: 1, ...options }), REF) !== undefined, expected);
    });
  }
});
