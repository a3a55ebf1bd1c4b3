// Carries a plan out, and records what became of it. Once something may be written, nothing that is
// thrown ends it without saying what stands.
import { Failure, reasonOf } from '../errors.ts';
import { epochOf } from '../lease/epoch.ts';
import { fenceHolder, OPERATION_ID } from '../lease/fence.ts';
import type { Change } from '../lease/stepdown.ts';
import { handOver } from './hand-over.ts';
import { NOTHING_YET } from './operation.ts';
import type { Carry, Ports, Request, Result, Surroundings } from './operation.ts';
import { safely } from './ports.ts';
import { record, type Recorded } from './recording.ts';
import { release } from './release.ts';
import { stepDown } from './step-down.ts';
import { Written } from './written.ts';

const CARRY: Readonly<Record<Change['action'], Carry>> = {
  release,
  'step-down': stepDown,
  'hand-over': handOver,
};

export interface Executed {
  readonly result: Result;
  /** Undefined where nothing was written, or nobody waits for it. */
  readonly recorded: Recorded | undefined;
}

export async function execute(
  plan: Change,
  request: Request,
  around: Surroundings,
): Promise<Executed> {
  const ports = { ...safely(around), written: new Written() };
  const result = await resultOf(plan, request, ports);
  return { result, recorded: await recordOf(plan, request, result, ports) };
}

async function resultOf(plan: Change, request: Request, ports: Ports): Promise<Result> {
  const { written, defect } = ports;
  try {
    return await CARRY[plan.action](plan, request, ports);
  } catch (thrown) {
    if (written.at === undefined) throw thrown;
    if (!(thrown instanceof Failure)) defect(thrown);
    return whatStands(plan, request, ports, reasonOf(thrown));
  }
}

/** As far as the server tells; what it does not tell may stand. */
async function whatStands(
  plan: Change,
  request: Request,
  { written, evidence }: Ports,
  why: string,
): Promise<Result> {
  const lease = await read(plan, { evidence });
  const isFenced = lease?.lease.holderIdentity === fenceHolder(request.id);
  const isGone = written.isKnown && lease !== undefined && !isFenced;
  return {
    ...NOTHING_YET,
    ...{ outcome: 'unknown', why, wrote: written.isKnown || isFenced, at: written.at },
    ...{ releasedAt: written.releasedAt, stoppedBy: written.stoppedBy },
    fencedUntil: isGone ? undefined : written.fencedUntil,
    ...(isGone ? { after: epochOf(lease.lease) } : {}),
    lease,
  };
}

function read({ ref }: Change, { evidence }: Pick<Ports, 'evidence'>): Promise<Result['lease']> {
  return evidence.lease(ref).catch(() => undefined);
}

async function recordOf(
  plan: Change,
  request: Request,
  result: Result,
  ports: Ports,
): Promise<Recorded | undefined> {
  const isUnknown = result.outcome === 'unknown';
  if (isUnknown ? ports.givenUp.aborted : !result.wrote) return undefined;
  const recorded = async (): Promise<Recorded | undefined> => {
    const isRead = !isUnknown || result.lease !== undefined;
    const lease = isRead ? result.lease : await read(plan, ports);
    const isOurs = lease?.lease.annotations.get(OPERATION_ID) === request.id;
    if (!result.wrote && !isOurs) return undefined;
    return record(plan, request, { ...result, lease }, ports);
  };
  const failed = (thrown: unknown): void => {
    if (!(thrown instanceof Failure)) ports.defect(thrown);
  };
  return recorded().catch((thrown: unknown) => {
    failed(thrown);
    // Once more: both writes are harmless where they are there already.
    return recorded().catch((again: unknown) => {
      failed(again);
      ports.tell({ step: 'recorded', event: undefined, lease: false });
      return undefined;
    });
  });
}
