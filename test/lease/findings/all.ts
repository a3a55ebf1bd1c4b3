// Every row of the tables of findings.
import { AUTHORITY } from './authority.ts';
import { CANDIDATES } from './candidates.ts';
import type { Case } from './case.ts';
import { CLOCK } from './clock.ts';
import { SERVER_CLOCK } from './server-clock.ts';
import { CONTEST } from './contest.ts';
import { FENCE } from './fence.ts';
import { HAND } from './hand.ts';
import { HOLDER } from './holder.ts';
import { LIVENESS } from './liveness.ts';
import { MACHINES } from './machines.ts';
import { PLACE } from './place.ts';
import { READY } from './ready.ts';
import { TIMING } from './timing.ts';
import { WRITERS } from './writers.ts';

export const CASES: readonly Case[] = [
  ...[FENCE, LIVENESS, HAND, HOLDER, READY, CLOCK, SERVER_CLOCK, CONTEST, CANDIDATES, MACHINES],
  ...[TIMING, AUTHORITY, WRITERS, PLACE],
].flat();
