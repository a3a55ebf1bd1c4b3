// What a row of the tables of findings is.
import type { FindingId, Severity } from '../../../src/lease/finding.ts';
import type { Situation } from './situation.ts';

export interface Case {
  readonly id: FindingId;
  /** With how bad it is there, and a part of what it says or its evidence. */
  readonly given: readonly (readonly [title: string, Severity, evidence: string, Situation])[];
  /** The neighbours of those that give it. */
  readonly not: readonly (readonly [title: string, Situation])[];
}
