// What findings rest on and could not be looked at: without it, none found is not none.
import type { Seen } from './evidence.ts';
import type { Found } from './finding.ts';
import { authorityIn } from './findings-rights.ts';
import { whyNoSubject } from './subject.ts';

export interface NotSeen {
  /** "the Pod of its holder"; with "all of" before it where some of it was seen. */
  readonly what: string;
  readonly why: readonly string[];
}

/** Empty: everything that a finding could rest on was seen. */
export function notLookedAt(record: Found): readonly NotSeen[] {
  const { who, coordination } = record;
  const { standing } = who.verdict;
  const gaps: readonly Gap[] = [
    ...gapWhere(standing.word === 'unknown', 'whether it is renewed', standing.why ?? 'not known'),
    ...(isWatchable(record) ? gap('how often it is renewed', record.watched) : []),
    ...gap('the Pod of its holder', who.pod),
    ...gap('its Node', record.node),
    ...gap('the other API servers', record.apiServers),
    ...gap('its candidates', coordination?.candidates),
    ...gap('the feature gate CoordinatedLeaderElection', coordination?.featureGate),
    ...gap('Events about it', record.events),
    ...gap('the other Leases of its namespace', record.neighbours),
    ...gapWhere(
      needsAuthority(record),
      'what its holder may do',
      record.subject === undefined
        ? whyNoSubject(who)
        : `as whom it asks is only a guess: ${who.verdict.holder.why}`,
    ),
    ...(authorityIn(record)?.unseen ?? []).map((why): Gap => ['all that its holder may do', why]),
    ...record.writers.unseen.map((why): Gap => ['all who may write it', why]),
  ];
  return [...new Set(gaps.map(([what]) => what))].map((what) => ({
    what,
    why: [...new Set(gaps.flatMap(([other, why]) => (other === what ? [why] : [])))],
  }));
}

/** Nobody renews what nobody holds, or what has no term. */
function isWatchable({ who }: Found): boolean {
  const { word } = who.verdict.standing;
  if (who.fence !== undefined) return false;
  return who.lease.durationSeconds !== undefined && word !== 'released' && word !== 'never-held';
}

/** Of a node and an API server other authorizers decide, and nobody has no rights. */
function needsAuthority(record: Found): boolean {
  const { who } = record;
  const { kind, holder } = who.verdict;
  if (who.fence !== undefined) return false;
  if (authorityIn(record) !== undefined || !holder.identity || who.pod?.seen === false)
    return false;
  return kind !== 'node' && kind !== 'apiserver';
}

type Gap = readonly [what: string, why: string];

function gap(what: string, found: Seen<unknown> | undefined): Gap[] {
  if (found === undefined) return [];
  if (!found.seen) return [[what, found.why]];
  return found.partly === undefined ? [] : [[`all of ${what}`, found.partly]];
}

function gapWhere(missing: boolean, what: string, why: string): Gap[] {
  return missing ? [[what, why]] : [];
}
