// The governance record of one Lease: who holds it, by what authority, how it is timed, and who else may take it.
import { apiServersOf, KUBE_APISERVER, type ApiServer } from './api-servers.ts';
import type { Authority } from './authority.ts';
import { authorityAsked } from './authority-review.ts';
import { coordinationOf, type Coordination } from './coordination.ts';
import type { Evidence, Patience, Seen, ServerVersion, Watched } from './evidence.ts';
import type { Finding, Found } from './finding.ts';
import { findingsOf } from './findings.ts';
import { historyOf } from './history.ts';
import { asLastSeen, watchIt } from './last-seen.ts';
import type { Lease, LeaseRef, RawObject } from './lease.ts';
import { lookOnce } from './look-once.ts';
import { nodeStateOf, type NodeState } from './node.ts';
import type { Pod } from './pod.ts';
import { readRbac } from './rbac-look.ts';
import { subjectOf, type HolderSubject } from './subject.ts';
import { neighboursOf, standbysOf, workloadAbove } from './surroundings.ts';
import type { Timeline } from './timeline.ts';
import { timingOf, type Timing } from './timing.ts';
import { whoHolds, type WhoHolds } from './who.ts';
import type { Workload } from './workload.ts';
import { writersOf, type Writers } from './writers.ts';

/** Annotations that a team may set on its Lease (design §3). */
const ANNOTATION = 'kubectl-lease.github.io';

export interface LeaseRecord {
  readonly who: WhoHolds;
  readonly version: Seen<ServerVersion>;
  /** As it is now; `who.workload` only names it. Undefined where none was found, or none can be looked up. */
  readonly workload: Seen<Workload | undefined> | undefined;
  /** The other Pods of that workload; undefined where it is not known which those are. */
  readonly standbys: Seen<readonly Pod[]> | undefined;
  readonly timing: Timing;
  /** Of a coordinated election alone. */
  readonly coordination: Coordination | undefined;
  /** Of a heartbeat alone. */
  readonly node: Seen<NodeState | undefined> | undefined;
  /** Of an API server's identity alone: all of them. */
  readonly apiServers: Seen<readonly ApiServer[]> | undefined;
  /** The other Leases of its namespace; undefined among heartbeats. */
  readonly neighbours: Seen<readonly Lease[]> | undefined;
  readonly history: Timeline;
  /** About the Lease, in the shape of either API of Events. */
  readonly events: Seen<readonly RawObject[]>;
  readonly watched: Seen<Watched>;
  /** Undefined where it is not known as whom the holder asks the API server. */
  readonly subject: HolderSubject | undefined;
  readonly authority: Authority | undefined;
  readonly writers: Writers;
  /** What the team says of it; undefined where it says nothing. */
  readonly owner: string | undefined;
  readonly guards: string | undefined;
  readonly playbook: string | undefined;
  /** Worst first. */
  readonly findings: readonly Finding[];
}

/** Questions to the server where RBAC may not be read: with them, a record costs twenty requests at most. */
const MOST_ASKED = 3;

/**
 * At most twenty requests, of which a paged list counts as one (design §4). `patience`: how long to
 * watch the holder renew.
 */
export async function leaseRecord(
  ref: LeaseRef,
  source: Evidence,
  patience: Patience,
): Promise<LeaseRecord> {
  const asked = lookOnce(source);
  const first = await asked.lease(ref);
  const [watched, version, rbac, neighbours, events] = await Promise.all([
    watchIt(first, asked, patience),
    asked.version(),
    readRbac(asked),
    neighboursOf(first.lease, asked),
    asked.look({
      resource: 'events',
      namespace: first.lease.ref.namespace,
      about: first.lease.ref,
    }),
  ]);
  const evidence = asLastSeen(asked, first, watched);
  const who = await whoHolds(first.lease.ref, evidence);
  const { lease } = who;
  const pod = podOf(who);
  const [around, history, special] = await Promise.all([
    aroundOf(pod, who, evidence),
    pastOf(who, evidence),
    specialOf(who, evidence),
  ]);
  const subject = subjectOf(who);
  const declared = (key: string): string | undefined =>
    lease.annotations.get(`${ANNOTATION}/${key}`);
  const found: Found = {
    ...{ who, version, neighbours, events, history, watched, ...around },
    coordination: special.coordination,
    node: special.node && nodeStateOf(special.node, version),
    apiServers: special.apiServers && apiServersOf(special.apiServers, who.clock),
    timing: timingOf(lease, who.verdict, pod?.containers ?? [], watched),
    subject,
    authority:
      subject &&
      (await authorityAsked(subject.subject, lease.ref, rbac, { evidence, most: MOST_ASKED })),
    writers: writersOf(lease.ref, rbac),
    ...{ owner: declared('owner'), guards: declared('guards'), playbook: declared('playbook') },
  };
  return { ...found, findings: findingsOf(found) };
}

/** One request, or two; what became of former leaders is told by `history`. */
async function pastOf({ raw, lease, clock }: WhoHolds, evidence: Evidence): Promise<Timeline> {
  const audit = await evidence.audit(lease.ref);
  const found = { raw, lease, clock };
  const history = await historyOf(lease.ref, found, audit, evidence, 0);
  if (history === undefined) throw new Error('a Lease that is there has a history');
  return history;
}

function podOf({ pod }: WhoHolds): Pod | undefined {
  return pod?.seen ? pod.value : undefined;
}

/** Two requests. */
async function aroundOf(
  pod: Pod | undefined,
  who: WhoHolds,
  evidence: Evidence,
): Promise<Pick<LeaseRecord, 'workload' | 'standbys'>> {
  if (pod === undefined) return { workload: undefined, standbys: undefined };
  const workload = await workloadAbove(pod, who.workload, evidence);
  return { workload, standbys: await standbysOf(pod, workload, evidence) };
}

interface Special {
  readonly coordination?: Coordination;
  readonly node?: Seen<readonly RawObject[]>;
  readonly apiServers?: Seen<readonly RawObject[]>;
}

/** What Leases of its kind have besides; two requests at most. */
async function specialOf(
  { lease, verdict, clock }: WhoHolds,
  evidence: Evidence,
): Promise<Special> {
  switch (verdict.kind) {
    case 'coordinated':
      return { coordination: await coordinationOf(lease, evidence, clock.now) };
    case 'node': {
      const name = verdict.node ?? lease.ref.name;
      return { node: await evidence.look({ resource: 'nodes', name }) };
    }
    case 'apiserver': {
      const { namespace } = lease.ref;
      const look = { resource: 'leases', namespace, labels: KUBE_APISERVER } as const;
      return { apiServers: await evidence.look(look) };
    }
    default:
      return {};
  }
}

/** What holding a Lease does not mean; said of every one. */
export const LIMITS: readonly string[] = [
  'a Lease does not authorise: RBAC gives every replica the same rights at all times, the Lease only says which one uses them',
  'it does not check what its holder does',
  'it does not fence effects outside Kubernetes',
  'it does not prove that stale work has stopped',
];
