// The page of `describe`: one line, one fact; the verdict first.
import { spokenName } from '../lease/holder.ts';
import { LIMITS, serviceAccountOf, type LeaseRecord } from '../lease/record.ts';
import { TOLERATED_SKEW } from '../lease/standing.ts';
import { humanDuration } from './duration.ts';
import { escapeText } from './escape.ts';
import { authorityLines, writerLines } from './rights.ts';
import { momentInWords } from './times.ts';

interface Section {
  readonly label: string;
  /** The first line stands beside the label, the others under it. */
  readonly lines: readonly string[];
}

/** The width of a label and the blanks behind it. */
const LABEL = 13;

export function recordPage(record: LeaseRecord): string {
  const sections = [
    { label: 'Holder', lines: holderLines(record) },
    { label: 'Since', lines: sinceLines(record) },
    { label: 'Timing', lines: timingLines(record) },
    { label: 'Guards', lines: [declared(record.guards, 'guards')] },
    { label: 'Owner', lines: [declared(record.owner, 'owner')] },
    ...(record.playbook === undefined ? [] : [{ label: 'Playbook', lines: [record.playbook] }]),
  ];
  return [
    headline(record),
    sections.map(layOut).join(''),
    layOut({ label: 'Authority', lines: authority(record) }),
    layOut({ label: 'Writers', lines: writerLines(record.writers) }),
    `${LIMITS.map((limit) => `${limit.charAt(0).toUpperCase()}${limit.slice(1)}.`).join('\n')}\n`,
  ].join('\n');
}

function layOut({ label, lines }: Section): string {
  return lines
    .map(
      (line, at) => `${(at === 0 ? label : '').padEnd(LABEL)}${escapeText(line)}`.trimEnd() + '\n',
    )
    .join('');
}

function headline({ who: { lease, verdict } }: LeaseRecord): string {
  const { word, renewedAgo, expiresIn } = verdict.standing;
  const facts = [
    word === 'never-held' ? 'never held' : word,
    ...(renewedAgo === undefined ? [] : [`renewed ${humanDuration(renewedAgo)} ago`]),
    ...(expiresIn === undefined || expiresIn < 0 || word === 'unknown'
      ? []
      : [`${humanDuration(expiresIn)} left`]),
  ].join(', ');
  const writer = lease.writers.find(({ ownsRenewTime }) => ownsRenewTime)?.manager;
  const by = writer ? `, written by ${writer}` : '';
  return (
    escapeText(`${lease.ref.namespace}/${lease.ref.name}   ${facts}   ${verdict.kind}${by}`) + '\n'
  );
}

function holderLines(record: LeaseRecord): string[] {
  const { verdict, pod, workload } = record.who;
  const { holder, standing } = verdict;
  if (!holder.identity) return ['nobody'];
  const found = holder.resolvesTo;
  const named = found ? `${found.kind} ${found.name}` : spokenName(holder);
  const account = serviceAccountOf(record.who);
  return [
    `${named}, ${holder.confidence === 'none' ? '' : `${holder.confidence}: `}${holder.why}`,
    ...(holder.identity === spokenName(holder) ? [] : [`written as ${holder.identity}`]),
    ...(pod?.seen && pod.value
      ? [`${pod.value.phase ?? 'phase unknown'}, node ${pod.value.nodeName ?? 'none yet'}`]
      : []),
    ...(workload
      ? [
          workload.seen
            ? workload.value
              ? `${workload.value.kind} ${workload.value.name}`
              : 'no controller'
            : workload.why,
        ]
      : []),
    ...(account ? [`ServiceAccount ${account.namespace ?? ''}/${account.name}`] : []),
    ...(standing.why === undefined ? [] : [`not judged: ${standing.why}`]),
  ];
}

/** Why there is none, where there is none. */
function authority({ authority, who: { verdict } }: LeaseRecord): string[] {
  if (authority !== undefined) return authorityLines(authority);
  if (!verdict.holder.identity) return ['nobody holds it'];
  if (verdict.kind === 'node')
    return ['not seen: what a node may do is decided by the Node authorizer'];
  return ['not known: no Pod was found, and so no ServiceAccount'];
}

function sinceLines({ who }: LeaseRecord): string[] {
  const { lease, verdict, acquired, heldFor, clock } = who;
  const times =
    lease.transitions === undefined
      ? 'its transitions are not counted'
      : transitions(lease.transitions);
  if (!verdict.holder.identity || acquired === undefined) return [`not known; ${times}`];
  return [`${momentInWords(acquired, clock.now)}, ${humanDuration(heldFor)}, ${times}`];
}

function transitions(count: number): string {
  if (count === 0) return 'first holder';
  return count === 1 ? 'after 1 transition' : `after ${count} transitions`;
}

function timingLines({ who: { lease, verdict } }: LeaseRecord): string[] {
  const { holderSkew } = verdict.standing;
  const term =
    lease.durationSeconds === undefined
      ? 'no term: it does not expire'
      : `term ${lease.durationSeconds}s`;
  if (holderSkew === undefined || Math.abs(holderSkew) <= TOLERATED_SKEW) return [term];
  const off = skewInWords(Math.abs(holderSkew));
  return [
    term,
    `its holder's clock is ${off} ${holderSkew < 0 ? 'behind' : 'ahead of'} the API server's`,
  ];
}

/** It is known to the second: an hour may look like 59 minutes and 59 seconds. */
function skewInWords(seconds: number): string {
  return humanDuration(seconds < 2 * 60 ? Math.round(seconds) : Math.round(seconds / 60) * 60);
}

function declared(value: string | undefined, key: string): string {
  return value ?? `not declared: annotation kubectl-lease.github.io/${key}`;
}
