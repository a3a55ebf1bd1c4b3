// What holds in every run of force-release, whatever happens in it: checked from the audit log alone.
import { epochOf, isSameEpoch } from '../../src/lease/epoch.ts';
import { fenceId, OPERATION_ID } from '../../src/lease/fence.ts';
import { leaseFrom, object, text, type Lease, type RawObject } from '../../src/lease/lease.ts';
import { isOurs, succeeded, type LeaseWrite } from './lease-writes.ts';

export interface Allowed {
  /** The Lease that was named. */
  readonly name: string;
  /** For electors of the official Java client alone: a release that takes the holder away. */
  readonly removedHolder?: boolean;
}

/**
 * The promises that these writes break, in words; none is as it should be.
 * @param writes All writes since the Lease was created, by whomever, in the server's order.
 */
export function brokenByWrites(writes: readonly LeaseWrite[], allowed: Allowed): string[] {
  const done = writes.filter((write) => succeeded(write) && write.name === allowed.name);
  return [
    ...writes.filter(isOurs).flatMap((write) => brokenByRequest(write, allowed)),
    ...brokenBySequence(done),
  ];
}

function brokenByRequest(write: LeaseWrite, { name, removedHolder = false }: Allowed): string[] {
  const { verb, fieldManager, sent } = write;
  return [
    ...(verb === 'patch' ? [] : [`it sent a ${verb} of a Lease`]),
    ...(write.name === name ? [] : [`it wrote to the Lease ${write.name}`]),
    ...(fieldManager === 'kubectl-lease' ? [] : [`field manager "${fieldManager}"`]),
    ...(isGuarded(sent) ? [] : [`an unconditional patch: ${JSON.stringify(sent)}`]),
    ...nullsIn(sent).map((it) => `null in a patch: ${JSON.stringify(it)}`),
    ...(removesHolder(sent) && !removedHolder ? ['it took the holder away'] : []),
  ];
}

function brokenBySequence(done: readonly LeaseWrite[]): string[] {
  const ended: Lease[] = [];
  return done.flatMap((write, index) => {
    const was = done[index - 1]?.left;
    if (was === undefined) return isOurs(write) ? ['it wrote to a Lease unseen before'] : [];
    const [before, after] = [leaseFrom(was), leaseFrom(write.left)];
    const broken = brokenByChange(before, after);
    if (!isOurs(write)) return broken;
    broken.push(...foreignChanges(was, write.left), ...brokenByCount(before, after));
    if (before.holderIdentity !== after.holderIdentity) {
      const again = ended.some((it) => isSameEpoch(epochOf(it), epochOf(before)));
      if (again) broken.push('two fences or releases of one epoch succeeded');
      ended.push(before);
    }
    return broken;
  });
}

function brokenByChange(before: Lease, after: Lease): string[] {
  const fell = (after.transitions ?? 0) < (before.transitions ?? 0);
  return [
    ...(fell ? [`transitions fell from ${before.transitions} to ${after.transitions ?? 0}`] : []),
    ...(before.uid === after.uid ? [] : ['the Lease is another: its uid changed']),
  ];
}

/** A fence counts one more, but for one that is put back or takes over another; nothing else that is ours counts. */
function brokenByCount(before: Lease, after: Lease): string[] {
  if (before.transitions === undefined) return [];
  const id = fenceId(after);
  const again = before.annotations.get(OPERATION_ID) === id || fenceId(before) !== undefined;
  const fenced = id !== undefined && !again;
  const more = (after.transitions ?? 0) - before.transitions;
  return more === (fenced ? 1 : 0) ? [] : [`a ${fenced ? 'fence' : 'write'} counted ${more}`];
}

const SPEC: ReadonlySet<string> = new Set([
  'holderIdentity',
  'leaseDurationSeconds',
  'acquireTime',
  'renewTime',
  'leaseTransitions',
  'preferredHolder',
]);
const METADATA: ReadonlySet<string> = new Set(['resourceVersion', 'managedFields', 'generation']);
const OURS = 'kubectl-lease.github.io/';

function foreignChanges(was: RawObject, is: RawObject): string[] {
  const metadata = (lease: RawObject) => object(lease['metadata']);
  const annotations = (lease: RawObject) => object(metadata(lease)['annotations']);
  return [
    ...differing(object(was['spec']), object(is['spec'])).filter((key) => !SPEC.has(key)),
    ...differing(metadata(was), metadata(is)).filter(
      (key) => !METADATA.has(key) && key !== 'annotations',
    ),
    ...differing(annotations(was), annotations(is)).filter((key) => !key.startsWith(OURS)),
  ].map((key) => `it changed ${key}`);
}

function differing(a: RawObject, b: RawObject): string[] {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].filter((key) => JSON.stringify(a[key]) !== JSON.stringify(b[key]));
}

/** By a `test`, or by the resourceVersion that was read. */
function isGuarded(sent: unknown): boolean {
  if (Array.isArray(sent)) return sent.some((it) => object(it)['op'] === 'test');
  return text(object(object(sent)['metadata'])['resourceVersion']) !== undefined;
}

/** What writes a null; a `test` for null asks that there is nothing, and writes nothing. */
function nullsIn(sent: unknown): unknown[] {
  if (!Array.isArray(sent)) return holdsNull(sent) ? [sent] : [];
  return sent.filter((it) => object(it)['op'] !== 'test' && holdsNull(it));
}

function holdsNull(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === 'object' && Object.values(value).some(holdsNull);
}

function removesHolder(sent: unknown): boolean {
  const holder = '/spec/holderIdentity';
  return (
    Array.isArray(sent) &&
    sent.map(object).some(({ op, path }) => op === 'remove' && path === holder)
  );
}
