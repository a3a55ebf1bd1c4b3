// Plans for a Lease as it is, with what an operator sees of it in the seconds before.
import type { Evidence, Sighting } from '../../src/lease/evidence.ts';
import { leaseFrom, list, object, type RawObject } from '../../src/lease/lease.ts';
import { situationOf } from '../../src/lease/situation.ts';
import { planOf, type Change, type Plan, type Wish } from '../../src/lease/stepdown.ts';
import { formatMicroTime, SECOND } from '../../src/lease/time.ts';
import { evidenceOf, type Scene } from './holder-scene.ts';
import { NOW } from './leases.ts';

export interface PlanScene extends Scene {
  /** Seconds between the renewals that are seen; none is seen where it is undefined. */
  readonly renews?: number;
  /** Nothing could be watched. */
  readonly unwatched?: boolean;
  /** Who writes renewTime, by managedFields. */
  readonly manager?: string;
  /** Merged into the Lease's metadata. */
  readonly metadata?: RawObject;
  /** Of the server; "workstation" where it tells no time. */
  readonly source?: 'server' | 'workstation';
  readonly gate?: boolean | undefined;
  readonly wish?: Partial<Wish>;
}

const WISH: Wish = {
  ...{ speed: 'wait', treatAsElection: false, treatAsAbandoned: false },
  ...{ evictIn: undefined, to: undefined },
};

export async function planIn(scene: PlanScene): Promise<Plan> {
  const { evidence: archive, ref, lease } = await evidenceOf(scene);
  const raw = seenAs(lease, scene);
  const { source = 'server' } = scene;
  const evidence: Evidence = {
    ...archive,
    lease: () =>
      Promise.resolve({ raw, lease: leaseFrom(raw), clock: { now: NOW, source, restamps: true } }),
    watched: (_, { seconds }) =>
      Promise.resolve(
        scene.unwatched
          ? { seen: false, why: 'may not watch' }
          : { seen: true, value: watchOf(raw, scene, seconds) },
      ),
    featureGate: () => Promise.resolve({ seen: true, value: 'gate' in scene ? scene.gate : true }),
  };
  return planOf(await situationOf(ref, evidence), { ...WISH, ...scene.wish });
}

/** As planIn(), for what is no refusal. */
export async function changeIn(scene: PlanScene): Promise<Change> {
  const plan = await planIn(scene);
  if (plan.action === 'refuse') throw new Error(`${plan.why}; ${plan.next ?? ''}`);
  return plan;
}

function seenAs(lease: RawObject, { manager, metadata }: PlanScene): RawObject {
  const before = object(lease['metadata']);
  const managedFields = list(before['managedFields']).map((it) =>
    manager === undefined ? it : { ...it, manager },
  );
  const uid = 'uid-1';
  return {
    ...lease,
    metadata: { ...before, managedFields, uid, resourceVersion: '7', ...metadata },
  };
}

function watchOf(raw: RawObject, { renews }: PlanScene, seconds: number) {
  const sightings: Sighting[] = [{ raw, at: NOW }];
  if (renews === undefined) return { sightings, until: NOW + seconds * SECOND };
  for (const times of [1, 2]) {
    const at = NOW + times * renews * SECOND;
    if (at <= NOW + seconds * SECOND) sightings.push({ raw: renewedAt(raw, times * renews), at });
  }
  const all = sightings.length === 3;
  return { sightings, until: all ? (sightings[2]?.at ?? NOW) : NOW + seconds * SECOND };
}

/** The same grant, with its stamp. */
function renewedAt(raw: RawObject, seconds: number): RawObject {
  const { renewTime = NOW } = leaseFrom(raw);
  const metadata = object(raw['metadata']);
  const time = `${formatMicroTime(NOW + seconds * SECOND).slice(0, 19)}Z`;
  const managedFields = list(metadata['managedFields']).map((it) => ({ ...it, time }));
  const spec = object(raw['spec']);
  return {
    ...raw,
    metadata: { ...metadata, managedFields, resourceVersion: String(7 + Math.ceil(seconds)) },
    spec: { ...spec, renewTime: formatMicroTime(renewTime + seconds * SECOND) },
  };
}
