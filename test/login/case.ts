// A row of the login table: one situation, and what kubectl makes of it.
import type { World } from './world.ts';

/** Text, or an object that is written as JSON, which YAML readers take. */
export type FileContent = string | object;

export interface Case {
  /** A sentence: the situation and what comes of it. */
  readonly title: string;
  /** In the case's own directory, which is HOME and where the programs run; `config` is KUBECONFIG. */
  readonly files?: Readonly<Record<string, FileContent>>;
  /** Connection flags. */
  readonly args?: readonly string[];
  /** Added to PATH, HOME and KUBECONFIG; undefined takes one of them away. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** The user name that both come out as; kubectl's answer is checked against it too. */
  readonly as?: string;
  /** Part of the sentence with which both fail. */
  readonly fails?: string;
  /** What of the sentences has to be the same, where the rest is Go's own; the whole one by default. */
  readonly reason?: RegExp;
  /** Our words, where kubectl has none that anybody would understand. */
  readonly ours?: RegExp;
  /** What each program left behind besides: the same lines have to come from both. */
  readonly trace?: (directory: string) => readonly string[];
  /** Which namespace is asked about without -n, instead of who asks. */
  readonly namespace?: string;
  /** What is typed at a terminal; without it stdin is none, and ends at once. */
  readonly typed?: string;
  /** Run in a Pod. */
  readonly inPod?: boolean;
  /** What comes next in the same directory, such as another content of a file. */
  readonly then?: Omit<Case, 'title'>;
}

export type Cases = (world: World) => readonly Case[];
