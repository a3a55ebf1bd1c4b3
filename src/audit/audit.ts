// Reads audit logs once, from beginning to end, for what they tell of one Lease.
import { failure } from '../errors.ts';
import { limitsFrom, type Limits } from '../limits.ts';
import type { AuditTrail } from '../lease/audit-trail.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { gatherer, type LogTally } from './gather.ts';
import { readLines, type Chunks } from './log.ts';

/**
 * `paths` in any order, `-` is standard input; what two of them hold both is held once. The memory
 * that it takes grows with the requests on this Lease alone. Throws a Failure where a log cannot be
 * read or is none.
 */
export async function readAuditLogs(
  paths: readonly string[],
  ref: LeaseRef,
  stdin: Chunks,
  limits: Limits = limitsFrom(process.env),
): Promise<AuditTrail> {
  if (paths.filter((path) => path === '-').length > 1)
    throw failure('standard input can be read once: --audit-log - was given twice');
  const gathering = gatherer(ref, limits);
  const cut: { log: string; why: string }[] = [];
  for (const path of paths) {
    const log = path === '-' ? 'standard input' : path;
    const { tally, take } = gathering.begin(log);
    const why = await readLines({ path, log, stdin }, limits, take);
    if (why !== undefined) cut.push({ log, why });
    refuseOtherFiles(tally, why);
  }
  return gathering.trail(cut);
}

/** A log that was just rotated is empty, and says so by being it. */
function refuseOtherFiles({ name, lines, events }: LogTally, cut: string | undefined): void {
  if (events > 0 || (lines === 0 && cut === undefined)) return;
  throw failure(`${name} holds no audit event`, {
    hint: 'An audit log has one audit.k8s.io/v1 Event in JSON on each line, as kube-apiserver --audit-log-path writes it; what wraps such lines, as cloud providers do, has to be taken off before.',
  });
}
