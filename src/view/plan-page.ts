// The plan of a step-down as a page: what is confirmed.
import { spokenName } from '../lease/holder.ts';
import type { Situation } from '../lease/situation.ts';
import type { Change } from '../lease/stepdown.ts';
import type { Right } from '../operation/writing.ts';
import { joined, lines as printable, type Printable } from './escape.ts';
import { humanDuration } from './duration.ts';
import { fenceInWords, writtenBefore } from './found-fence-words.ts';
import { layOut } from './page.ts';
import type { Section } from './section.ts';
import { rangeInWords } from './stepdown-words.ts';

/** Which cluster, and as whom. */
export interface Where {
  readonly server: string;
  readonly context: string;
  readonly operator: string;
}

/** One line: the Lease, its cluster, who asks. */
export function whereLine({ ref }: Pick<Change, 'ref'>, where: Where): Printable {
  const context = where.context === '' ? '' : `, context ${where.context}`;
  const { namespace, name } = ref;
  const as = where.operator === '' ? '' : `, as ${where.operator}`;
  return printable(`${namespace}/${name} at ${where.server}${context}${as}`);
}

/** Who holds it, how it stands, who writes it: the same for every speed. */
export function situationPage(plan: Change, situation: Situation): Printable {
  const sections: Section[] = [
    { label: 'Held by', lines: heldBy(plan, situation) },
    { label: 'Written by', lines: writtenBy(plan) },
    ...alsoHolds(plan),
  ];
  return laidOut(sections);
}

/** What would be done, and what it costs. */
export function planPage(plan: Change, rights: readonly Right[], confirm: string): Printable {
  const sections: Section[] = [
    {
      label: 'Plan',
      lines: [planInWords(plan), costInWords(plan), ...endsInWords(plan)],
    },
    { label: 'Writes', lines: writesInWords(plan) },
    { label: 'Rights', lines: rights.map(rightLine) },
    { label: 'Not promised', lines: plan.notPromised },
    { label: 'Confirm', lines: [`--confirm ${confirm}`] },
  ];
  return joined(sections.map(layOut));
}

export function planInWords(plan: Change): string {
  const { action, speed, evictAfter, former, asked } = plan;
  switch (action) {
    case 'release':
      return plan.former.ended
        ? 'release: its holder has ended'
        : `release, once the Lease was not renewed for a whole lease duration (${silenceInWords(plan)})`;
    case 'hand-over':
      return `ask the control plane to hand over to ${asked ?? ''}`;
    case 'step-down':
      if (former.ended) return 'fence, release at once: its process has ended';
      if (speed === 'evict' && evictAfter !== undefined) return 'fence, evict its Pod, release';
      return 'fence, wait until it has stopped, release';
  }
}

/** "15s, of which 5s have passed" */
function silenceInWords({ watchFor, watched }: Change): string {
  return watched === 0 ? `${watchFor}s` : `${watchFor}s, of which ${watched}s have passed`;
}

function costInWords({ leaderIn, unled, watchFor, watched }: Change): string {
  if (watchFor > watched) {
    return `released in ${watchFor - watched}s unless it is renewed; a new leader ${rangeInWords(leaderIn)} after that; nobody leads meanwhile`;
  }
  return `a new leader in ${rangeInWords(leaderIn)}; nobody leads for ${rangeInWords(unled)}`;
}

/** A holder that is late is perhaps gone: others take over by themselves, perhaps sooner. */
function otherwise({ who, renewals }: Situation): string[] {
  const { word, expiresIn } = who.verdict.standing;
  const isSilent = word === 'late' || (word === 'held' && renewals?.count === 0);
  if (!isSilent || expiresIn === undefined) return [];
  return [`if nothing is done and it stays silent, its term ends in ${Math.max(0, expiresIn)}s`];
}

/** As one of a list to choose from, which fits a window of 80 columns. */
export function choiceInWords(plan: Change): string {
  const { action, speed, evictAfter, former, asked, watchFor, watched } = plan;
  switch (action) {
    case 'release':
      return watchFor > watched ? `watch for ${watchFor - watched}s, release` : 'release';
    case 'hand-over':
      return `hand over to ${asked ?? ''}`;
    case 'step-down':
      if (former.ended) return 'fence, release: it has ended';
      return speed === 'evict' && evictAfter !== undefined ? 'fence, evict its Pod' : 'fence, wait';
  }
}

/** What goes with it. */
export function choiceCost({ leaderIn, unled, watchFor, watched }: Change): string {
  const left = watchFor - watched;
  if (left > 0) {
    return `new leader in ${rangeInWords([left + leaderIn[0], left + leaderIn[1]])}, nobody leads meanwhile`;
  }
  return `new leader in ${rangeInWords(leaderIn)}, nobody leads for ${rangeInWords(unled)}`;
}

