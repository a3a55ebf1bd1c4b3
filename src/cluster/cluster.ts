// Answers evidence from a live API server.
import { failure } from '../errors.ts';
import type { Evidence, LeaseQuery, ServerVersion, WatchEvent } from '../lease/evidence.ts';
import { text } from '../lease/lease.ts';
import type { Writing } from '../operation/writing.ts';
import { allowed, allowedWatch } from './allowed.ts';
import { anew } from './anew.ts';
import { apiOver, type Api } from './api.ts';
import type { ConnectionFlags } from './connection-flags.ts';
import { connect, type Connection } from './connection.ts';
import { loadKubeconfig } from './kubeconfig.ts';
import { getLease, listLeases, listObjects } from './leases.ts';
import { seen } from './seen.ts';
import { Stamps } from './stamps.ts';
import { openTransport } from './transport.ts';

export interface Program {
  readonly version: string;
  /** Says on stderr what is not the answer. */
  readonly note: (line: string) => Promise<void>;
}

/** What may be written there as well. */
export interface WritableCluster {
  readonly evidence: Evidence;
  readonly writing: Writing;
  /** Which cluster this is, for who confirms. */
  readonly place: { readonly server: string; readonly context: string };
}

/** Connects lazily: nothing is sent before the first question. */
export async function openCluster(
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
  program: Program,
): Promise<Evidence> {
  return (await opened(flags, env, program)).evidence;
}

/** The same, for the one command that writes. */
export async function openWritableCluster(
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
  program: Program,
): Promise<WritableCluster> {
  const { api, connection, evidence } = await opened(flags, env, program, SEVERAL);
  const { server, context } = connection;
  const { writingOver } = await import('./writing.ts');
  return { evidence, writing: writingOver(api), place: { server, context } };
}

async function opened(
  flags: ConnectionFlags,
  env: NodeJS.ProcessEnv,
  program: Program,
  stamped = 1,
): Promise<{ readonly api: Api; readonly connection: Connection; readonly evidence: Evidence }> {
  const connection = await connect(await loadKubeconfig(flags.kubeconfig, env), flags, env);
  const api = apiOver(await openTransport(connection), connection, program.version);
  const stamps = new Stamps(api, stamped);
  return { api, connection, evidence: evidenceOver(api, stamps, connection, flags, program) };
}

/** Before anything is written: several API servers may be behind one address. */
const SEVERAL = 3;

function evidenceOver(
  api: Api,
  stamps: Stamps,
  connection: Connection,
  flags: ConnectionFlags,
  { note }: Program,
): Evidence {
  const whose = flags.namespace === undefined ? "the context's" : 'what -n names';
  const fallback = { namespace: connection.namespace, whose, note };
  return {
    defaultNamespace: connection.namespace,
    leases: (query) =>
      allowed((some) => anew(() => listLeases(api, some, stamps)), query, fallback),
    objects: (query) =>
      allowed((some) => anew(() => listObjects(api, some, stamps)), query, fallback),
    watch: (query) => allowedWatch((some) => watchEvents(api, some, stamps), query, fallback),
    lease: (ref) => getLease(api, ref, stamps),
    look: async (look) => (await import('./looks.ts')).lookOver(api, look),
    review: async (who, question) => (await import('./review.ts')).askReview(api, who, question),
    watched: async (ref, patience) =>
      (await import('./watched.ts')).watched({ api, stamps, note }, ref, patience),
    audit: () => Promise.resolve(undefined),
    featureGate: async (name) => (await import('./feature-gate.ts')).featureGate(api, name),
    version: () => seen('ask for the version', () => readVersion(api)),
    close: () => {
      stamps.close();
      api.close();
    },
  };
}

/** Loaded only by who watches. */
async function* watchEvents(
  api: Api,
  query: LeaseQuery,
  stamps: Stamps,
): AsyncGenerator<WatchEvent> {
  yield* (await import('./watch.ts')).watchLeases(api, query, stamps);
}

async function readVersion(api: Api): Promise<ServerVersion> {
  const { body } = await api.get('/version');
  // No object: what has a kind is something else.
  if (text(body['gitVersion']) === undefined || body['kind'] !== undefined) {
    throw failure('the API server answered with something that is not its version');
  }
  const [major, minor] = [body['major'], body['minor']].map((part) => {
    // "36+" on some.
    const number = parseInt(text(part) ?? '', 10);
    return Number.isNaN(number) ? undefined : number;
  });
  return { major, minor, gitVersion: text(body['gitVersion']) };
}
