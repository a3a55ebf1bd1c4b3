// Operations read back from their Events, in the shape of either API.
import { jsonIn } from './annotation-json.ts';
import { list, object, stringMap, text, type RawObject } from './lease.ts';
import { annotation, REPORTING_CONTROLLER } from './operation-event.ts';
import { recordFrom, type OperationRecord } from './operation-record.ts';

export interface EventOperation {
  readonly record: OperationRecord;
  /** Of the Event itself. */
  readonly name: string;
  /** Of the Lease that it is about: another than the present one's where it was made anew since. */
  readonly leaseUid: string | undefined;
}

/**
 * Whoever may create Events in the namespace of the Lease may write one of these: it proves that
 * somebody with that right told so, and neither who that was nor that it is true.
 */
export function eventOperations(events: readonly RawObject[]): EventOperation[] {
  return list(events).flatMap((event) => {
    // In the shape of core/v1 it is reportingComponent.
    const by = event['reportingController'] ?? event['reportingComponent'];
    if (by !== REPORTING_CONTROLLER) return [];
    const annotations = stringMap(object(event['metadata'])['annotations']);
    const value = (key: string): string | undefined => annotations.get(annotation(key));
    const record = recordFrom({
      ...{ id: value('operation-id'), operator: value('operator'), reason: value('reason') },
      ...{ ticket: value('ticket'), plan: value('plan'), speed: value('speed') },
      ...{ at: value('at'), before: jsonIn(value('before')), after: jsonIn(value('after')) },
      ...{ outcome: value('outcome'), endedAt: event['eventTime'], asked: value('asked') },
      releasedAt: value('released-at'),
      leaderlessSeconds: numberIn(value('leaderless-seconds')),
    });
    const subject = object(event['involvedObject'] ?? event['regarding']);
    const name = text(object(event['metadata'])['name']) ?? '';
    return record === undefined ? [] : [{ record, name, leaseUid: text(subject['uid']) }];
  });
}

function numberIn(value: string | undefined): number | undefined {
  return value === undefined || value === '' ? undefined : Number(value);
}
