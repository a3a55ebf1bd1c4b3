// Every patch that an operation can send, with what each is made for and what it may write (data).
import { fenceHolder, OPERATION_ID } from '../../src/lease/fence.ts';
import { object, type RawObject } from '../../src/lease/lease.ts';
import type { Patch } from '../../src/operation/json-patch.ts';
import {
  fenceAgainPatch,
  fencePatch,
  preferPatch,
  recordPatch,
  releasePatch,
  renewPatch,
  unfencePatch,
} from '../../src/operation/patches.ts';
import { NOW } from '../lease/leases.ts';
import { noteOf, recordOf } from '../lease/operations.ts';

export const ID = '3f2a91c4';
export const NOTE = noteOf({ id: ID });
const ADOPTING = noteOf({ id: ID, adopted: '00000000' });
const TIMING = [
  'spec.holderIdentity',
  'spec.leaseDurationSeconds',
  'spec.acquireTime',
  'spec.renewTime',
];

export interface Write {
  readonly title: string;
  readonly patch: (raw: RawObject) => Patch;
  /** What may differ afterwards beside our annotations (I6). */
  readonly writes: readonly string[];
  readonly removes?: readonly string[];
  /** What it is made for: made for all others, it is refused. */
  readonly made: (raw: RawObject) => RawObject;
}

const uidOf = (raw: RawObject): string => String(object(raw['metadata'])['uid']);
export const held = (raw: RawObject): RawObject => withSpec(raw, { holderIdentity: 'old' });
const fenced = (raw: RawObject): RawObject =>
  withSpec(annotated(raw, ID), { holderIdentity: fenceHolder(ID) });
const cleared = (raw: RawObject): RawObject => withSpec(annotated(raw, ID), { holderIdentity: '' });

export const WRITES: readonly Write[] = [
  {
    title: 'the fence',
    patch: (raw) => fencePatch(raw, NOTE, 30, NOW),
    writes: [...TIMING, 'spec.leaseTransitions'],
    made: held,
  },
  {
    title: 'the fence that takes over a dead one',
    patch: (raw) => fencePatch(raw, ADOPTING, 30, NOW),
    writes: TIMING,
    made: held,
  },
  {
    title: 'the fence put back',
    patch: (raw) => fenceAgainPatch(raw, ID, 30, NOW),
    writes: TIMING,
    made: cleared,
  },
  {
    title: 'its renewal',
    patch: (raw) => renewPatch(raw, ID, NOW),
    writes: ['spec.renewTime'],
    made: fenced,
  },
  {
    title: 'its release',
    patch: (raw) => unfencePatch(uidOf(raw), ID, NOW, false),
    writes: TIMING,
    made: fenced,
  },
  {
    title: 'its release for the official Java client',
    patch: (raw) => unfencePatch(uidOf(raw), ID, NOW, true),
    writes: ['spec.holderIdentity'],
    removes: ['/spec/holderIdentity'],
    made: fenced,
  },
  {
    title: 'the release of a silent holder',
    patch: (raw) => releasePatch(raw, NOTE, NOW, false),
    writes: TIMING,
    made: held,
  },
  {
    title: 'the same for the official Java client',
    patch: (raw) => releasePatch(raw, NOTE, NOW, true),
    writes: ['spec.holderIdentity'],
    removes: ['/spec/holderIdentity'],
    made: held,
  },
  {
    title: 'the wish of a hand-over',
    patch: (raw) => preferPatch(raw, NOTE, 'b/~"\u0000'),
    writes: ['spec.preferredHolder'],
    made: (raw) => withSpec(held(raw), { strategy: 'OldestEmulationVersion' }),
  },
  {
    title: 'the record',
    patch: (raw) => recordPatch(raw, ID, [recordOf()]),
    writes: [],
    removes: ['/metadata/annotations/kubectl-lease.github.io~1operation'],
    made: (raw) => annotated(raw, ID),
  },
];

export function withSpec(raw: RawObject, spec: RawObject): RawObject {
  return { ...raw, spec: { ...object(raw['spec']), ...spec } };
}

function annotated(raw: RawObject, id: string): RawObject {
  const metadata = object(raw['metadata']);
  const annotations = { ...object(metadata['annotations']), [OPERATION_ID]: id };
  return { ...raw, metadata: { ...metadata, annotations } };
}
