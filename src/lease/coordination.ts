// A coordinated election: its strategy, the feature gate, its candidates.
import { candidatesOf, type Candidates } from './candidates.ts';
import type { Evidence, Seen } from './evidence.ts';
import type { Lease } from './lease.ts';
import type { Micros } from './time.ts';

export interface Coordination {
  readonly strategy: string | undefined;
  /** Whom the control plane asked to take over at the end of this term. */
  readonly preferredHolder: string | undefined;
  /** The gate CoordinatedLeaderElection; undefined where the API server does not know it. */
  readonly featureGate: Seen<boolean | undefined>;
  readonly candidates: Seen<Candidates>;
}

/** Two requests; `now` by the API server's clock. */
export async function coordinationOf(
  lease: Lease,
  evidence: Pick<Evidence, 'look' | 'featureGate'>,
  now: Micros,
): Promise<Coordination> {
  const { namespace } = lease.ref;
  const [found, featureGate] = await Promise.all([
    evidence.look({ resource: 'leasecandidates', namespace }),
    evidence.featureGate('CoordinatedLeaderElection'),
  ]);
  return {
    strategy: lease.strategy,
    preferredHolder: lease.preferredHolder,
    featureGate,
    candidates: candidatesOf(lease, found, now),
  };
}
