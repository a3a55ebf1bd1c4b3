// The record as a document: LeaseRecord, from which a program can decide alone.
import { coverageDocument, rowDocument } from './history-document.ts';
import { OTHER_AUTHORIZERS } from '../lease/authority.ts';
import type { Candidate, Candidates } from '../lease/candidates.ts';
import type { Container } from '../lease/container.ts';
import type { Coordination } from '../lease/coordination.ts';
import type { Seen } from '../lease/evidence.ts';
import type { Pod } from '../lease/pod.ts';
import { notLookedAt } from '../lease/findings-unseen.ts';
import { LIMITS, type LeaseRecord } from '../lease/record.ts';
import { serviceAccountOf, whyNoSubject } from '../lease/subject.ts';
import { formatMicroTime, type Micros } from '../lease/time.ts';
import type { SeenRenewals, Timing } from '../lease/timing.ts';
import type { ToldOperation } from '../lease/told-operation.ts';
import type { WhoHolds } from '../lease/who.ts';
import type { Workload } from '../lease/workload.ts';
import { toldDocument } from './operation-document.ts';
import {
  API_VERSION,
  clockDocument,
  controllerDocument,
  moment,
  seenDocument,
  verdictDocument,
  workloadDocument,
} from './document.ts';

export function leaseRecordDocument(record: LeaseRecord): unknown {
  const { who, authority, writers, version, coordination } = record;
  return {
    apiVersion: API_VERSION,
    kind: 'LeaseRecord',
    asOf: moment(who.clock),
    clock: clockDocument(who.clock),
    serverVersion: seenDocument(version, ({ gitVersion }) => gitVersion ?? null),
    lease: who.raw,
    verdict: verdictDocument(who.verdict),
    holder: holderDocument(record),
    standbys: record.standbys && seenDocument(record.standbys, (pods) => pods.map(podDocument)),
    timing: timingDocument(record.timing, who),
    candidates: coordination && seenDocument(coordination.candidates, candidatesDocument),
    coordination: coordination && coordinationDocument(coordination),
    node: record.node && seenDocument(record.node, (node) => timed(node, ['readySince'])),
    apiServers: record.apiServers && seenDocument(record.apiServers, (servers) => servers),
    subject: record.subject ?? unseenSubject(who),
    authority: authority ?? unseenSubject(who),
    otherAuthorizers: OTHER_AUTHORIZERS,
    writers,
    configuration: configurationDocument(who.pod),
    guards: record.guards ?? null,
    owner: ownerDocument(record),
    playbook: record.playbook ?? null,
    operations: operationsOf(record).map(toldDocument),
    transitions: {
      coverage: coverageDocument(record.history.coverage),
      rows: record.history.rows.map(rowDocument),
    },
    findings: record.findings,
    notLookedAt: notLookedAt(record),
    limits: LIMITS,
  };
}

/** With one of which only the fence is there. */
function operationsOf({ who: { fence }, history }: LeaseRecord): readonly ToldOperation[] {
  const told = history.operations;
  return fence === undefined || told.some(({ id }) => id === fence.id) ? told : [...told, fence];
}

function holderDocument(record: LeaseRecord): unknown {
  const { who, workload } = record;
  const account = serviceAccountOf(who);
  const pod = who.pod?.seen ? who.pod.value : undefined;
  return {
    heldForSeconds: who.heldFor,
    pod: who.pod && seenDocument(who.pod, podDocument),
    containers: pod?.containers.map(containerDocument),
    workload: workload
      ? seenDocument(workload, (it) => ownedDocument(it, who))
      : controllerDocument(who.workload),
    serviceAccount: account ? { namespace: account.namespace, name: account.name } : unseenPod(who),
    node: pod?.nodeName ?? who.verdict.node ?? nodeNamed(who) ?? unseenPod(who),
  };
}

/** Null only where it was looked for: nobody who acts is known. */
function unseenSubject(who: WhoHolds): unknown {
  const { kind, holder } = who.verdict;
  if (!holder.identity || kind === 'node' || kind === 'apiserver') return null;
  return { seen: false, why: whyNoSubject(who) };
}

function unseenPod({ pod }: WhoHolds): unknown {
  return pod?.seen === false ? pod : null;
}

