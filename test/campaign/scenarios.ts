// All scenarios of a campaign.
import type { Scenario } from './scenario.ts';
import { clocks } from './scenarios/clocks.ts';
import { deadHolders } from './scenarios/dead-holders.ts';
import { handOvers } from './scenarios/hand-overs.ts';
import { killed } from './scenarios/killed.ts';
import { libraries } from './scenarios/libraries.ts';
import { meddlers } from './scenarios/meddlers.ts';
import { stepDowns } from './scenarios/step-downs.ts';
import { twoOperators } from './scenarios/two-operators.ts';

export const scenarios: readonly Scenario[] = [
  ...stepDowns,
  ...deadHolders,
  twoOperators,
  ...killed,
  handOvers,
  ...libraries,
  ...meddlers,
  ...clocks,
];
