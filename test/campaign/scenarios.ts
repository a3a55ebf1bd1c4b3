// All scenarios of a campaign.
import type { Scenario } from './scenario.ts';
import { stepDowns } from './scenarios/step-downs.ts';

export const scenarios: readonly Scenario[] = [...stepDowns];
