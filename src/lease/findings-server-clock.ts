// The finding about API servers, and proxies before them, whose clocks do not agree.
import type { Finding, Found } from './finding.ts';
import { TOKEN_CHECKS } from './findings-sources.ts';
import { plural, span } from './findings-words.ts';
import { leaseFrom } from './lease.ts';
import { stampOf } from './standing.ts';
import { SECOND } from './time.ts';

/** Seconds that whole seconds on both sides and the way of an event explain. */
const EXPLAINED = 3;

export function serverClock(record: Found): Finding | undefined {
  const { measured } = record.who.clock;
  const { offset = 0, doubt, answers = 0 } = measured?.seen === true ? measured.value : {};
  const apart = heldBack(record);
  const evidence = [
    ...(doubt === undefined ? [] : [doubt]),
    ...(offset === 0
      ? []
      : [
          `its Date header is ${span(offset)} ${offset < 0 ? 'behind' : 'ahead of'} the stamps that it puts on objects (${plural(answers, 'answer')})`,
        ]),
    ...(apart === undefined
      ? []
      : [
          `a renewal that was seen just then is stamped ${span(apart)} ${apart < 0 ? 'later' : 'earlier'}: its holder writes to an API server with another clock`,
        ]),
  ];
  if (evidence.length === 0) return undefined;
  return {
    id: 'server-clock',
    severity: 'medium',
    what: 'the API server that answers and what it says of the time do not agree',
    evidence,
    advice:
      'synchronise the clocks of the control plane (NTP), and let no proxy write its own Date; until then believe only what is watched',
    source: TOKEN_CHECKS,
  };
}

/** The least difference between a renewal's stamp and the moment at which it was seen. */
function heldBack({ watched }: Found): number | undefined {
  if (!watched.seen) return undefined;
  const differences = watched.value.sightings.flatMap(({ raw, at }, index, all) => {
    const [lease, before] = [leaseFrom(raw), all[index - 1]];
    const stamp = stampOf(lease);
    if (before === undefined || stamp === undefined) return [];
    if (leaseFrom(before.raw).renewTime === lease.renewTime) return [];
    return [(at - stamp) / SECOND];
  });
  if (differences.length === 0) return undefined;
  const least = differences.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a));
  return Math.abs(least) > EXPLAINED ? Math.round(least) : undefined;
}
