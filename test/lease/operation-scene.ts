// A step-down as an audit log, a Lease and an Event tell of it, for tests of timelines.
import type { Lease, RawObject } from '../../src/lease/lease.ts';
import { operationEvent } from '../../src/lease/operation-event.ts';
import { formatNote, type OperationNote } from '../../src/lease/operation-note.ts';
import { formatRecords, type OperationRecord } from '../../src/lease/operation-record.ts';
import { REF } from '../audit/events.ts';
import { leaseOf, type Stamp } from './told-lease.ts';
import { moment, renewed, wrote } from './told.ts';

export const GROUP = 'kubectl-lease.github.io';
export const FENCE = 'kubectl-lease/3f2a91c4';
export const OURS = {
  user: 'alice',
  agent: 'kubectl-lease',
  manager: 'kubectl-lease',
  verb: 'patch',
};
export const A = { holder: 'a', acquired: 0, transitions: 0 };
export const F = { holder: FENCE, acquired: 100, transitions: 1, term: 30 };
export const B = { holder: 'b', acquired: 104.6, transitions: 2 };

/** As a step-down is logged: fence, renewal of it, release, the next leader, our record. */
export const LOGGED = [
  wrote(0, A, { verb: 'create', code: 201 }),
  ...renewed(2, 98, A),
  wrote(100.2, F, OURS),
  wrote(103.2, F, OURS),
  wrote(103.8, { ...F, holder: '', term: 1 }, OURS),
  wrote(104.7, B),
  wrote(106.7, B),
  wrote(108.8, B, OURS),
  wrote(108.9, B),
];

export const FIRST = '0 acquired a <audit> first';

export function marked(
  records: readonly OperationRecord[],
  spec: RawObject = {},
  stamps: readonly Stamp[] = [],
): Lease {
  const annotations = { [`${GROUP}/record`]: formatRecords(records) };
  return leaseOf({ ...NOW_B, ...spec }, [...STAMPED, ...stamps], { annotations });
}

export const NOW_B = {
  ...{ holderIdentity: 'b', acquireTime: moment(104.6), renewTime: moment(200) },
  leaseTransitions: 2,
};
export const STAMPED: readonly Stamp[] = [{ manager: 'b', at: 200 }];
/** What kubectl-lease owns once the next leader has taken the rest: annotations. */
export const RECORDED: Stamp = { manager: 'kubectl-lease', at: 108.7, fields: [] };

export function noted(note: OperationNote, spec: RawObject, stamps: readonly Stamp[]): Lease {
  const annotations = { [`${GROUP}/operation`]: formatNote(note) };
  return leaseOf(spec, stamps, { annotations });
}

export const LEFT = {
  ...{ holderIdentity: FENCE, acquireTime: moment(100), renewTime: moment(103) },
  ...{ leaseTransitions: 1, leaseDurationSeconds: 30 },
};
export const FENCED: readonly Stamp[] = [{ manager: 'kubectl-lease', at: 103 }];

export function eventOf(record: OperationRecord, uid = 'uid-1'): RawObject {
  return operationEvent({ ...REF, uid }, record);
}
