// What a campaign plays, and what it writes down of each run.
import type { Stage } from './stage.ts';
import type { Range } from './tool.ts';

/** Whose cluster it is played on; all but the main one are started for their scenarios alone. */
export type Scene = 'main' | 'coordinated' | 'silent-node';

export interface Scenario {
  readonly name: string;
  /** Whose totals its runs are counted in. */
  readonly group: string;
  readonly runs: number;
  readonly scene?: Scene;
  play(stage: Stage): Promise<Played>;
}

/** In seconds, by the ledger. */
export interface Figures {
  /** From the write that took the Lease away to the old leader's last work; negative: before it. */
  readonly stopped?: number | undefined;
  /** Nobody led for so long, from the old leader's end, or from that write where it had ended before. */
  readonly unled?: number | undefined;
  /** From that write to the new leader's first work. */
  readonly leaderIn?: number | undefined;
}

export interface Played {
  /** Who took part, and how: "3 release-quick, 15/10/2". */
  readonly cast: string;
  /** "led 0" */
  readonly ended: string;
  readonly figures?: Figures;
  /** What the plan said of the same figures. */
  readonly planned?: { readonly unled?: Range | undefined; readonly leaderIn?: Range | undefined };
  /** Undefined where there was nothing to record. */
  readonly recorded?: boolean | undefined;
  /** Seconds of two leaders. */
  readonly overlap: number;
  /** Risks that the plan named and that came true. */
  readonly counted?: readonly string[];
  /** Promises that this run broke, in words. */
  readonly broken: readonly string[];
  /** What to look at where it broke some: file names and their text. */
  readonly evidence?: Readonly<Record<string, string>>;
}

/** A line of the results. */
export interface Run extends Omit<Played, 'evidence'> {
  readonly scenario: string;
  readonly group: string;
  readonly run: number;
  readonly began: string;
  /** Seconds. */
  readonly took: number;
  /** Why it could not be played; such a run proves nothing, and is repeated. */
  readonly failed?: string;
}
