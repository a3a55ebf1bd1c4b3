// Events that electors record about their Lease, in the shape of either API.
import { integer, object, text, type RawObject } from './lease.ts';
import { parseTime, SECOND, type Micros } from './time.ts';

export interface LeaderEvent {
  readonly identity: string;
  readonly what: 'became' | 'stopped';
  /**
   * Each time that it is known to have happened, earliest and latest moment, by the clock of the
   * program that told it: the first and the last of `count`.
   */
  readonly times: readonly { readonly from: Micros; readonly to: Micros }[];
  readonly count: number;
  /** When the API server stored it first, by its clock; where it does not say, the last of `times`. */
  readonly at: Micros;
  /** Of the Lease that it is about: another than the present one's where it was made anew since. */
  readonly leaseUid: string | undefined;
}

/** Longer ones come from no API server: note and message are limited to 1024 bytes. */
const LONGEST = 4096;

/** client-go tools/leaderelection/resourcelock RecordEvent: "<identity> became leader", or "stopped leading". */
const WORDS = { ' became leader': 'became', ' stopped leading': 'stopped' } as const;

/** Whatever else was recorded about a Lease is left out; anybody who may create Events may write one. */
export function leaderEvents(events: readonly RawObject[]): LeaderEvent[] {
  return events.flatMap((event) => {
    if (event['reason'] !== 'LeaderElection') return [];
    const message = text(event['message']) ?? text(event['note']) ?? '';
    if (message.length > LONGEST) return [];
    const times = timesOf(event);
    for (const [ending, what] of Object.entries(WORDS)) {
      const at = createdAt(event) ?? times.at(-1);
      if (!message.endsWith(ending) || at === undefined) continue;
      const subject = object(event['involvedObject'] ?? event['regarding']);
      const count = object(event['series'])['count'] ?? event['count'] ?? event['deprecatedCount'];
      return [
        {
          ...{ identity: message.slice(0, -ending.length), what, times },
          ...{ count: integer(count, 1) ?? 1, at: at.from, leaseUid: text(subject['uid']) },
        },
      ];
    }
    return [];
  });
}

/** An Event of the core API has whole seconds, one of events.k8s.io microseconds; null is none. */
function timesOf(event: RawObject): { from: Micros; to: Micros }[] {
  const series = object(event['series']);
  const first = moment(event['firstTimestamp'] ?? event['deprecatedFirstTimestamp']);
  const last = moment(event['lastTimestamp'] ?? event['deprecatedLastTimestamp']);
  const begin = moment(event['eventTime']) ?? first ?? last ?? createdAt(event);
  const end = moment(series['lastObservedTime']) ?? last ?? begin;
  if (begin === undefined || end === undefined) return [];
  return end.from <= begin.to ? [begin] : [begin, end];
}

function createdAt(event: RawObject): { from: Micros; to: Micros } | undefined {
  return moment(object(event['metadata'])['creationTimestamp']);
}

/** A time without a fraction is one of whole seconds. */
function moment(value: unknown): { from: Micros; to: Micros } | undefined {
  const from = parseTime(value);
  if (from === undefined) return undefined;
  return { from, to: String(value).includes('.') ? from : from + SECOND };
}
