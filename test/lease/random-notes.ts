// Notes made by chance, of fields that are right, wrong, absent, or another's.
import { formatNote } from '../../src/lease/operation-note.ts';
import { honest } from './fenced-scene.ts';

const VALUES: readonly unknown[] = [
  ...[undefined, null, true, false, 0, -1, 0.1, 1, 15, 1e9, 2 ** 31, 1e308, '', 'x', '7'],
  ...[[], [1], {}, { namespace: 'bank', name: 'vault-7d9c5b6f4d-x2k8p', uid: 'uid-of-vault' }],
  ...[
    'evict',
    'wait',
    'release',
    'step-down',
    'java',
    'fabric8',
    'kubert',
    'unmeasured',
    '3f2a91c4',
  ],
  ...['1970-01-01T00:00:00Z', '2026-11-25T03:00:00.000000Z', '2999-01-01T00:00:00Z'],
  ...['vault-7d9c5b6f4d-x2k8p', 'worker-7d9c5b6f4d-x2k8p', 'kube-apiserver-cp-1', 'worker-1'],
  ...['74b9fa94-33c1-481b-bd15-f159ceb3a089', 'kubectl-lease/3f2a91c4', 'uid-of-vault'],
];

/** Mulberry32: the same seed makes the same note. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function randomNote(seed: number): string {
  const next = chance(seed);
  const pod = { ref: { namespace: 'payments', name: 'x' }, uid: 'u', containers: ['c'] };
  const former = { skew: 0, survives: false, renewedAt: undefined };
  const note: unknown = JSON.parse(formatNote(honest({ pod, former })));
  return JSON.stringify(changed(note, next));
}

/** One field of four is another's value. */
function changed(value: unknown, next: () => number): unknown {
  if (next() < 0.25) return VALUES[Math.floor(next() * VALUES.length)];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, changed(it, next)]));
}
