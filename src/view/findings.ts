// Findings in lines: how bad, what, and the page that says so.
import type { Finding } from '../lease/finding.ts';
import type { NotSeen } from '../lease/findings-unseen.ts';
import type { Line } from './section.ts';

/** `unseen`: what could not be looked at, of notLookedAt(); without it, nothing found is "none". */
export function findingLines(findings: readonly Finding[], unseen: readonly NotSeen[]): Line[] {
  return [
    ...(findings.length > 0 ? ['worst first; what was seen and what to do: -o markdown'] : []),
    ...findings.map(({ severity, what, source }) => [severity, what, source.title]),
    ...noneOf(findings, unseen),
    ...unseen.map(({ what, why }) => `not looked at: ${what}: ${why.join('; ')}`),
  ];
}

/** With what was seen, what to do, and where it is written: for a ticket, or a wide page. */
export function findingDetails(findings: readonly Finding[], unseen: readonly NotSeen[]): Line[] {
  return [
    ...findings.flatMap(({ severity, what, evidence, advice, source, id }) => [
      `${severity}: ${what} (${id})`,
      ...evidence.map((fact) => `  seen: ${fact}`),
      `  to do: ${advice}`,
      { text: `  ${source.title}`, url: source.url },
    ]),
    ...noneOf(findings, unseen),
    ...unseen.map(({ what, why }) => `not looked at: ${what}: ${why.join('; ')}`),
  ];
}

function noneOf(findings: readonly Finding[], unseen: readonly NotSeen[]): Line[] {
  if (findings.length > 0) return [];
  return [unseen.length === 0 ? 'none' : 'none in what could be seen'];
}
