// What the commands about one Lease share: its name, their flags, and where the answer comes from.
import { Args, Flags } from '@oclif/core';
import { failure } from '../errors.ts';
import { archiveFlags, namespaceFlag } from '../flags.ts';
import type { Evidence } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { evidenceFor } from '../sources.ts';
import { leaseNamed } from './lease-name.ts';

export const nameArgument = {
  name: Args.string({
    description: 'name of the Lease, or NAMESPACE/NAME',
    required: true,
    ignoreStdin: true,
  }),
};

export const oneLeaseFlags = (formats: readonly string[]) => ({
  ...namespaceFlag,
  output: Flags.string({
    char: 'o',
    helpValue: 'FORMAT',
    description: `output format: ${formats.join(', ')}`,
  }),
  ...archiveFlags,
});

export const auditLogFlag = {
  'audit-log': Flags.string({
    multiple: true,
    helpValue: 'FILE|-',
    description:
      'read an audit log of the API server as well: its own JSON lines, plain or gzip; may be given many times',
  }),
};

/** Throws a Failure where both want standard input. */
export function readOnce(archive: string | undefined, logs: readonly string[]): void {
  if (archive !== '-' || !logs.includes('-')) return;
  throw failure('standard input can be read once: -f - and --audit-log - do not go together');
}

export interface OneLease {
  readonly command: string;
  readonly flags: Parameters<typeof evidenceFor>[0];
  readonly positionals: readonly string[];
  readonly version: string;
  readonly note: (line: string) => Promise<void>;
}

/** Finds out which Lease is meant and hands it to `answer`, with the evidence that is closed after it. */
export async function aboutOneLease<T>(
  { command, flags, positionals, version, note }: OneLease,
  answer: (ref: LeaseRef, evidence: Evidence) => Promise<T>,
): Promise<T> {
  const { namespace, name } = leaseNamed(command, positionals, flags.namespace);
  const evidence = await evidenceFor(flags, version, note);
  try {
    return await answer(
      { namespace: namespace ?? evidence.defaultNamespace ?? '', name },
      evidence,
    );
  } finally {
    evidence.close();
  }
}
