// Where the evidence comes from: a live cluster, or an archive with -f.
import {
  connectionOf,
  moment,
  type archiveFlags,
  type connectionFlags,
  type namespaceFlag,
} from './flags.ts';
import type { WritableCluster } from './cluster/cluster.ts';
import type { Evidence } from './lease/evidence.ts';
import { failure } from './errors.ts';
import type { Interfaces } from '@oclif/core';

type SourceFlags = Partial<
  Interfaces.InferredFlags<typeof archiveFlags & typeof connectionFlags & typeof namespaceFlag>
>;

/** Each edge is loaded only when it is asked: an archive costs no network code, and the reverse. */
export async function evidenceFor(
  flags: SourceFlags,
  version: string,
  note: (line: string) => Promise<void>,
): Promise<Evidence> {
  const at = moment(flags.at);
  if (flags.filename !== undefined) {
    const { openArchive } = await import('./archive/archive.ts');
    const { stdin, env: variables } = process;
    return openArchive({ path: flags.filename, at, stdin, note, variables });
  }
  if (at !== undefined) throw failure('--at judges an archive: it goes with -f');
  const { openCluster } = await import('./cluster/cluster.ts');
  return openCluster(connectionOf(flags), process.env, { version, note });
}

export type Writable = Omit<WritableCluster, 'writing'> & Partial<Pick<WritableCluster, 'writing'>>;

/** For the one command that writes; without `writing` where it is an archive, of which a plan can be made. */
export async function writableFor(
  flags: SourceFlags,
  version: string,
  note: (line: string) => Promise<void>,
): Promise<Writable> {
  const { filename } = flags;
  if (filename !== undefined) {
    const evidence = await evidenceFor(flags, version, note);
    return { evidence, place: { server: filename, context: '' } };
  }
  if (moment(flags.at) !== undefined) throw failure('--at judges an archive: it goes with -f');
  const { openWritableCluster } = await import('./cluster/cluster.ts');
  return openWritableCluster(connectionOf(flags), process.env, { version, note });
}

export interface Saving {
  /** To be asked instead: it remembers. */
  readonly evidence: Evidence;
  /** Writes down all that was asked and answered; says what was written. */
  save(): Promise<string>;
}

export async function savingTo(path: string, evidence: Evidence): Promise<Saving> {
  const { bundleOf } = await import('./archive/bundle.ts');
  const { recording } = await import('./archive/recording.ts');
  const recorded = recording(evidence);
  return {
    evidence: recorded.evidence,
    async save() {
      const bytes = bundleOf(recorded);
      await writeFile(path, bytes);
      const kilobytes = Math.ceil(bytes.length / 1024);
      return `saved ${recorded.answers().length} answers to ${path} (${kilobytes} KB): -f ${path} reads them`;
    },
  };
}

/** The same evidence, with audit logs beside it; `-` is standard input. */
export function withAuditLogs(evidence: Evidence, logs: readonly string[]): Evidence {
  if (logs.length === 0) return evidence;
  return {
    ...evidence,
    async audit(ref) {
      const { readAuditLogs } = await import('./audit/audit.ts');
      return readAuditLogs(logs, ref, process.stdin);
    },
  };
}

/**
 * Throws a Failure where no file could be written to `path`, before the work begins. `instead` is
 * how to get the same on standard output.
 */
export async function mayBeWritten(flag: string, path: string, instead?: string): Promise<void> {
  if (path === '') throw failure(`--${flag} needs the name of a file`);
  if (path === '-') {
    throw failure(`--${flag} writes a file, and - is none`, {
      hint: instead ?? './- is a file of that name',
    });
  }
  await (await import('./files/new-file.ts')).tryNewFile(path);
}

/** The whole file or none of it; throws a Failure. */
export async function writeFile(path: string, bytes: Buffer): Promise<void> {
  await (await import('./files/new-file.ts')).writeNewFile(path, bytes);
}
