// The finding about a holder that was written by hand.
import type { Finding, Found } from './finding.ts';
import { FIELD_MANAGERS } from './findings-sources.ts';
import { command, span } from './findings-words.ts';
import { SECOND } from './time.ts';

/** Whoever led before goes on until it notices, and who was named may know nothing of it. */
export function holderWrittenByHand({ who }: Found): Finding | undefined {
  const { byHand, lease, clock, verdict } = who;
  if (byHand === undefined || verdict.kind !== 'election') return undefined;
  return {
    id: 'holder-written-by-hand',
    severity: 'high',
    what: `its holder was written by ${byHand.manager}, and nobody has renewed it under that name`,
    evidence: [
      `holderIdentity is owned by ${byHand.manager}, stamped ${span((clock.now - byHand.at) / SECOND)} ago by the API server`,
      'no renewal is stamped after that',
    ],
    advice: `see who wrote it and who led before, and let the term end: ${command('kubectl lease history', lease.ref)}`,
    source: FIELD_MANAGERS,
  };
}
