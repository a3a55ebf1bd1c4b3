// Decides what kind of thing a Lease is: by its owner's marks first, by the shape of its fields last.
import { ELECTIONS, type ElectionProgram } from './elections.ts';
import { byShape, type Judgement } from './by-shape.ts';
import type { Classification, Kind } from './kind.ts';
import type { Lease } from './lease.ts';
import { OTHERS, type OtherProgram } from './others.ts';
import { hasElectionRecord, hasElectorIdentity, isHeartbeat } from './shape.ts';
import { matches } from './signs.ts';

/** Asked in this order; the first that knows answers. */
export function classify(lease: Lease): Classification {
  const system = apiServer(lease) ?? heartbeat(lease) ?? coordinated(lease);
  if (system) return plain(system);
  const other = OTHERS.find(({ signs }) => matches(signs, lease));
  if (other) return ofOther(other);
  const elected = electionProgram(lease);
  if (elected) return { ...plain(known(lease, elected)), ...knownTraits(elected) };
  return plain(byShape(lease));
}

function plain([kind, confidence, why]: Judgement): Classification {
  return {
    ...{ kind, confidence, why, program: undefined, command: COMMANDS.get(kind) },
    ...{ readBy: undefined, writes: undefined, holderInName: undefined },
  };
}

/** What moves a Lease of that kind, whoever owns it. */
const COMMANDS: ReadonlyMap<Kind, string> = new Map([['node', 'kubectl drain NAME']]);

function ofOther(other: OtherProgram): Classification {
  return {
    ...plain([other.kind, other.confidence, other.why]),
    ...{ program: other.program, command: other.command },
    ...{ writes: other.writes, holderInName: other.holderInName },
  };
}

/** Semantics §4: three naming schemes since 1.20, and a label by which the server collects them. */
const API_SERVER_NAME =
  /^(kube-)?apiserver-([a-z0-9]{26}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function apiServer({ ref, labels, holderIdentity = '' }: Lease): Judgement | undefined {
  if (ref.namespace !== 'kube-system') return undefined;
  if (labels.has('apiserver.kubernetes.io/identity')) {
    return ['apiserver', 'certain', 'the API server labels it as its identity'];
  }
  if (!API_SERVER_NAME.test(ref.name)) return undefined;
  const own = holderIdentity.startsWith(`${ref.name}_`);
  return ['apiserver', own ? 'certain' : 'likely', 'it is named as an API server names its own'];
}

/** By its Node, not by its namespace alone: k0s keeps elections and data there too (semantics §3). */
function heartbeat(lease: Lease): Judgement | undefined {
  const { ref, owners, holderIdentity, acquireTime } = lease;
  if (ref.namespace !== 'kube-node-lease') return undefined;
  if (owners.some((owner) => owner.kind === 'Node' && owner.name === ref.name)) {
    return ['node', 'certain', 'the Node of that name owns it'];
  }
  if (holderIdentity === ref.name) {
    return ['node', 'likely', 'its holder is the Node that it is named after'];
  }
  // kwok pkg/kwok/controllers/node_lease_controller.go: a controller renews for nodes that are not.
  const foreign = hasElectorIdentity(lease) && acquireTime === undefined;
  if (foreign || isHeartbeat(lease)) {
    return ['node', 'guess', 'it stands among the heartbeats and is written as one'];
  }
  return undefined;
}

function coordinated({ strategy }: Lease): Judgement | undefined {
  return strategy === undefined
    ? undefined
    : ['coordinated', 'certain', 'spec.strategy says that the control plane elects'];
}

const BY_NAME: ReadonlyMap<string, ElectionProgram> = new Map(
  ELECTIONS.flatMap((program) => (program.names ?? []).map((name) => [name, program])),
);
const BY_SIGNS = ELECTIONS.filter(({ signs }) => signs !== undefined);

function electionProgram(lease: Lease): ElectionProgram | undefined {
  return (
    BY_NAME.get(lease.ref.name) ??
    BY_SIGNS.find(({ signs }) => signs !== undefined && matches(signs, lease))
  );
}

function known(lease: Lease, { program }: ElectionProgram): Judgement {
  const proved = hasElectionRecord(lease);
  const why = `it is named as an election of ${program}`;
  return ['election', proved ? 'certain' : 'likely', proved ? `${why} and written as one` : why];
}

function knownTraits({ program, writes, readBy }: ElectionProgram): Partial<Classification> {
  return { program, writes, readBy };
}
