// What the program said of its end, against what the ledger and the audit log know.
import { isOurs, succeeded } from './lease-writes.ts';
import type { Facts } from './judge.ts';
import type { Told } from './tool.ts';

/** Exit codes are a function of the outcome. */
export const CODES: ReadonlyMap<string, number> = new Map([
  ['led', 0],
  ['restarted', 0],
  ['refused', 3],
  ['denied', 3],
  ['declined', 3],
  ['changed', 4],
  ['unled', 5],
  ['returned', 5],
  ['overtaken', 5],
  ['unknown', 6],
]);

const WRITTEN: ReadonlySet<string> = new Set([
  'led',
  'restarted',
  'unled',
  'returned',
  'overtaken',
]);

export function brokenByWord(facts: Facts, { document, code, stdout, to }: Told): string[] {
  const word = document?.outcome?.word;
  if (word === undefined) return [`no document on stdout: ${JSON.stringify(stdout.slice(0, 200))}`];
  const wrote = facts.writes.some((write) => isOurs(write) && succeeded(write));
  return [
    ...(CODES.get(word) === code ? [] : [`exit code ${code ?? 'none'} for the outcome ${word}`]),
    ...(word === 'unknown' || WRITTEN.has(word) === wrote
      ? []
      : [`outcome ${word}, and it wrote ${wrote ? 'something' : 'nothing'}`]),
    ...brokenByLedger(word, facts, to),
  ];
}

function brokenByLedger(word: string, { old, next }: Facts, to: number): string[] {
  // What began after it had ended it cannot know.
  const seen = next !== undefined && next.from < to ? next : undefined;
  const same = seen !== undefined && seen.id === old?.id;
  const says = {
    led: seen !== undefined && !same,
    restarted: same,
    returned: same || seen === undefined,
    unled: seen === undefined,
  }[word];
  const knows =
    seen === undefined ? 'nobody led next' : `${seen.id} led next, after ${old?.id ?? 'nobody'}`;
  return says === false ? [`outcome ${word}, and ${knows}`] : [];
}
