// Notes that lie, each in the annotation of a fence: as text, because a forger is bound by no type.
import { honest } from './fenced-scene.ts';
import { formatNote } from '../../src/lease/operation-note.ts';
import type { RawObject } from '../../src/lease/lease.ts';

export interface HostileNote {
  readonly title: string;
  readonly note: string | null;
}

const HONEST = JSON.parse(formatNote(honest())) as RawObject;
const VICTIM = { namespace: 'bank', name: 'vault-7d9c5b6f4d-x2k8p', uid: 'uid-of-vault' };
const SYSTEM = { namespace: 'kube-system', name: 'coredns-7d9c5b6f4d-x2k8p', uid: 'uid-of-dns' };
const STATIC = { namespace: 'kube-system', name: 'kube-apiserver-cp-1', uid: 'uid-of-mirror' };

const with_ = (title: string, changes: RawObject): HostileNote => ({
  title,
  note: JSON.stringify({ ...HONEST, ...changes }),
});
const former = (holder: unknown, more: RawObject = {}): RawObject => ({
  before: { ...(HONEST['before'] as RawObject), holder, ...more },
});
const evicts = (pod: RawObject): RawObject => ({
  ...{ speed: 'evict', pod: { ...pod, containers: ['containerd://A1'] } },
  ...former(`${String(pod['name'])}_74b9fa94-33c1-481b-bd15-f159ceb3a089`),
});

/** Each value stands in each numeric field in turn. */
const NUMBERS: readonly (readonly [string, unknown])[] = [
  ['0', 0],
  ['negative', -1],
  ['tiny', 1e-9],
  ['1e9', 1e9],
  ['more than int32', 2 ** 31],
  ['1e308', 1e308],
  ['text', '1'],
  ['null', null],
  ['a list', [1]],
  ['an object', { valueOf: 1 }],
];
const FIELDS = ['termSeconds', 'intervalSeconds', 'boundSeconds', 'renewSeconds'];

export const HOSTILE_NOTES: readonly HostileNote[] = [
  { title: 'no note', note: null },
  { title: 'an empty note', note: '' },
  { title: 'no JSON', note: '{' },
  { title: 'a list', note: '[]' },
  { title: 'null', note: 'null' },
  { title: 'a number that is none', note: '{"boundSeconds":NaN}' },
  { title: 'a note of 3 MB', note: JSON.stringify({ ...HONEST, x: 'x'.repeat(3_000_000) }) },
  { title: 'brackets, 200,000 deep', note: '['.repeat(200_000) },
  { title: 'objects, 5,000 deep', note: `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}` },
  with_('a key named __proto__', { ['__proto__']: { speed: 'evict' } }),
  with_('the id of another operation', { id: '00000000' }),
  with_('an id that is no id', { id: '../../x' }),
  with_('a Pod in another namespace', evicts(VICTIM)),
  with_('a Pod in another namespace, as the identity alone', former(VICTIM.name)),
  with_('a Pod in kube-system', evicts(SYSTEM)),
  with_('a static Pod', evicts(STATIC)),
  with_('a Pod of the same name with another uid', {
    pod: { ...(HONEST['pod'] as RawObject), namespace: 'payments', name: 'x', uid: 'another' },
  }),
  with_('a Pod whose uid is the victim', {
    pod: { namespace: 'payments', name: 'x', uid: VICTIM.uid, containers: [] },
  }),
  with_('the speed evict', { speed: 'evict' }),
  with_('a speed that there is none of', { speed: 'now' }),
  with_('a hundred thousand containers', {
    pod: { ...VICTIM, containers: Array.from({ length: 1000 }, (_, at) => `c${at}`) },
  }),
  with_('a former holder that is a fence', former('kubectl-lease/00000000')),
  with_('a former holder that is this fence', former('kubectl-lease/3f2a91c4')),
  with_('a former holder of 8 KiB', former('x'.repeat(8192))),
  with_('a former holder of control characters', former('a\u0000\u001b[2J\nerror: b')),
  with_('a former holder of the wrong type', former({ name: 'x' })),
  with_('no former holder', former('')),
  with_('a former holder that is a node', former('worker-1')),
  with_('a former holder that is an uid', former('74b9fa94-33c1-481b-bd15-f159ceb3a089')),
  with_('a former holder that never led', former('ghost-5dd487bb7b-zzzzz_x')),
  with_(
    'an acquisition in the future',
    former(VICTIM.name, { acquireTime: '2999-01-01T00:00:00Z' }),
  ),
  with_('an acquisition long ago', former(VICTIM.name, { acquireTime: '1970-01-01T00:00:00Z' })),
  with_('a Lease of another uid', former(VICTIM.name, { uid: 'uid-9', transitions: 99 })),
  with_('written in the future', { at: '2999-01-01T00:00:00.000000Z' }),
  with_('written a year ago, as one that is replayed', { at: '2025-11-25T00:00:00.000000Z' }),
  with_('written in 1970', { at: '1970-01-01T00:00:00.000000Z' }),
  with_('written in the year 10000', { at: '9999-12-31T23:59:59-23:59' }),
  with_('written at no time', { at: 'yesterday' }),
  with_('a process that did not outlive a restart', {
    former: { survives: false, skewSeconds: 0, renewedAt: '2026-11-25T02:59:59.000000Z' },
  }),
  with_('a clock that is wrong by 1e9 s', { former: { survives: false, skewSeconds: 1e9 } }),
  with_('the library that stops at once', { elector: 'fabric8', boundSeconds: 0.1 }),
  with_('the library that only absence frees', { elector: 'java', boundSeconds: 0.1 }),
  with_('a library that there is none of', { elector: 'constructor', boundSeconds: 1 }),
  with_('two fences in turn', { adopted: '00000000', at: '2026-11-25T02:00:00.000000Z' }),
  with_('a hand-over', { plan: 'hand-over', asked: 'victim' }),
  with_('a release', { plan: 'release', boundSeconds: 0.1 }),
  with_('a plan that there is none of', { plan: 'delete' }),
  with_('no operator', { operator: undefined }),
  with_('an operator of the wrong type', { operator: 7 }),
  ...FIELDS.flatMap((field) =>
    NUMBERS.map(([what, value]) => with_(`${field} is ${what}`, { [field]: value })),
  ),
];
