// What really happened to Leases, by the API server's audit log, and what may rightly be said of them.
import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { StandingWord } from '../../src/lease/standing.ts';
import { parseTime, SECOND, type Micros } from '../../src/lease/time.ts';
import type { Cluster } from '../cluster/cluster.ts';

/** One write on a Lease; all but renewTime by the API server's clock. */
export interface Write {
  /** The server stamped it between these two. */
  readonly received: Micros;
  readonly answered: Micros;
  /** By its holder's clock. */
  readonly renewTime: Micros;
}

/** The time during which something was looked at. */
export interface Span {
  readonly from: Micros;
  readonly to: Micros;
}

/** Both clocks that are compared have steps of a second. */
const STEPS = 2 * SECOND;

/** Right within two seconds of a border is either neighbour. `term` in seconds. */
export function rightWords(
  writes: readonly Write[],
  term: number,
  span: Span,
): ReadonlySet<StandingWord> {
  const words = lastWrites(writes, span).flatMap(({ received, answered }) => {
    const youngest = Math.max(0, span.from - answered - STEPS);
    const oldest = span.to - received + STEPS;
    const [late, expired] = [(term / 2) * SECOND, term * SECOND];
    return [
      ...(youngest <= late ? (['held'] as const) : []),
      ...(oldest > late && youngest <= expired ? (['late'] as const) : []),
      ...(oldest > expired ? (['expired'] as const) : []),
    ];
  });
  return new Set(words);
}

/** Whether a holder's clock is ahead by so many seconds, give or take the second of the stamp. */
export function isRightSkew(writes: readonly Write[], told: number, span: Span): boolean {
  return lastWrites(writes, span).some(({ received, answered, renewTime }) => {
    const [least, most] = [renewTime - answered, renewTime - received + SECOND];
    return least <= told * SECOND && told * SECOND <= most;
  });
}

/** The writes of which each was the last at some moment of the span; `writes` in their order. */
function lastWrites(writes: readonly Write[], { from, to }: Span): Write[] {
  return writes.filter(({ received }, at) => {
    const next = writes[at + 1];
    return received <= to && (next === undefined || next.answered >= from);
  });
}

export function auditLogLength({ auditLog }: Cluster): number {
  return statSync(auditLog).size;
}

interface AuditEvent {
  readonly stage: string;
  readonly verb: string;
  readonly requestReceivedTimestamp: string;
  readonly stageTimestamp: string;
  readonly objectRef: { readonly resource: string; readonly namespace?: string };
  readonly responseStatus: { readonly code: number };
  readonly responseObject: {
    readonly metadata: { readonly name: string };
    readonly spec: { readonly renewTime: string };
  };
}

/** The writes on each Lease of a namespace since the log was that long, in their order. */
export async function writesSince(
  cluster: Cluster,
  length: number,
  namespace: string,
): Promise<ReadonlyMap<string, readonly Write[]>> {
  const writes = new Map<string, Write[]>();
  const log = createReadStream(cluster.auditLog, { start: length });
  for await (const line of createInterface(log)) {
    if (!line.includes(`"namespace":"${namespace}"`)) continue;
    const event = JSON.parse(line) as AuditEvent;
    if (!isLeaseWrite(event)) continue;
    const { metadata, spec } = event.responseObject;
    const of = writes.get(metadata.name) ?? [];
    writes.set(metadata.name, of);
    of.push({
      received: timeOf(event.requestReceivedTimestamp),
      answered: timeOf(event.stageTimestamp),
      renewTime: timeOf(spec.renewTime),
    });
  }
  return writes;
}

function isLeaseWrite({ stage, verb, objectRef, responseStatus }: AuditEvent): boolean {
  return (
    stage === 'ResponseComplete' &&
    objectRef.resource === 'leases' &&
    (verb === 'create' || verb === 'update') &&
    responseStatus.code < 300
  );
}

function timeOf(text: string): Micros {
  const time = parseTime(text);
  if (time === undefined) throw new Error(`no time: ${text}`);
  return time;
}
