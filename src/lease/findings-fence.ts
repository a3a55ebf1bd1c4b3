// The finding about a fence that an operation of ours left behind.
import type { Finding, Found } from './finding.ts';
import { renewal } from './findings-liveness.ts';
import { LEASE_API } from './findings-sources.ts';
import { command, span } from './findings-words.ts';
import { SECOND } from './time.ts';
import type { ToldOperation } from './told-operation.ts';
import type { WhoHolds } from './who.ts';

/** A fence is renewed while its operation goes on; one that is not keeps everybody out for its term. */
export function fenceLeftBehind(record: Found): Finding | undefined {
  const { who } = record;
  const { fence, lease } = who;
  if (fence === undefined || !isSilent(who, fence)) return undefined;
  const { expiresIn = 0 } = who.verdict.standing;
  return {
    id: 'fence-left-behind',
    severity: 'high',
    what: 'nobody leads: the fence of a force-release stands in it, and nobody renews that any longer',
    evidence: [...origin(fence, who), renewal(record), ...ends(expiresIn)],
    advice: `finish it: ${command('kubectl lease force-release', lease.ref)} --reason TEXT finds the fence and takes it over`,
    source: LEASE_API,
  };
}

function isSilent({ verdict }: WhoHolds, { state }: ToldOperation): boolean {
  const { word } = verdict.standing;
  return state === 'unfinished' || word === 'late' || word === 'expired';
}

function origin({ id, operation }: ToldOperation, { clock }: WhoHolds): string[] {
  if (operation === undefined)
    return [`held by kubectl-lease/${id}, which does not say by whom or why`];
  const { operator, reason, ticket, at } = operation;
  const ago = span((clock.now - at) / SECOND);
  const why = `"${reason}"${ticket === undefined ? '' : ` ${ticket}`}`;
  return [`fenced as kubectl-lease/${id} ${ago} ago, recorded as by ${operator}: ${why}`];
}

function ends(expiresIn: number): string[] {
  return expiresIn > 0
    ? [`nobody else can lead for another ${span(expiresIn)}, unless it is released`]
    : ['its term is over, and nobody took the Lease'];
}
