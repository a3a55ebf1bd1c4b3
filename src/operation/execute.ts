// Carries a plan out, and records what became of it.
import type { Change } from '../lease/stepdown.ts';
import { handOver } from './hand-over.ts';
import type { Carry, Request, Result, Surroundings } from './operation.ts';
import { record, type Recorded } from './recording.ts';
import { release } from './release.ts';
import { stepDown } from './step-down.ts';

const CARRY: Readonly<Record<Change['action'], Carry>> = {
  release,
  'step-down': stepDown,
  'hand-over': handOver,
};

export interface Executed {
  readonly result: Result;
  /** Undefined where nothing was written, or is not known to be. */
  readonly recorded: Recorded | undefined;
}

export async function execute(
  plan: Change,
  request: Request,
  around: Surroundings,
): Promise<Executed> {
  const result = await CARRY[plan.action](plan, request, around);
  const isOver = result.wrote && result.outcome !== 'unknown';
  return { result, recorded: isOver ? await record(plan, request, result, around) : undefined };
}
