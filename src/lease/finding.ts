// A finding: what is wrong with a Lease, on what that rests, and what to do about it.
import type { LeaseRecord } from './record.ts';

/**
 * By the harm, not by how sure it is: what is not seen is not found at all.
 * - `high`: two may act at once, nobody acts now, or the holder may take over the cluster.
 * - `medium`: one of these is near, or needs one more step.
 * - `low`: hygiene.
 */
export const SEVERITIES = ['high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Stable: scripts filter by them. */
export const FINDING_IDS = [
  'stale-renewal',
  'holder-gone',
  'holder-not-ready',
  'holder-terminating',
  'late-renewal',
  'released-unclaimed',
  'holder-written-by-hand',
  'fence-left-behind',
  'two-writers',
  'name-collides',
  'transition-spike',
  'node-silent',
  'node-not-ready',
  'heartbeat-by-another',
  'heartbeat-without-node',
  'apiserver-silent',
  'apiserver-clock',
  'coordination-off',
  'candidate-strategies-differ',
  'candidates-tied',
  'candidate-versions-differ',
  'renew-deadline-too-long',
  'restart-not-tolerated',
  'too-few-retries',
  'renews-too-often',
  'holder-clock',
  'server-clock',
  'may-do-everything',
  'may-escalate',
  'may-bind-any-role',
  'may-impersonate',
  'may-issue-tokens',
  'may-change-admission',
  'may-reach-kubelets',
  'may-issue-certificates',
  'may-replace-apis',
  'may-read-every-secret',
  'may-run-code-anywhere',
  'may-change-nodes',
  'may-mount-hosts',
  'may-change-rbac',
  'may-delete-namespaces',
  'may-delete-types',
  'may-take-every-lease',
  'wildcard-rights',
  'others-may-write',
  'default-service-account',
  'lease-rule-without-names',
  'others-may-become-writers',
  'name-says-nothing',
  'crowded-namespace',
  'foreign-namespace',
] as const;
export type FindingId = (typeof FINDING_IDS)[number];

/** The page that the rule rests on: it says so whatever this cluster looks like. */
export interface Source {
  /** A few words, for a column. */
  readonly title: string;
  readonly url: string;
}

export interface Finding {
  readonly id: FindingId;
  readonly severity: Severity;
  /** A clause about the Lease or its holder, on one line. */
  readonly what: string;
  /** What was seen here, with its numbers and their units; foreign text stands in it as it is. */
  readonly evidence: readonly string[];
  /** What to do, on one line, with a command where there is one. */
  readonly advice: string;
  readonly source: Source;
}

/** A record as far as it is known before its findings are. */
export type Found = Omit<LeaseRecord, 'findings'>;

/** One rule of thumb. What it needs and could not see makes it find nothing. */
export type Finder = (record: Found) => Finding | readonly Finding[] | undefined;
