// What the record says, section by section; one line, one fact.
import { GROUP } from '../lease/fence.ts';
import { LIMITS, type LeaseRecord } from '../lease/record.ts';
import { whyNoSubject } from '../lease/subject.ts';
import { apiServerLines, coordinationLines, nodeLines } from './special-lines.ts';
import { notLookedAt } from '../lease/findings-unseen.ts';
import { findingLines } from './findings.ts';
import { holderLines, sinceLines, standbyLines } from './holder-lines.ts';
import { pastLines } from './past-lines.ts';
import { operationLines } from './operation-lines.ts';
import { authorityLines, writerLines } from './rights.ts';
import type { Line, Section } from './section.ts';
import { timingLines } from './timing-lines.ts';

/** Who and how, then the rights, then what follows from both: each group stands apart on the page. */
export function recordSections(
  record: LeaseRecord,
  findings: typeof findingLines = findingLines,
): Section[][] {
  return [
    some('Operation', operationLines(record)),
    [
      { label: 'Holder', lines: holderLines(record) },
      ...some('Since', sinceLines(record)),
      ...some('Standing by', standbyLines(record)),
      { label: 'Timing', lines: timingLines(record) },
      ...some('Coordination', coordinationLines(record)),
      ...some('Node', nodeLines(record)),
      ...some('API servers', apiServerLines(record)),
      ...some('Set by', configurationLines(record)),
      ...some('Guards', declared(record.guards, 'guards', record)),
      ...some('Owner', ownerLine(record)),
      ...some(
        'Playbook',
        record.playbook === undefined ? [] : declared(record.playbook, 'playbook', record),
      ),
    ],
    [{ label: 'Authority', lines: authority(record) }],
    [{ label: 'Writers', lines: writerLines(record.writers) }],
    [{ label: 'Findings', lines: findings(record.findings, notLookedAt(record)) }],
    some('History', pastLines(record)),
  ];
}

/** The last line: what must not be read into all of it. */
export function limitsLine(): string {
  const [first = '', ...others] = LIMITS.map((limit) => limit.replace(/^it /, ''));
  const last = others.pop() ?? '';
  const all = [first.replace(/:.*$/, ''), ...others].join(', ');
  return `${all.charAt(0).toUpperCase()}${all.slice(1)}, and ${last}.`;
}

function some(label: string, lines: readonly Line[]): Section[] {
  return lines.length === 0 ? [] : [{ label, lines }];
}

/** Why there is none, where there is none. */
function authority({ authority, subject, who }: LeaseRecord): Line[] {
  const { verdict } = who;
  if (authority !== undefined) return [...asWhom(subject), ...authorityLines(authority)];
  if (!verdict.holder.identity) return ['nobody holds it'];
  if (who.fence !== undefined) return ['nobody leads: a fence stands in it'];
  switch (verdict.kind) {
    case 'node':
      return ['not seen: what a node may do is decided by the Node authorizer'];
    case 'apiserver':
      return ['everything: an API server is who decides what others may do'];
    default:
      return [`not known: ${whyNoSubject(who)}`];
  }
}

/** Said where it is no ServiceAccount, which stands with the holder already. */
function asWhom(subject: LeaseRecord['subject']): string[] {
  if (subject === undefined || subject.subject.kind === 'ServiceAccount') return [];
  const { confidence, why } = subject;
  return [`${subject.subject.kind} ${subject.subject.name}, ${confidence}: ${why}`];
}

/** The flags, variables and ConfigMaps of the Pod that concern an election. */
function configurationLines({ who: { pod } }: LeaseRecord): string[] {
  if (!pod?.seen || pod.value === undefined) return [];
  const { containers, configMaps } = pod.value;
  const words = containers.flatMap(({ flags, environment }) => [
    ...flags,
    ...[...environment].map(([name, value]) => `${name}=${value}`),
  ]);
  return [
    ...(words.length === 0 ? [] : [[...new Set(words)].join(' ')]),
    ...(configMaps.length === 0 ? [] : [`ConfigMaps that it mounts: ${configMaps.join(', ')}`]),
  ];
}

/** What the team says, or what the object itself is owned by. */
function ownerLine(record: LeaseRecord): string[] {
  const { owner, who } = record;
  const [reference] = who.lease.owners;
  if (owner === undefined && reference !== undefined) {
    return [`${reference.kind} ${reference.name}, by its ownerReference`];
  }
  return declared(owner, 'owner', record);
}

/** Nobody declares what a heartbeat or an API server's identity guards. */
function declared(value: string | undefined, key: string, { who }: LeaseRecord): string[] {
  if (value !== undefined) return [`${value} (annotation ${GROUP}/${key})`];
  const { kind } = who.verdict;
  if (kind === 'node' || kind === 'apiserver') return [];
  return [`not declared: annotation ${GROUP}/${key}`];
}
