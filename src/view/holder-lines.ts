// The holder in lines: what it is, what runs there, since when, and who stands by.
import { spokenName } from '../lease/holder.ts';
import type { Container } from '../lease/container.ts';
import type { Pod } from '../lease/pod.ts';
import type { LeaseRecord } from '../lease/record.ts';
import { serviceAccountOf } from '../lease/subject.ts';
import { humanDuration } from './duration.ts';
import { momentInWords } from './times.ts';
import { workloadInWords } from './workload-words.ts';

export function holderLines(record: LeaseRecord): string[] {
  const { verdict, pod } = record.who;
  const { holder, standing } = verdict;
  if (!holder.identity) return ['nobody'];
  const found = holder.resolvesTo;
  const named = found ? `${found.kind} ${found.name}` : spokenName(holder);
  const account = serviceAccountOf(record.who);
  return [
    `${named}, ${holder.confidence === 'none' ? '' : `${holder.confidence}: `}${holder.why}`,
    ...(holder.identity === spokenName(holder) ? [] : [`written as ${holder.identity}`]),
    ...(pod?.seen && pod.value ? podLines(pod.value) : []),
    ...workloadLines(record),
    ...(account ? [`ServiceAccount ${account.namespace ?? ''}/${account.name}`] : []),
    ...(standing.why === undefined ? [] : [`not judged: ${standing.why}`]),
  ];
}

function podLines({ containers, nodeName, phase, deleting, mirror, hostNetwork }: Pod): string[] {
  const where = nodeName === undefined ? 'no node yet' : `node ${nodeName}`;
  const marks = [
    ...(deleting ? ['being deleted'] : []),
    ...(mirror ? ['static: deleting its Pod leaves it running'] : []),
    ...(hostNetwork ? ["in the node's network"] : []),
  ];
  if (containers.length === 0) return [[phase ?? 'phase unknown', where, ...marks].join(', ')];
  return containers.map((container, at) =>
    [containerInWords(container), ...(at === 0 ? [where, ...marks] : [])].join(', '),
  );
}

function containerInWords({ name, ready, restarts, state, reason, image }: Container): string {
  const how =
    ready === true ? 'ready' : state === undefined ? 'state unknown' : `${state}, not ready`;
  const why = ready === true || reason === undefined ? '' : ` (${reason})`;
  return [
    `container ${name} ${how}${why}`,
    ...(restarts === undefined ? [] : [restarts === 1 ? '1 restart' : `${restarts} restarts`]),
    ...(image === undefined ? [] : [`image ${image}`]),
  ].join(', ');
}

function workloadLines({ who, workload }: LeaseRecord): string[] {
  if (who.workload === undefined) return [];
  if (!who.workload.seen) return [who.workload.why];
  const owner = who.workload.value;
  if (owner === undefined) {
    const isStatic = who.pod?.seen === true && who.pod.value?.mirror === true;
    return [`no controller: ${isStatic ? 'its node starts it again' : 'nothing starts it again'}`];
  }
  const named = workloadInWords(owner);
  const { partly } = who.workload;
  if (partly !== undefined) return [`${named}, or one above it: ${partly}`];
  if (workload === undefined) return [named];
  if (!workload.seen) return [`${named}: ${workload.why}`];
  if (workload.value === undefined) return [`${named}, which is gone`];
  const { revision, replicas, readyReplicas } = workload.value;
  return [
    [
      named,
      ...(revision === undefined ? [] : [`revision ${revision}`]),
      ...(replicas === undefined ? [] : [`${readyReplicas ?? 0} of ${replicas} replicas ready`]),
    ].join(', '),
  ];
}

export function sinceLines({ who }: LeaseRecord): string[] {
  const { lease, verdict, acquired, heldFor, clock } = who;
  // Never acquired: they are there for as long as their owner is.
  if (verdict.kind === 'node' || verdict.kind === 'apiserver') return [];
  const { transitions, strategy } = lease;
  // A coordinated election does not count them (faults §0.1c).
  const times =
    strategy !== undefined || transitions === undefined
      ? 'its transitions are not counted'
      : transitionsInWords(transitions);
  if (!verdict.holder.identity || acquired === undefined) return [`not known; ${times}`];
  return [`${momentInWords(acquired, clock.now)}, ${humanDuration(heldFor)}, ${times}`];
}

function transitionsInWords(count: number): string {
  if (count === 0) return 'first holder';
  return count === 1 ? 'after 1 transition' : `after ${count} transitions`;
}

/** More of them are counted, not named. */
const MOST_NAMED = 8;

export function standbyLines({ standbys }: LeaseRecord): string[] {
  if (standbys === undefined) return [];
  if (!standbys.seen) return [`not known: ${standbys.why}`];
  if (standbys.value.length === 0) return ['nobody: its workload has no other Pod'];
  const named = standbys.value
    .slice(0, MOST_NAMED)
    .map(({ ref, ready, deleting }) =>
      deleting
        ? `${ref.name} (being deleted)`
        : ready === true
          ? ref.name
          : `${ref.name} (not ready)`,
    );
  const rest = standbys.value.length - named.length;
  return [`${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`];
}
