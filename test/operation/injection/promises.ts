// What holds of every operation, whatever strikes it, in words; none is as it should be.
import { Failure } from '../../../src/errors.ts';
import { leaseFrom, object, type RawObject } from '../../../src/lease/lease.ts';
import { outcomeInWords, EXIT_OF } from '../../../src/view/outcome-words.ts';
import { brokenByWrites } from '../../campaign/invariants.ts';
import type { LeaseWrite } from '../../campaign/lease-writes.ts';
import { ID } from '../plans.ts';
import { REF } from '../store.ts';
import type { Ran } from './running.ts';

export const FINISH = 'kubectl lease force-release --context prod -n payments reconciler';

/** `isDefect`: something of ours is broken; undefined where it may be, or may not. */
export function brokenIn(ran: Ran, isDefect: boolean | undefined): string[] {
  const { executed, defects, store, writes, ledger } = ran;
  const { stoppedAt = Infinity, tookAt = Infinity } = ledger;
  const late = store.log.slice(writes).filter(({ by }) => by === 'us');
  return [
    ...(executed === 'hangs' ? ['it never ends'] : []),
    ...brokenByWrites(writesOf(ran), { name: REF.name }),
    ...(tookAt < stoppedAt ? [`two leaders: from ${tookAt} to ${stoppedAt}`] : []),
    ...late.map(({ raw }) => `written after its end: ${JSON.stringify(raw['spec'])}`),
    ...(isDefect === true && ran.isHit && defects.length === 0
      ? ['the defect is not reported']
      : []),
    ...(isDefect !== false
      ? []
      : defects.map(
          (it) =>
            `a defect: ${String((it as Error).stack)
              .split('\n')
              .slice(0, 4)
              .join(' ')}`,
        )),
    ...brokenByEnd(ran),
  ];
}

function brokenByEnd(ran: Ran): string[] {
  const { executed } = ran;
  const wrote = ran.sent.length > 0;
  if (executed === 'hangs') return [];
  if ('thrown' in executed) {
    const { thrown } = executed;
    const isSaid = thrown instanceof Failure && !wrote;
    return isSaid
      ? []
      : [
          `thrown: ${thrown instanceof Error ? String(thrown.stack).split('\n').slice(0, 4).join(' ') : 'nothing'}`,
        ];
  }
  const { result, recorded } = executed;
  const { outcome } = result;
  const about = (command: string) => `kubectl lease ${command}`;
  const { sentence, next = '' } = outcomeInWords(ran.course.plan, ID, result, {
    about,
    finish: FINISH,
  });
  const isUnwritten = EXIT_OF[outcome] === 3 || EXIT_OF[outcome] === 4;
  const isLeft = ran.isLeft || (outcome === 'unknown' && result.fencedUntil !== undefined);
  const names =
    sentence.includes(`kubectl-lease/${ID}`) &&
    /expires by itself by \d\d:\d\d:\d\d UTC/.test(sentence) &&
    next.includes(FINISH);
  return [
    ...(!wrote && !isUnwritten && outcome !== 'unknown'
      ? [`${outcome}, and it wrote nothing`]
      : []),
    ...(isUnwritten && wrote ? [`${outcome}, and it wrote`] : []),
    ...(isLeft && !names ? [`a silent fence: ${outcome}: ${sentence} ${next}`] : []),
    ...(ran.isLeft && ![5, 6].includes(EXIT_OF[outcome]) ? [`a fence, and ${outcome}`] : []),
    ...(EXIT_OF[outcome] === 0 && !isLed(ran) ? [`${outcome}, and nobody renewed twice`] : []),
    ...(result.releasedAt !== undefined && !isFreed(ran) ? ['released, and nobody freed it'] : []),
    ...(wrote && outcome !== 'unknown' && recorded === undefined ? ['it is not recorded'] : []),
  ];
}

/**
 * The Lease had no holder at some moment of the operation. Where the answer of the release was lost, a
 * candidate that took the expired fence looks like one that took the free Lease.
 */
function isFreed({ course, store, writes }: Ran): boolean {
  const holders = store.log.slice(0, writes).map(({ raw }) => leaseFrom(raw).holderIdentity ?? '');
  const isTaken = holders.lastIndexOf(`kubectl-lease/${ID}`) < holders.length - 1;
  return holders.includes('') || (course.plan.action === 'step-down' && isTaken);
}

/** Whoever holds the Lease after it has renewed it twice before the operation ended. */
function isLed({ store, writes }: Ran): boolean {
  const leases = store.log.slice(0, writes).map(({ raw }) => leaseFrom(raw));
  const holder = leases.at(-1)?.holderIdentity ?? '';
  const stint = leases.slice(leases.findLastIndex((it) => it.holderIdentity !== holder) + 1);
  const times = new Set(stint.map(({ renewTime }) => renewTime));
  return holder !== '' && !holder.startsWith('kubectl-lease/') && times.size >= 3;
}

/** As an audit log tells them. */
function writesOf({ course, store, sent }: Ran): LeaseWrite[] {
  const patches = [...sent];
  const write = (left: RawObject, by: string): LeaseWrite => {
    const patch = by === 'us' ? patches.shift() : undefined;
    return {
      ...{ at: 0, verb: 'patch', name: REF.name, code: 200, dryRun: false, left: object(left) },
      userAgent: by === 'us' ? 'kubectl-lease/v1' : by,
      fieldManager: by === 'us' ? 'kubectl-lease' : by,
      sent: patch?.type === 'json' ? patch.ops : patch?.body,
    };
  };
  return [write(course.lease, 'maker'), ...store.log.map(({ by, raw }) => write(raw, by))];
}
