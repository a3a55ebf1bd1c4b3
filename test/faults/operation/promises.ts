// What holds after every run, whatever was done to it: by the log of the server, and what it keeps.
import { OPERATION_ID } from '../../../src/lease/fence.ts';
import { leaseFrom, object } from '../../../src/lease/lease.ts';
import { operationsIn } from '../../../src/lease/operation-record.ts';
import { brokenByWrites } from '../../campaign/invariants.ts';
import { isOurs, succeeded, writesIn, type LeaseWrite } from '../../campaign/lease-writes.ts';
import { brokenByText } from '../../campaign/streams.ts';
import { CODES } from '../../campaign/words.ts';
import type { Outcome } from '../../program.ts';
import { TOKEN, type Stage, type StepDown } from './play.ts';
import { LEASE, NAMESPACE } from './world.ts';

/** In words; none is as it should be. */
export function brokenBy(
  { world, electors }: Stage,
  came: Outcome,
  document: StepDown | undefined,
): string[] {
  const logs = world.logs.map((log) => writesIn(log.join(''), NAMESPACE));
  const writes = logs.flat().filter((write) => isOurs(write) && succeeded(write));
  const { stoppedAt = Infinity, tookAt = Infinity } = electors;
  return [
    ...logs.flatMap((log) => brokenByWrites(log, { name: LEASE })),
    ...brokenByText(came.stdout + came.stderr, [TOKEN]),
    ...(tookAt < stoppedAt && tookAt !== Infinity ? ['two leaders'] : []),
    ...(document === undefined ? [] : brokenByDocument(document, writes, came)),
    ...(document === undefined ? [] : brokenByRecord(document, world)),
  ];
}

/** Outcomes after which something is known to be written. */
const WRITTEN: ReadonlySet<string> = new Set([
  'led',
  'restarted',
  'unled',
  'returned',
  'overtaken',
]);

function brokenByDocument(
  { operationId = '', outcome }: StepDown,
  writes: readonly LeaseWrite[],
  { code }: Outcome,
): string[] {
  const word = outcome?.word;
  const wrote = writes.some(
    ({ left }) => leaseFrom(left).annotations.get(OPERATION_ID) === operationId,
  );
  if (word === undefined) return writes.length > 0 ? ['a plan alone wrote something'] : [];
  return [
    ...(CODES.get(word) === code ? [] : [`exit code ${code} for the outcome ${word}`]),
    ...(word === 'unknown' || WRITTEN.has(word) === wrote
      ? []
      : [`outcome ${word}, and it wrote ${wrote ? 'something' : 'nothing'}`]),
  ];
}

/** What is said to be recorded is there, and nothing else is. */
function brokenByRecord(
  { operationId = '', recorded, outcome }: StepDown,
  { events, lease }: Stage['world'],
): string[] {
  const event = events.has(`${LEASE}.${operationId}`);
  const ended = lease.raw ? operationsIn(leaseFrom(lease.raw)).ended : [];
  const entry = ended.find(({ id }) => id === operationId);
  const said = object(recorded);
  return [
    ...(event === (said['event'] === true) ? [] : [`an Event ${event ? 'is' : 'is not'} there`]),
    ...((entry !== undefined) === (said['lease'] === true)
      ? []
      : [`a record ${entry ? 'is' : 'is not'} in the Lease`]),
    ...(entry === undefined || entry.outcome === outcome?.word
      ? []
      : [`recorded as ${entry.outcome}`]),
  ];
}
