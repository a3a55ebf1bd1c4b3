// The flags of force-release, and what they wish for.
import { Flags } from '@oclif/core';
import { failure } from '../errors.ts';
import { archiveFlags, namespaceFlag } from '../flags.ts';
import type { Wish } from '../lease/stepdown.ts';
import { isHostile } from '../view/escape.ts';

export const FORMATS = ['text', 'json', 'yaml'] as const;

export const forceReleaseFlags = {
  ...namespaceFlag,
  reason: Flags.string({
    helpValue: 'TEXT',
    description: 'why; stays on record with your name (required)',
  }),
  ticket: Flags.string({ helpValue: 'ID', description: 'the incident or change it belongs to' }),
  'evict-pod': Flags.boolean({
    description:
      'evict the Pod of the old leader, which is sooner; otherwise only the Lease is written',
  }),
  'evict-in-namespace': Flags.string({
    helpValue: 'NAME',
    description: 'with --evict-pod: evict the Pod of the old leader in this namespace, too',
  }),
  'dry-run': Flags.boolean({
    description: 'print the plan, and the token that --confirm takes; write nothing',
  }),
  confirm: Flags.string({
    helpValue: 'TOKEN',
    description:
      'confirm the plan that --dry-run printed this token for; any other is not carried out',
  }),
  yes: Flags.boolean({ char: 'y', description: 'confirm whatever the plan is' }),
  to: Flags.string({
    helpValue: 'CANDIDATE',
    description: 'of a coordinated election: the LeaseCandidate to hand over to',
  }),
  'treat-as': Flags.string({
    helpValue: 'KIND',
    multiple: true,
    description:
      'election: step down a Lease of an unknown kind, or whose holder others read; abandoned: take over a fence that somebody renews',
  }),
  'no-record': Flags.boolean({
    description:
      'go on where you may not create Events; the annotations of the Lease are written all the same',
  }),
  'record-to': Flags.string({
    helpValue: 'FILE',
    description: 'write the whole document to this new file as well',
  }),
  output: Flags.string({
    char: 'o',
    helpValue: 'FORMAT',
    description: `output format: ${FORMATS.join(', ')}`,
  }),
  filename: {
    ...archiveFlags.filename,
    description: 'with --dry-run: plan from an archive instead of a cluster',
  },
  at: archiveFlags.at,
};

/** Bytes: what an Event's note has room for beside its own words, and a label for a ticket. */
const LONGEST = { reason: 512, ticket: 128 } as const;

export interface Said {
  readonly reason: string;
  readonly ticket: string | undefined;
}

/** Throws a Failure where the reason is missing, or is no line of text. */
export function saidIn(flags: { reason?: string | undefined; ticket?: string | undefined }): Said {
  const reason = (flags.reason ?? '').trim();
  if (reason === '') {
    throw failure('a reason is required: who takes a leadership away says why', {
      hint: '--reason "the controller hangs since 03:10" [--ticket INC-4711]',
    });
  }
  const ticket = flags.ticket?.trim() || undefined;
  for (const [flag, value] of Object.entries({ reason, ticket })) {
    if (value === undefined) continue;
    const most = LONGEST[flag as keyof typeof LONGEST];
    if (Buffer.byteLength(value) > most) {
      throw failure(`--${flag} is longer than ${most} bytes`);
    }
    if (isHostile(value)) {
      throw failure(`--${flag} holds a character that does not show: it is one line of text`);
    }
  }
  return { reason, ticket };
}

const TREATED_AS = ['election', 'abandoned'];

export function wishIn(flags: {
  'evict-pod'?: boolean;
  'evict-in-namespace'?: string | undefined;
  'treat-as'?: readonly string[] | undefined;
  to?: string | undefined;
}): Wish {
  const kinds = flags['treat-as'] ?? [];
  const invalid = kinds.find((kind) => !TREATED_AS.includes(kind));
  if (invalid !== undefined) {
    throw failure(`invalid --treat-as "${invalid}": must be ${TREATED_AS.join(' or ')}`);
  }
  const evictIn = flags['evict-in-namespace'];
  if (evictIn !== undefined && flags['evict-pod'] !== true) {
    throw failure('--evict-in-namespace is used only with --evict-pod');
  }
  return {
    speed: flags['evict-pod'] ? 'evict' : 'wait',
    treatAsElection: kinds.includes('election'),
    treatAsAbandoned: kinds.includes('abandoned'),
    evictIn,
    to: flags.to,
  };
}
