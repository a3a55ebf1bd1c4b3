// The token by which a runbook confirms a plan: what makes another of it, and what does not.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { UNMEASURED } from '../../src/lease/electors.ts';
import type { OperationNote } from '../../src/lease/operation-note.ts';
import type { Adopted, Change } from '../../src/lease/stepdown.ts';
import { tokenOf } from '../../src/operation/token.ts';
import { noteOf } from '../lease/operations.ts';
import { leaseOf, planFor, POD } from './plans.ts';

const PLAN = planFor(leaseOf(), { pod: POD });
const { epoch } = PLAN;

const ADOPTED: Adopted = { id: '3f2a91c4', note: noteOf(), renewedAt: 7, manager: 'kubectl-lease' };
const noted = (changes: Partial<OperationNote>): Adopted => ({
  ...ADOPTED,
  note: noteOf(changes),
});

const OTHERS: Readonly<Record<string, Partial<Change>>> = {
  'another action': { action: 'release' },
  'another speed': { speed: 'evict' },
  'another holder': { epoch: { ...epoch, holder: 'new' } },
  'a Lease made anew': { epoch: { ...epoch, uid: 'uid-2' } },
  'another acquisition': { epoch: { ...epoch, acquireTime: 7 } },
  'an acquireTime that is gone': { epoch: { ...epoch, acquireTime: undefined } },
  'another transition': { epoch: { ...epoch, transitions: 4 } },
  'transitions that are gone': { epoch: { ...epoch, transitions: undefined } },
  'another row': { elector: { elector: UNMEASURED, confidence: 'likely', why: '' } },
  'no row': { elector: undefined },
  'no Pod': { pod: undefined },
  'another Pod of that name': { pod: { ...POD, uid: 'pod-2' } },
  'a restarted container': { pod: { ...POD, containers: ['containerd://A2'] } },
  'another container beside it': {
    pod: { ...POD, containers: [...POD.containers, 'containerd://B1'] },
  },
  'no container that runs': { pod: { ...POD, containers: [] } },
  'another candidate': { asked: 'b' },
  'a fence to take over': { adopts: ADOPTED },
  'a fence that says nothing of itself': { adopts: { ...ADOPTED, note: undefined } },
  'a fence that somebody may renew': { adopts: { ...ADOPTED, renewedAt: undefined } },
  'another fence': { adopts: { ...ADOPTED, id: '00000000' } },
  'another operator in its note': { adopts: noted({ operator: 'mallory' }) },
  'another reason in its note': { adopts: noted({ reason: 'another' }) },
  'another former holder in its note': { adopts: noted({ before: { ...epoch, holder: 'b' } }) },
  'a Pod of the same uid in another namespace': {
    pod: { ...POD, ref: { ...POD.ref, namespace: 'other' } },
  },
};

const SAME: Readonly<Record<string, Partial<Change>>> = {
  'another rhythm of renewals': { interval: 2.1, bound: 20.2, evictAfter: 3.1 },
  'other seconds': { unled: [0, 7], leaderIn: [3, 9], patience: 30 },
  'a renewal meanwhile': { resourceVersion: '1001', former: { ...PLAN.former, renewedAt: 7 } },
  'other words': { notPromised: ['that it ends'], podWhy: 'for another reason' },
};

describe('the token of a plan', () => {
  test('is twelve digits that a shell leaves alone', () => {
    assert.match(tokenOf(PLAN), /^[0-9a-f]{12}$/);
  });

  test('differs from that of every other plan', () => {
    const tokens = [PLAN, ...Object.values(OTHERS).map((it) => ({ ...PLAN, ...it }))].map(tokenOf);
    assert.equal(new Set(tokens).size, 1 + Object.keys(OTHERS).length);
  });

  for (const [title, changes] of Object.entries(OTHERS)) {
    test(`${title} makes another`, () => {
      assert.notEqual(tokenOf({ ...PLAN, ...changes }), tokenOf(PLAN));
    });
  }

  for (const [title, changes] of Object.entries(SAME)) {
    test(`${title} makes no other`, () => {
      assert.equal(tokenOf({ ...PLAN, ...changes }), tokenOf(PLAN));
    });
  }

  test('what two texts are made of does not run together', () => {
    const named = (holder: string, row: string): string =>
      tokenOf({
        ...{ ...PLAN, epoch: { ...epoch, uid: row, holder } },
      });
    assert.notEqual(named('a', 'b","c'), named('c","a', 'b'));
  });
});
