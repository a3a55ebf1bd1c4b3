// What a step-down cannot promise, in words for who confirms it.
import { UNMEASURED, type Elector } from './electors.ts';
import type { Situation } from './situation.ts';
import type { Change } from './stepdown.ts';

type Planned = Omit<Change, 'notPromised'>;

export function promisesOf(plan: Planned, situation: Situation): string[] {
  const elector = plan.elector?.elector ?? UNMEASURED;
  return [
    'that work it started outside Kubernetes has stopped',
    ...(plan.action === 'release' ? wakingUp(plan, situation) : frozen(plan)),
    ...renewing(plan),
    ...elector.cannotPrevent,
    ...dying(plan, elector),
    ...lingering(plan),
    ...standingBy(situation),
  ];
}

/** One that is merely frozen leads on for as long as one attempt to renew may take. */
function wakingUp({ pod, term, former }: Planned, { timing }: Situation): string[] {
  const most = timing.declared?.renewDeadline ?? term;
  if (former.ended) return [];
  if (pod === undefined || pod.containers.length === 0) {
    return [
      `that the old process has ended: if it is frozen and wakes, it may act for up to ${most}s beside the new leader`,
    ];
  }
  const cure = pod.evictable ? '; --evict-pod ends it first' : '';
  return [
    `that it stays silent: its container still runs, and if it wakes it may act for up to ${most}s beside the new leader${cure}`,
  ];
}

/** What was judged silent may renew before it is released. */
function renewing({ watchFor }: Planned): string[] {
  if (watchFor === 0) return [];
  return ['that it is released: if its holder renews the Lease meanwhile, nothing is written'];
}

function frozen({ pod, speed, former, bound }: Planned): string[] {
  if (former.ended || (speed === 'evict' && pod?.evictable === true)) return [];
  const frozenNow =
    'that a process which is frozen now does not act for a moment when it wakes later';
  if (pod !== undefined || bound === undefined) return [frozenNow];
  return [
    frozenNow,
    `that its work stops within ${Math.ceil(bound)}s: nothing shows the process, and a program may work on after it has lost the Lease`,
  ];
}

/** Libraries whose candidates take an unrenewed fence before the old leader must have stopped. */
function dying({ action, bound, fenceSeconds, term, former }: Planned, elector: Elector): string[] {
  if (action !== 'step-down' || bound === undefined || former.ended) return [];
  const free = elector.ignoresFenceAfter(term, fenceSeconds);
  if (free >= bound) return [];
  const who = elector.ignoredBy ?? elector.library;
  return [
    `anything if this program is killed before the old leader has stopped: ${who} takes an unrenewed fence after ${free}s, and the old leader may act for up to ${Math.ceil(bound)}s`,
  ];
}

function lingering({ speed, pod, evictAfter, bound }: Planned): string[] {
  if (speed !== 'evict' || pod === undefined || evictAfter === undefined) return [];
  const budget =
    bound === undefined
      ? 'it is asked again for as long as its end is waited for'
      : `it is waited for instead, ${Math.ceil(bound)}s and more`;
  return [
    `that it is evicted: where a disruption budget forbids that, ${budget}`,
    `that its container ends at once: it may take its grace period, ${pod.grace}s, and nobody leads meanwhile`,
  ];
}

/** Who would lead next. */
function standingBy({ who }: Situation): string[] {
  return who.workload?.seen && who.workload.value === undefined
    ? ['that there is another candidate: its Pod belongs to no workload']
    : [];
}
