// The page of `describe`: the verdict first, one screen where all is well.
import type { LeaseRecord } from '../lease/record.ts';
import { colouredStanding } from './colour.ts';
import { humanDuration } from './duration.ts';
import { escapeText, joined, lines, type Printable } from './escape.ts';
import { markdownOf } from './markdown.ts';
import { findingDetails } from './findings.ts';
import { layOut } from './page.ts';
import { limitsLine, recordSections } from './record-sections.ts';

/** `colours`: stdout is a terminal that has them. */
export function recordPage(record: LeaseRecord, colours: boolean): Printable {
  const groups = recordSections(record)
    .filter((group) => group.length > 0)
    .flatMap((group) => [lines(''), ...group.map(layOut)]);
  return joined([headline(record, colours), ...groups, lines('', limitsLine())]);
}

export function recordMarkdown(record: LeaseRecord): Printable {
  const { ref } = record.who.lease;
  const summary = `${standingInWords(record)}; ${kindInWords(record)}`;
  const limits = { label: 'Limits', lines: [limitsLine()] };
  return markdownOf(`${ref.namespace}/${ref.name}`, summary, [
    ...recordSections(record, findingDetails).flat(),
    limits,
  ]);
}

/** The one line that has colours: they are put around words of ours. */
function headline(record: LeaseRecord, colours: boolean): Printable {
  const { lease, verdict } = record.who;
  const name = escapeText(`${lease.ref.namespace}/${lease.ref.name}`);
  const standing = colouredStanding(standingInWords(record), verdict.standing.word, colours);
  return `${name}   ${standing}   ${escapeText(kindInWords(record))}\n` as Printable;
}

function standingInWords({ who: { verdict } }: LeaseRecord): string {
  const { word, renewedAgo, expiresIn } = verdict.standing;
  return [
    word === 'never-held' ? 'never held' : word,
    ...(renewedAgo === undefined
      ? []
      : [`${word === 'released' ? '' : 'renewed '}${humanDuration(renewedAgo)} ago`]),
    ...(expiresIn === undefined || expiresIn < 0 || word === 'unknown'
      ? []
      : [`${humanDuration(expiresIn)} left`]),
  ].join(', ');
}

function kindInWords({ who: { lease, verdict } }: LeaseRecord): string {
  const writer = lease.writers.find(({ ownsRenewTime }) => ownsRenewTime)?.manager;
  const { program } = verdict.classification;
  const whose = program === undefined ? '' : ` of ${program}`;
  return `${verdict.kind}${whose}${writer ? `, written by ${writer}` : ''}`;
}
