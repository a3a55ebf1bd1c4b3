// kubectl lease history NAME: what happened to a Lease, from every source that tells.
import { LeaseCommand } from '../command.ts';
import { Flags } from '@oclif/core';
import { failure, Failure, type ExitCode } from '../errors.ts';
import { connectionFlags, outputFormat } from '../flags.ts';
import type { Evidence } from '../lease/evidence.ts';
import { historyOf, type History as Told } from '../lease/history.ts';
import { findsOperation, ofOperation } from '../lease/history-of-operation.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { isOperationId } from '../lease/operation-note.ts';
import { withAuditLogs } from '../sources.ts';
import { formatDocument } from '../view/document.ts';
import { leaseHistoryDocument } from '../view/history-document.ts';
import { timelinePage } from '../view/timeline.ts';
import { aboutOneLease, auditLogFlag, nameArgument, oneLeaseFlags, readOnce } from './one-lease.ts';

const FORMATS = ['table', 'json', 'yaml'] as const;

export default class History extends LeaseCommand {
  static override summary = 'Tell what happened to a Lease: who held it, and who interfered.';
  static override description =
    'One timeline from the Lease itself, its managedFields, Events and audit logs; each row names its source, and the head says what could not be seen. Times are of the API server where a row does not say otherwise, in UTC.';
  static override usage = 'history NAME [flags]';
  static override examples = [
    {
      description: 'Who led, and since when?',
      command: 'kubectl lease history -n payments reconciler',
    },
    {
      description: 'With what the API server logged',
      command:
        'kubectl lease history payments/reconciler --audit-log audit.log --audit-log audit.log.gz',
    },
    {
      description: 'What became of a force-release?',
      command: 'kubectl lease history payments/reconciler --operation 3f2a91c4',
    },
  ];
  static override args = nameArgument;
  static override baseFlags = connectionFlags;
  static override flags = {
    ...oneLeaseFlags(FORMATS),
    ...auditLogFlag,
    operation: Flags.string({
      helpValue: 'ID',
      description:
        'tell of that operation of force-release alone; exit code 2 where nothing tells of it, 6 where that cannot be known',
    }),
  };

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(History);
    const format = outputFormat(flags.output, FORMATS, 'table');
    const logs = flags['audit-log'] ?? [];
    readOnce(flags.filename, logs);
    const { id: command = '' } = this;
    const note = (line: string): Promise<void> => this.note(line);
    const one = { command, flags, positionals, version: this.config.version, note };
    const operation = operationId(flags.operation);
    const all = await aboutOneLease(one, (ref, evidence) =>
      told(ref, withAuditLogs(evidence, logs)),
    );
    const history = operation === undefined ? all : ofOperation(all, operation);
    await this.print(
      format === 'table'
        ? timelinePage(history)
        : formatDocument(leaseHistoryDocument(history), format),
    );
    return operation === undefined ? 0 : EXIT[findsOperation(history)];
  }
}

const EXIT = { found: 0, none: 2, unknown: 6 } as const;

/** Throws a Failure where that is no operation's id. */
function operationId(id: string | undefined): string | undefined {
  if (id === undefined || isOperationId(id)) return id;
  throw failure(`"${id}" is no operation: its id is eight hexadecimal digits, as 3f2a91c4`);
}

/** A Lease that is gone has a history all the same, where anything tells of it. */
async function told(ref: LeaseRef, evidence: Evidence): Promise<Told> {
  const found = await leaseOrWhyNot(ref, evidence);
  const lease = found instanceof Failure ? undefined : found;
  const known = lease?.lease.ref ?? ref;
  const history = await historyOf(known, lease, await evidence.audit(known), evidence);
  if (history !== undefined) return history;
  throw found instanceof Failure ? found : new Error('a Lease that is there has a history');
}

type Found = Awaited<ReturnType<Evidence['lease']>>;

async function leaseOrWhyNot(ref: LeaseRef, evidence: Evidence): Promise<Found | Failure> {
  try {
    return await evidence.lease(ref);
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.notFound) return thrown;
    throw thrown;
  }
}
