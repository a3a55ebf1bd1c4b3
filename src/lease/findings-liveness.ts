// Findings about whether somebody acts: a holder that fell silent, a Lease that nobody takes.
import type { Finding, Found } from './finding.ts';
import { COORDINATED, LEASE_API } from './findings-sources.ts';
import { command, span, tenths } from './findings-words.ts';
import type { Kind } from './kind.ts';
import type { Lease } from './lease.ts';
import type { WhoHolds } from './who.ts';

/** Nobody acts where one of these is not held; what of the others would stand still is not known. */
const LEADS: ReadonlySet<Kind> = new Set(['election', 'coordinated', 'mutex']);

/**
 * Field managers of libraries that release by leaving the holder in it, with a term of one second
 * (fabric8 LeaderElector.java; Java client-java LeaderElector.java; Python leaderelection.py).
 */
const LEAVE_THEIR_NAME: ReadonlySet<string> = new Set([
  'fabric8-kubernetes-client',
  'Kubernetes Java Client',
  'OpenAPI-Generator',
]);

/** The library that wrote it, where what it left may be a release. */
function releaserOf({ durationSeconds, writers }: Lease): string | undefined {
  if (durationSeconds !== 1) return undefined;
  return writers.find(({ manager }) => LEAVE_THEIR_NAME.has(manager))?.manager;
}

export function staleRenewal(record: Found): Finding | undefined {
  const { lease, verdict } = record.who;
  const { word, renewedAgo } = verdict.standing;
  if (word !== 'expired' || renewedAgo === undefined || isToldByMachine(record)) return undefined;
  const leads = LEADS.has(verdict.kind);
  const releaser = releaserOf(lease);
  const became = releaser === undefined ? 'fell silent' : 'released it, or fell silent,';
  return {
    id: 'stale-renewal',
    severity: leads && releaser === undefined ? 'high' : 'medium',
    what: `${leads ? 'nobody leads: ' : ''}its holder ${became} ${span(renewedAgo)} ago`,
    evidence: [
      renewal(record),
      ...(releaser === undefined
        ? untaken(record, renewedAgo)
        : [
            `released or silent: ${releaser} leaves the holder in what it releases, with that term`,
          ]),
      ...podFacts(record.who),
    ],
    advice: `find out why nobody takes it over: ${command('kubectl lease history', lease.ref)}`,
    source: COORDINATED,
  };
}

/** What the control plane says of a node, or an API server of the others, says more. */
function isToldByMachine({ who: { verdict }, node, apiServers }: Found): boolean {
  if (verdict.kind === 'apiserver') return apiServers?.seen === true;
  if (verdict.kind !== 'node' || !node?.seen) return false;
  return node.value?.gracePeriod !== undefined || node.value === undefined;
}

/** Not of sign-of-life Leases, of which it is not known how often they are renewed. */
export function lateRenewal(record: Found): Finding | undefined {
  const { lease, verdict } = record.who;
  const { word, renewedAgo, expiresIn } = verdict.standing;
  const told = LEADS.has(verdict.kind) || verdict.kind === 'node';
  if (word !== 'late' || renewedAgo === undefined || !told || isSlow(record)) return undefined;
  const left = expiresIn !== undefined && expiresIn > 0 ? `, ${span(expiresIn)} left of it` : '';
  return {
    id: 'late-renewal',
    severity: 'medium',
    what: 'its holder is late: more than half of the term has passed since it renewed',
    evidence: [`${renewal(record)}${left}`, ...rhythm(record), ...podFacts(record.who)],
    advice: `see whether it comes back before the term ends: ${command('kubectl lease who-holds', lease.ref)}`,
    source: COORDINATED,
  };
}

/** Some renew once in half a term at most. */
function isSlow({ timing: { term, declared, seen } }: Found): boolean {
  const most = seen.seen ? seen.value?.most : undefined;
  return term !== undefined && Math.max(declared?.retryPeriod ?? 0, most ?? 0) >= term / 2;
}

/** Whoever stands by takes a released Lease within seconds (client-go: 2.2 RetryPeriods, 4.4s). */
const TAKEN_WITHIN = 60;

export function releasedUnclaimed({ who }: Found): Finding | undefined {
  const { lease, verdict } = who;
  const { word, renewedAgo } = verdict.standing;
  const elects = verdict.kind === 'election' || verdict.kind === 'coordinated';
  if (word !== 'released' || !elects) return undefined;
  if (renewedAgo === undefined || renewedAgo <= TAKEN_WITHIN) return undefined;
  return {
    id: 'released-unclaimed',
    severity: 'medium',
    what: `nobody leads: it was released ${span(renewedAgo)} ago, and nobody took it`,
    evidence: [
      `nobody is in it since ${span(renewedAgo)}, by the API server's clock`,
      `a candidate that runs would have taken it within ${TAKEN_WITHIN}s`,
    ],
    advice: `see whether its workload is scaled to nought, or its candidates fail: ${command('kubectl lease history', lease.ref)}`,
    source: LEASE_API,
  };
}

/** With whose clock says so. */
export function renewal({ who }: Found): string {
  const { renewedAgo = 0, basis } = who.verdict.standing;
  const { durationSeconds } = who.lease;
  const term = durationSeconds === undefined ? 'it has no term' : `its term is ${durationSeconds}s`;
  if (basis === 'watched' && who.verdict.standing.word === 'expired') {
    return `not renewed in ${span(renewedAgo)} of watching; ${term}`;
  }
  return `renewed ${span(renewedAgo)} ago by the API server's clock; ${term}`;
}

export function rhythm({ timing: { declared } }: Found): string[] {
  return declared === undefined
    ? []
    : [`it should renew every ${tenths(declared.retryPeriod)}s: ${declared.by}`];
}

function untaken({ timing: { worstTakeover, declared } }: Found, renewedAgo: number): string[] {
  if (worstTakeover === undefined || renewedAgo <= worstTakeover) return [];
  return [
    `a candidate that runs takes it within ${tenths(worstTakeover)}s of the last renewal: ${declared?.by ?? ''}`,
  ];
}

function podFacts({ pod, verdict }: WhoHolds): string[] {
  if (pod === undefined) return [];
  if (!pod.seen) return [`whether its Pod is there could not be seen: ${pod.why}`];
  if (pod.value === undefined) return [verdict.holder.why];
  const { ref, phase, nodeName } = pod.value;
  return [
    `Pod ${ref.namespace}/${ref.name} is there: phase ${phase ?? 'unknown'}, node ${nodeName ?? 'none'}`,
  ];
}