/** The same lines as in the plan that is printed, for the speed that was chosen. */
export function chosenPage(plan: Change): Printable {
  const sections: Section[] = [
    ...alsoHolds(plan),
    { label: 'Writes', lines: writesInWords(plan) },
    { label: 'Safety', lines: endsInWords(plan) },
    { label: 'Not promised', lines: plan.notPromised },
  ];
  return laidOut(sections);
}

function laidOut(sections: readonly Section[]): Printable {
  return joined(sections.filter(({ lines }) => lines.length > 0).map(layOut));
}

function endsInWords({ action, ifToolDies }: Change): string[] {
  if (action === 'hand-over') return [];
  return [`if this program dies, somebody can lead within ${Math.ceil(ifToolDies)}s all the same`];
}

function writesInWords(plan: Change): string[] {
  const { action, fenceSeconds, renewEvery, evictAfter, pod } = plan;
  const record = 'the record of the operation: an annotation of the Lease, and an Event';
  if (action === 'release') return ['the Lease: no holder', record];
  if (action === 'hand-over') return [`the Lease: preferredHolder ${plan.asked ?? ''}`, record];
  const evict =
    evictAfter === undefined || pod === undefined
      ? []
      : [`an eviction of Pod ${pod.ref.namespace}/${pod.ref.name}, of this uid alone`];
  return [
    `the Lease: a holder of ours for ${fenceSeconds}s, renewed every ${renewEvery}s while it is needed`,
    ...evict,
    'the Lease: no holder, once the old leader has stopped',
    record,
  ];
}

function rightLine({ verb, resource, apiGroup, namespace, name }: Right): string {
  const group = apiGroup === '' ? '' : `.${apiGroup}`;
  const named = name === undefined ? '' : ` ${name}`;
  return `${verb} ${resource}${group}${named} in ${namespace}`;
}

function heldBy(plan: Change, situation: Situation): string[] {
  const { who, pod: found } = situation;
  const { pod, adopts } = plan;
  if (adopts !== undefined) {
    return fenceInWords(adopts, plan, found);
  }
  const name = spokenName(who.verdict.holder);
  const node = pod?.node === undefined ? '' : ` on ${pod.node}`;
  const named = pod === undefined ? name : `Pod ${pod.ref.name}${node}`;
  const isDoubtful = pod === undefined && !found.seen && plan.action !== 'hand-over';
  const doubt = isDoubtful ? [`no Pod is certain: ${found.why}`] : [];
  return [`${named}; ${aliveInWords(situation)}`, ...otherwise(situation), ...doubt];
}

function aliveInWords({ who, renewals, watched }: Situation): string {
  const { word, renewedAgo } = who.verdict.standing;
  if (word === 'expired') return `silent past its term: renewed ${humanDuration(renewedAgo)} ago`;
  if (renewals !== undefined && renewals.count > 0) {
    const times = ['once', 'twice'][renewals.count - 1] ?? `${renewals.count} times`;
    return `alive: renewed ${times} while looking`;
  }
  const ago = renewedAgo === undefined ? '' : `: renewed ${humanDuration(renewedAgo)} ago`;
  const looked = watched.seen ? 'not renewed while looking' : `not watched (${watched.why})`;
  return `${looked}, and not certainly past its term${ago}`;
}

function writtenBy(plan: Change): string[] {
  const { elector: found, action, term, interval, bound, stops, adopts } = plan;
  if (action === 'hand-over') return ['the control plane, which elects among LeaseCandidates'];
  if (found === undefined) return ['a library whose leaders were not measured'];
  if (adopts !== undefined) return [writtenBefore(plan)];
  const { elector, confidence, why } = found;
  const doubt = confidence === 'certain' ? '' : ', probably';
  const most = bound === undefined ? '' : `, ${Math.ceil(bound)}s at most`;
  const rhythm = interval === undefined ? '' : `, renewed every ${interval.toFixed(1)}s`;
  const stopping = `stops ${rangeInWords(stops)} after losing the Lease${most}`;
  return [`${elector.library}${doubt} (${why}); term ${term}s${rhythm}; ${stopping}`];
}

function alsoHolds({ alsoHolds: found, evictAfter }: Change): Section[] {
  if (found === undefined || evictAfter === undefined) return [];
  if (!found.seen) return [{ label: 'Also holds', lines: [`not known: ${found.why}`] }];
  const names = found.value.map(({ namespace, name }) => `${namespace}/${name}`);
  const partly = found.partly === undefined ? [] : [`perhaps more: ${found.partly}`];
  return [{ label: 'Also holds', lines: [...names, ...partly] }];
}