function podDocument(pod: Pod): unknown {
  const { ref, uid, nodeName, phase, ready, deleting, mirror, hostNetwork, createdAt } = pod;
  return {
    ...{ ...ref, uid, createdAt: time(createdAt), node: nodeName ?? null },
    ...{ phase: phase ?? null, ready: ready ?? null, deleting, static: mirror, hostNetwork },
  };
}

function containerDocument({ name, image, id, ready, restarts, ...rest }: Container): unknown {
  return {
    ...{ name, image: image ?? null, containerID: id ?? null, ready: ready ?? null },
    ...{ restarts: restarts ?? null, state: rest.state ?? null, reason: rest.reason ?? null },
    startedAt: time(rest.startedAt),
  };
}

function nodeNamed({ verdict }: WhoHolds): string | undefined {
  const { resolvesTo } = verdict.holder;
  return resolvesTo?.kind === 'Node' ? resolvesTo.name : undefined;
}

function ownedDocument(owned: Workload, { workload }: WhoHolds): unknown {
  const { apiVersion, kind, ref, uid, ...rest } = owned;
  const { madeBy } = (workload?.seen ? workload.value : undefined) ?? {};
  return {
    ...{ apiVersion, kind, name: ref.name, uid, revision: rest.revision ?? null },
    ...{ images: rest.images, replicas: rest.replicas ?? null },
    readyReplicas: rest.readyReplicas ?? null,
    madeBy: madeBy && workloadDocument(madeBy),
  };
}

/** All in seconds, as in the Lease itself. */
function timingDocument(timing: Timing, { acquired, verdict }: WhoHolds): unknown {
  const { declared } = timing;
  return {
    termSeconds: timing.term ?? null,
    renewInterval: {
      declaredSeconds: declared?.retryPeriod ?? null,
      declaredBy: declared?.by ?? null,
      seen: seenDocument(timing.seen, renewalsDocument),
    },
    renewDeadlineSeconds: declared?.renewDeadline ?? null,
    acquired: time(acquired),
    renewedSecondsAgo: verdict.standing.renewedAgo ?? null,
    worstCaseTakeoverSeconds: timing.worstTakeover ?? null,
    toleratedApiDowntimeSeconds: timing.toleratedDowntime ?? null,
    holderSkewSeconds: timing.holderSkew ?? null,
  };
}

function renewalsDocument({ count, least, most, watched }: SeenRenewals): unknown {
  const between = count === 0 ? {} : { leastSeconds: least, mostSeconds: most };
  return { count, ...between, watchedSeconds: Math.round(watched * 10) / 10 };
}

function candidatesDocument({ all, preferred }: Candidates): unknown {
  return { preferred: preferred ?? null, items: all.map(candidateDocument) };
}

function candidateDocument(candidate: Candidate): unknown {
  const { name, binaryVersion, emulationVersion, strategy, leads, silent } = candidate;
  return {
    ...{ name, binaryVersion: binaryVersion ?? null, emulationVersion: emulationVersion ?? null },
    ...{ strategy: strategy ?? null, leads, silent, created: time(candidate.createdAt) },
    ...{ renewTime: time(candidate.renewTime), pingTime: time(candidate.pingTime) },
  };
}

function coordinationDocument(coordination: Coordination): unknown {
  const { strategy, preferredHolder, featureGate } = coordination;
  return {
    strategy: strategy ?? null,
    preferredHolder: preferredHolder ?? null,
    featureGate: seenDocument(featureGate, (on) => on),
  };
}

function configurationDocument(pod: Seen<Pod | undefined> | undefined): unknown {
  if (pod?.seen === false) return pod;
  if (pod?.value === undefined) return null;
  const { containers, configMaps } = pod.value;
  return {
    containers: containers.map(({ name, flags, environment }) => ({
      ...{ name, flags },
      environment: Object.fromEntries(environment),
    })),
    configMaps,
  };
}

/** The annotation beats the ownerReference: the team says it itself. */
function ownerDocument({ owner, who: { lease } }: LeaseRecord): unknown {
  if (owner !== undefined) return { annotation: owner };
  const [reference] = lease.owners;
  return reference === undefined ? null : { reference: workloadDocument(reference) };
}

function timed<T extends object>(value: T, keys: readonly (keyof T)[]): unknown {
  const times = keys.map((key) => [key, time(value[key] as Micros | undefined)]);
  return { ...value, ...Object.fromEntries(times) };
}

function time(micros: Micros | undefined): string | null {
  return micros === undefined ? null : formatMicroTime(micros);
}
