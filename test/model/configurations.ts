// What of the model is explored: the sizes and features of each configuration (data).

/** Definitions for the preprocessor, without their -D. */
export type Definitions = readonly string[];

/** Near client-go's 15/10/2 in ticks; the others have the smaller sizes of constants.pml. */
const LIKE_15_10_2 = ['DEADLINE=4', 'LEASE=6'] as const;

/** No two may lead in any state of these, and time must always be able to go on. */
export const CONFIGURATIONS = {
  'a plain release, electors that crash, fail and freeze': [
    ...['PLAN_RELEASE', 'FLAKY', 'CRASHES', 'FREEZES=2'],
    ...LIKE_15_10_2,
  ],
  'a fence and its bound, the operator killed at any step': [
    ...['PLAN_FENCE', 'FLAKY', 'DEATH', 'CRASHES'],
    ...LIKE_15_10_2,
  ],
  'a fence and a Pod that is seen, programs that go on': [
    ...['PLAN_FENCE', 'PODS', 'CRASHES', 'LINGER=8', 'GRACE=8'],
    ...LIKE_15_10_2,
  ],
  'candidates that judge by the duration in the record': [
    ...['PLAN_FENCE', 'PODS', 'RECORD_DURATION', 'DEATH', 'LINGER=4', 'GRACE=4'],
    ...LIKE_15_10_2,
  ],
  'an eviction, electors that release when they are told to end': [
    ...['PLAN_FENCE', 'PODS', 'EVICT', 'RELEASE_ON_CANCEL', 'CRASHES', 'GRACE=4'],
    ...LIKE_15_10_2,
  ],
  'an eviction, programs that go on': [
    ...['PLAN_FENCE', 'PODS', 'EVICT', 'RELEASE_ON_CANCEL', 'CRASHES', 'LINGER=2'],
  ],
  'an eviction, a leader that was silent and wakes up': [
    ...['PLAN_FENCE', 'PODS', 'EVICT', 'FREEZES=1'],
    ...LIKE_15_10_2,
  ],
  'a leader that renews while it is looked at, and then freezes for a while': [
    ...['PLAN_FENCE', 'FREEZES=1'],
    ...LIKE_15_10_2,
  ],
  'a kubelet that hears late of the eviction, a grace period that is used': [
    ...['PLAN_FENCE', 'PODS', 'EVICT', 'LATE_KUBELET', 'GRACE=10'],
    ...LIKE_15_10_2,
  ],
  'a kubelet that never hears of the eviction, a program that goes on': [
    ...['PLAN_FENCE', 'PODS', 'EVICT', 'LINGER=4', 'GRACE=4'],
    ...LIKE_15_10_2,
  ],
  'two answers lost, Pods unseen': [
    ...['PLAN_FENCE', 'PLAN_RELEASE', 'FLAKY', 'CRASHES', 'LOST=2'],
    ...LIKE_15_10_2,
  ],
  'an answer lost, Pods seen': ['PLAN_FENCE', 'PLAN_RELEASE', 'PODS', 'CRASHES', 'LOST=1'],
  'two operators, each killed or asleep at any step': [
    ...['PLAN_FENCE', 'PLAN_RELEASE', 'OPERATORS=2', 'DEATH', 'SLEEP'],
    ...LIKE_15_10_2,
  ],
  'two operators and an answer lost': ['PLAN_FENCE', 'OPERATORS=2', 'DEATH', 'SLEEP', 'LOST=1'],
  'two operators, Pods seen': ['PLAN_FENCE', 'OPERATORS=2', 'DEATH', 'PODS', 'CRASHES_ONCE'],
  'three electors': ['PLAN_FENCE', 'PLAN_RELEASE', 'ELECTORS=3', 'FLAKY', 'DEATH', 'CRASHES'],
  'somebody who clears the holder': ['PLAN_FENCE', 'MEDDLING=1', 'PODS', 'CRASHES'],
  'somebody who clears the holder, the operator killed': [
    ...['PLAN_FENCE', 'MEDDLING=1', 'FLAKY', 'DEATH', 'CRASHES'],
    ...LIKE_15_10_2,
  ],
  'a hand-over': ['COORDINATED', 'CRASHES', 'FLAKY', ...LIKE_15_10_2],
  'somebody leads within 18 ticks, an eviction': [
    ...['PLAN_FENCE', 'PODS', 'EVICT', 'RELEASE_ON_CANCEL', 'DEATH', 'LIVELY=18'],
  ],
  'somebody leads within 26 ticks, two operators': [
    ...['PLAN_FENCE', 'PLAN_RELEASE', 'OPERATORS=2', 'DEATH', 'LIVELY=26'],
  ],
} as const satisfies Record<string, Definitions>;
export type Configuration = keyof typeof CONFIGURATIONS;

export interface Limit {
  /** What the step-down does not promise. */
  readonly course: string;
  readonly definitions: Definitions;
}

/** Courses in which the protocol, as it is, has two leaders. */
export const LIMITS: readonly Limit[] = [
  {
    course: 'no renewal gets through before the eviction, and the elector releases on cancel',
    definitions: ['PLAN_FENCE', 'PODS', 'EVICT', 'RELEASE_ON_CANCEL', 'FLAKY'],
  },
  {
    course: 'no Pod is known, and the program goes on',
    definitions: ['PLAN_FENCE', 'LINGER=8'],
  },
  {
    course: 'the operator is killed, candidates ignore the duration of the fence, programs go on',
    definitions: ['PLAN_FENCE', 'PODS', 'DEATH', 'LINGER=2'],
  },
];
