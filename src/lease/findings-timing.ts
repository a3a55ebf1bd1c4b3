// Findings about how a Lease is timed: how often it is written, and what it can stand.
import type { Finding, Found } from './finding.ts';
import { CLIENT_GO, CLIENT_GO_CONFIG } from './findings-sources.ts';
import { span, tenths } from './findings-words.ts';
import { usualTimings, type Timings } from './timings.ts';

/**
 * Renewals in one term. Of the usual timings Rancher's 45/30/2 are the busiest, with 22; client-go's
 * 15/10/2 make 7. More than 25 buy nothing: each is a write that etcd keeps.
 */
const MOST_IN_A_TERM = 25;
/** Two intervals tell a rhythm from a chance. */
const INTERVALS = 2;
const DAY = 86_400;

export function renewsTooOften(record: Found): Finding | undefined {
  const { timing, who } = record;
  const { kind } = who.verdict;
  const { term } = timing;
  if (term === undefined || (kind !== 'election' && kind !== 'coordinated')) return undefined;
  const interval = intervalOf(record);
  if (interval === undefined || interval.seconds * MOST_IN_A_TERM >= term) return undefined;
  const { seconds, how } = interval;
  return {
    id: 'renews-too-often',
    severity: seconds < 1 ? 'medium' : 'low',
    what: `it is renewed every ${tenths(seconds)}s, which a term of ${term}s does not need`,
    evidence: [
      how,
      `${Math.round(term / seconds)} renewals in one term; that is ${Math.round(DAY / seconds)} writes a day`,
    ],
    advice: 'set retryPeriod to a fifth of renewDeadline: 2s for the usual 15s/10s',
    source: CLIENT_GO_CONFIG,
  };
}

/** What was seen beats what was told; the longest interval, so that one quick write is no rhythm. */
function intervalOf(record: Found): { seconds: number; how: string } | undefined {
  const { seen } = record.timing;
  const renewals = seen.seen ? seen.value : undefined;
  if (renewals !== undefined && renewals.count >= INTERVALS) {
    const { count, least, most, watched } = renewals;
    const range = least === most ? tenths(most) : `${tenths(least)} to ${tenths(most)}`;
    const how = `renewed ${count} times in ${tenths(watched)}s of watching, every ${range}s by its own clock`;
    return most > 0 ? { seconds: most, how } : undefined;
  }
  const told = toldByPod(record);
  if (told === undefined || told.retryPeriod <= 0) return undefined;
  return { seconds: told.retryPeriod, how: `retryPeriod ${span(told.retryPeriod)}: ${told.by}` };
}

/** From the flags of its Pod: what is usual is only supposed. */
function toldByPod({ timing: { declared }, who }: Found): Timings | undefined {
  const usual = usualTimings(who.lease, who.verdict);
  return declared === undefined || declared.by === usual?.by ? undefined : declared;
}

/**
 * A leader that cannot renew stops within renewDeadline and one retryPeriod of its last renewal
 * (client-go renew(): the attempt begins up to a retryPeriod later, and gets a renewDeadline). Others
 * take over once leaseDuration has passed. The usual 12/10/2, 35/30/5 and 15/10/5 just meet.
 */
export function renewDeadlineTooLong(record: Found): Finding | undefined {
  const told = toldByPod(record);
  if (told?.renewDeadline === undefined) return undefined;
  const { leaseDuration, renewDeadline, retryPeriod, by } = told;
  const stops = renewDeadline + retryPeriod;
  if (stops <= leaseDuration) return undefined;
  const refused = renewDeadline >= leaseDuration;
  return {
    id: 'renew-deadline-too-long',
    severity: 'high',
    what: 'two may lead at once: a leader without the API stops after others may take over',
    evidence: [
      `leaseDuration ${span(leaseDuration)}, renewDeadline ${span(renewDeadline)}, retryPeriod ${span(retryPeriod)}: ${by}`,
      `it stops up to ${span(stops)} after its last renewal, and others may lead after ${span(leaseDuration)}`,
      ...(refused ? ['client-go starts no election whose renewDeadline is not shorter'] : []),
    ],
    advice: 'keep renewDeadline and one retryPeriod below leaseDuration: 15s/10s/2s is usual',
    source: CLIENT_GO,
  };
}

/** client-go itself asks for more than 1.2 retryPeriods (NewLeaderElector), which is one attempt. */
const LEAST_ATTEMPTS = 2;

export function tooFewRetries(record: Found): Finding | undefined {
  const told = toldByPod(record);
  if (told?.renewDeadline === undefined || told.retryPeriod <= 0) return undefined;
  const { renewDeadline, retryPeriod, by } = told;
  if (renewDeadline >= LEAST_ATTEMPTS * retryPeriod) return undefined;
  return {
    id: 'too-few-retries',
    severity: 'medium',
    what: 'one request that fails may cost it the lead: it has no time for a second attempt',
    evidence: [
      `renewDeadline ${span(renewDeadline)} is ${tenths(renewDeadline / retryPeriod)} times the retryPeriod of ${span(retryPeriod)}: ${by}`,
    ],
    advice: 'keep renewDeadline at several retryPeriods: 10s/2s is usual',
    source: CLIENT_GO_CONFIG,
  };
}

/**
 * Measured with kube-apiserver 1.36: 2.4 to 3.2s from its start until it is ready, 13s where it ends
 * gracefully first. What cannot stand 5s loses the lead to any restart of a single one.
 */
const RESTART = 5;

export function restartNotTolerated({ timing, who }: Found): Finding | undefined {
  const { kind, standing, holder } = who.verdict;
  const { term, toleratedDowntime, declared } = timing;
  // A release sets the term to 1s, and so do some whose holder stays in it.
  const held = standing.word === 'held' || standing.word === 'late';
  if (kind !== 'election' || !held || holder.format === 'fence') return undefined;
  const tolerated = toleratedDowntime ?? (term === undefined ? undefined : term - 1);
  if (tolerated === undefined || tolerated >= RESTART) return undefined;
  const why =
    toleratedDowntime === undefined
      ? `its term is ${span(term ?? 0)}, and a leader must give up before that has passed`
      : `renewDeadline less one retryPeriod is ${span(tolerated)}: ${declared?.by ?? ''}`;
  return {
    id: 'restart-not-tolerated',
    severity: 'medium',
    what: `an API server away for more than ${span(tolerated)} costs it the lead, and a restart takes longer`,
    evidence: [why, `an API server needs about ${RESTART}s to end and be ready again, some longer`],
    advice: 'lengthen renewDeadline to 10s and leaseDuration to 15s, as is usual',
    source: CLIENT_GO_CONFIG,
  };
}
