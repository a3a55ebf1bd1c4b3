// The rules of the protocol, each with the code that keeps it and a configuration that needs it (data).
import type { Configuration } from './configurations.ts';

export interface Rule {
  /** RULE_ and this, defined, leaves the rule out of the model. */
  readonly name: string;
  readonly rule: string;
  /** Where it is kept, and by what. */
  readonly file: string;
  readonly symbol: string;
  readonly configuration: Configuration;
}

const RELEASE = 'a plain release, electors that crash, fail and freeze';
const WAIT = 'a fence and its bound, the operator killed at any step';
const SEEN = 'a fence and a Pod that is seen, programs that go on';
const EVICT = 'an eviction, electors that release when they are told to end';
const LOST = 'an answer lost, Pods seen';
const TWO = 'two operators, each killed or asleep at any step';

/** Without one of these the model finds two leaders. */
export const SAFETY: readonly Rule[] = [
  {
    name: 'DATE',
    rule: 'a Date header alone proves no silence: a lease duration by the own clock does',
    file: 'src/operation/quiet.ts',
    symbol: 'plan.watchFor',
    configuration: RELEASE,
  },
  {
    name: 'VETO',
    rule: 'a renewal that is seen starts the lease duration of silence again',
    file: 'src/operation/quiet.ts',
    symbol: 'stampOf(found.lease)',
    configuration: RELEASE,
  },
  {
    name: 'VERSION',
    rule: 'a plain release is bound to the resourceVersion that was judged',
    file: 'src/operation/patches.ts',
    symbol: 'releasePatch',
    configuration: RELEASE,
  },
  {
    name: 'EPOCH',
    rule: 'a fence is written on the grant that was confirmed',
    file: 'src/operation/patches.ts',
    symbol: 'sameEpoch',
    configuration: SEEN,
  },
  {
    name: 'BOUND',
    rule: 'a fence is released after the proof of an end or after the bound',
    file: 'src/operation/old-leader.ts',
    symbol: 'stopped',
    configuration: WAIT,
  },
  {
    name: 'SHORT_BOUND',
    rule: 'the bound is no shorter than two lease durations',
    file: 'src/lease/stepdown-seconds.ts',
    symbol: '2 * term',
    configuration: 'a leader that renews while it is looked at, and then freezes for a while',
  },
  {
    name: 'LATE_KUBELET',
    rule: 'a Pod that was evicted has its grace period after the bound',
    file: 'src/operation/old-leader.ts',
    symbol: 'stopsAt + grace',
    configuration: 'a kubelet that hears late of the eviction, a grace period that is used',
  },
  {
    name: 'RENEWAL',
    rule: 'a fence is renewed while it is held',
    file: 'src/operation/hold.ts',
    symbol: '#renew',
    configuration: SEEN,
  },
  {
    name: 'SHORT_FENCE',
    rule: 'the duration of a fence is no shorter than the lease duration',
    file: 'src/lease/electors.ts',
    symbol: 'fenceSeconds',
    configuration: 'candidates that judge by the duration in the record',
  },
  {
    name: 'LINGER',
    rule: 'a container that still runs after the bound is waited for',
    file: 'src/operation/old-leader.ts',
    symbol: 'LINGERING',
    configuration: SEEN,
  },
  {
    name: 'OLD_RUN',
    rule: 'an end before the fence proves nothing of an identity that outlives a restart',
    file: 'src/lease/process-end.ts',
    symbol: '#nothingBetween',
    configuration: SEEN,
  },
  {
    name: 'EARLY_EVICTION',
    rule: 'a Pod is evicted after its elector has seen the fence',
    file: 'src/lease/stepdown-seconds.ts',
    symbol: 'SEEN_AFTER',
    configuration: EVICT,
  },
  {
    name: 'PUT_BACK_BLIND',
    rule: 'a fence is put back only where nobody has written the Lease since it was cleared',
    file: 'src/operation/patches.ts',
    symbol: 'fenceAgainPatch',
    configuration: 'somebody who clears the holder',
  },
  {
    name: 'SENT',
    rule: 'the bound starts when the fence is known to be written, not when it is sent',
    file: 'src/operation/underway.ts',
    symbol: 'started = ',
    configuration: LOST,
  },
  {
    name: 'LATE_FENCE',
    rule: 'a fence that arrives late is guarded by the grant',
    file: 'src/operation/patches.ts',
    symbol: 'fencePatch',
    configuration: LOST,
  },
  {
    name: 'LATE_RELEASE',
    rule: 'a plain release that arrives late is guarded by the resourceVersion',
    file: 'src/operation/patches.ts',
    symbol: 'releasePatch',
    configuration: LOST,
  },
  {
    name: 'LATE_UNFENCE',
    rule: 'a release of a fence that arrives late is guarded by that fence',
    file: 'src/operation/patches.ts',
    symbol: 'unfencePatch',
    configuration: LOST,
  },
  {
    name: 'UNFENCE',
    rule: 'an operator releases its own fence, not the one of whoever adopted it',
    file: 'src/operation/patches.ts',
    symbol: 'ours(uid, id)',
    configuration: TWO,
  },
  {
    name: 'CREDIT',
    rule: 'the note of an adopted fence gives no credit for time',
    file: 'src/lease/found-fence.ts',
    symbol: 'watchedFor',
    configuration: TWO,
  },
  {
    name: 'ADOPTION',
    rule: 'an adoption is bound to the renewTime of the fence that was watched',
    file: 'src/operation/patches.ts',
    symbol: 'renewTime',
    configuration: 'two operators, Pods seen',
  },
  {
    name: 'HAND_OVER',
    rule: 'a hand-over asks for a candidate and never clears the holder',
    file: 'src/operation/patches.ts',
    symbol: 'preferPatch',
    configuration: 'a hand-over',
  },
  {
    name: 'NEVER',
    rule: 'a fence is given up in the end, with proof or by its bound',
    file: 'src/operation/old-leader.ts',
    symbol: 'patienceWith',
    configuration: 'somebody leads within 26 ticks, two operators',
  },
];

/** Without these the model finds nothing: courtesy, or what needs more than is modelled. */
export const COURTESY: readonly Rule[] = [
  {
    name: 'LIVE_FENCE',
    rule: 'a fence is adopted only after it was seen to be unrenewed',
    file: 'src/lease/situation.ts',
    symbol: 'mayBeRenewed',
    configuration: TWO,
  },
  {
    name: 'GRACE',
    rule: 'a Pod that was evicted has its grace period',
    file: 'src/operation/old-leader.ts',
    symbol: 'evictedAt + grace',
    configuration: EVICT,
  },
  {
    name: 'PUT_BACK',
    rule: 'a fence that was cleared is put back',
    file: 'src/operation/hold.ts',
    symbol: '#again',
    configuration: 'somebody who clears the holder',
  },
  {
    name: 'PUT_BACK_CLOCK',
    rule: 'a fence that was put back starts the bound again',
    file: 'src/operation/hold.ts',
    symbol: 'this.since = seconds()',
    configuration: 'somebody who clears the holder, the operator killed',
  },
];
