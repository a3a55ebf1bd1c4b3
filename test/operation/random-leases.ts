// Leases of chance: every field present or absent, every text as bad as a server accepts it.
import { GROUP, OPERATION, OPERATION_ID, RECORD } from '../../src/lease/fence.ts';
import type { RawObject } from '../../src/lease/lease.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import { HOSTILE_TEXTS } from '../lease/operations.ts';
import { NOW } from '../lease/leases.ts';
import type { Dice } from '../live/dice.ts';

const KEYS = [
  'a/b',
  'a~b',
  '~1',
  '~0/~1',
  'constructor',
  '__proto__',
  'x.y/z',
  OPERATION,
  RECORD,
] as const;
const TEXTS = [
  'a',
  '',
  'null',
  'kubectl-lease/3f2a91c4',
  ...HOSTILE_TEXTS.map((it) => it.slice(0, 40)),
] as const;

export function randomLease(dice: Dice): RawObject {
  const maybe = (key: string, value: unknown): RawObject =>
    dice.roll(10) < 7 ? { [key]: value } : {};
  const text = (): string => dice.pick(TEXTS);
  const time = (): string => formatMicroTime(NOW - dice.roll(1e6) * SECOND - 123456);
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      ...{ namespace: 'payments', name: 'reconciler', uid: `uid-${dice.roll(1e9)}` },
      ...{ resourceVersion: String(1 + dice.roll(1e9)), labels: { team: text() } },
      ...annotationsOf(dice, text),
    },
    spec: {
      ...maybe('holderIdentity', text()),
      ...maybe('leaseDurationSeconds', 1 + dice.roll(3600)),
      ...maybe('acquireTime', time()),
      ...maybe('renewTime', time()),
      ...maybe('leaseTransitions', dice.roll(1000)),
      ...maybe('strategy', 'OldestEmulationVersion'),
      ...maybe('preferredHolder', text()),
    },
  };
}

function annotationsOf(dice: Dice, text: () => string): RawObject {
  const kind = dice.roll(10);
  if (kind < 3) return {};
  if (kind < 4) return { annotations: {} };
  const foreign = KEYS.filter(() => dice.roll(10) < 4).map((key) => [key, text()]);
  const own = dice.roll(2) === 0 ? [[OPERATION_ID, dice.pick(['3f2a91c4', '00000000'])]] : [];
  return { annotations: Object.fromEntries([...foreign, ...own]) as RawObject };
}

/** Of a difference: an annotation that is ours to write. */
export const IS_OURS = new RegExp(`^annotation ${GROUP}/(operation|operation-id|record)$`);
