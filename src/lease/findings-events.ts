// The Events by which electors tell that they lead, as findings count them.
import { integer, object, text, type RawObject } from './lease.ts';
import { parseTime, type Micros } from './time.ts';

export interface LeaderEvent {
  readonly identity: string;
  /** How often, since the Event was made. */
  readonly count: number;
  /** When the API server stored it, or where it says nothing, when its teller says that it was. */
  readonly at: Micros;
  /** Of the Lease that it is about. */
  readonly leaseUid: string | undefined;
}

/** client-go tools/leaderelection/resourcelock RecordEvent. */
const REASON = 'LeaderElection';
const LEADS = ' became leader';
/** message has 1024 bytes at most (pkg/apis/core/validation/events.go). */
const LONGEST = 4096;

/** In the words of either API of Events. Whoever may create Events may write one: they prove nothing. */
export function leaderEvents(events: readonly RawObject[]): LeaderEvent[] {
  return events.flatMap((event) => {
    const message = text(event['message']) ?? text(event['note']) ?? '';
    if (event['reason'] !== REASON || message.length > LONGEST || !message.endsWith(LEADS)) {
      return [];
    }
    const at =
      parseTime(object(event['metadata'])['creationTimestamp']) ??
      parseTime(event['lastTimestamp']) ??
      parseTime(event['eventTime']);
    if (at === undefined) return [];
    const subject = object(event['involvedObject'] ?? event['regarding']);
    const count = object(event['series'])['count'] ?? event['count'] ?? event['deprecatedCount'];
    return [
      {
        ...{ identity: message.slice(0, -LEADS.length), at },
        ...{ count: integer(count, 1) ?? 1, leaseUid: text(subject['uid']) },
      },
    ];
  });
}
