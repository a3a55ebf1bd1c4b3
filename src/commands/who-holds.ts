// kubectl lease who-holds NAME, and back: what somebody holds. With exit codes that a script can use.
import { Flags, type Interfaces } from '@oclif/core';
import { LeaseCommand } from '../command.ts';
import type { ExitCode } from '../errors.ts';
import { connectionFlags, outputFormat } from '../flags.ts';
import { holderWithAuthority } from '../lease/holder-authority.ts';
import { isDrained, type Target } from '../lease/holding-target.ts';
import { whoHolds, type WhoHolds as Who } from '../lease/who.ts';
import { authorityLine } from '../view/authority-line.ts';
import { clockInWords } from '../view/clock-words.ts';
import type { Printable } from '../view/escape.ts';
import { formatDocument } from '../view/document.ts';
import { leaseHolderDocument } from '../view/holder-document.ts';
import { LIST_FORMATS } from '../view/lease-printer.ts';
import { whoSentence } from '../view/who-sentence.ts';
import { evidenceFor } from '../sources.ts';
import { holdingsFlags, targetOf } from './holdings-flags.ts';
import { tellHoldings } from './holdings.ts';
import { aboutOneLease, nameArgument, oneLeaseFlags } from './one-lease.ts';
import { sameSource } from './same-source.ts';

const FORMATS = ['sentence', 'json', 'yaml'] as const;

const EXIT: Readonly<Record<Who['answer'], ExitCode>> = { somebody: 0, nobody: 2, unknown: 6 };

const { output, ...where } = oneLeaseFlags(FORMATS);

export default class WhoHolds extends LeaseCommand {
  static override summary = 'Say who holds a Lease, or which Leases somebody holds.';
  static override description = [
    'Exit code 0: somebody holds it. 2: nobody does, or it has expired. 6: it cannot be known. 1: error. The other way round: 0 where it holds anything, 2 where it holds nothing, 6 where that cannot be known.',
    'The order to move what a node or a zone holds: first by hand what its owner must move (locks, the primaries of data systems); then Pods with a ready standby elsewhere for all of their Leases, the shortest time without a leader first; then those of which that is not known; then those without one, whose Leases stay without a leader until a new Pod runs; what a drain leaves running (static Pods, DaemonSets) comes last. Leases of one Pod move together. A standby is another ready Pod of the same controller and revision.',
  ].join('\n\n');
  static override examples = [
    { description: 'Who leads?', command: 'kubectl lease who-holds -n payments reconciler' },
    { description: 'The same', command: 'kubectl lease who-holds payments/reconciler' },
    { description: 'In a runbook', command: 'kubectl lease who-holds payments/reconciler -o json' },
    {
      description: 'What would a drain disturb?',
      command: 'kubectl lease who-holds --node worker-1',
    },
    {
      description: 'What does a Deployment hold?',
      command: 'kubectl lease who-holds -n payments --workload deploy/reconciler',
    },
  ];
  static override usage = [
    'who-holds NAME [flags]',
    'who-holds --pod POD|--node NODE|--zone ZONE|--serviceaccount ACCOUNT|--workload KIND/NAME [flags]',
  ];
  static override args = { name: { ...nameArgument.name, required: false } };
  static override baseFlags = connectionFlags;
  static override flags = {
    ...where,
    output: {
      ...output,
      description: `output format: ${FORMATS.join(', ')}; of what somebody holds: ${LIST_FORMATS.join(', ')}`,
    },
    ...holdingsFlags,
    'no-headers': Flags.boolean({ description: 'leave the header line out' }),
    'no-authority': Flags.boolean({
      description: 'leave out what the holder may do, which costs up to six requests',
    }),
  };

  override async run(): Promise<ExitCode> {
    const { flags, positionals } = await this.typed(WhoHolds);
    const target = targetOf(flags, positionals);
    return target === undefined ? this.#who(flags, positionals) : this.#holdings(target, flags);
  }

  async #who(flags: WhoHoldsFlags, positionals: readonly string[]): Promise<ExitCode> {
    const format = outputFormat(flags.output, FORMATS, 'sentence');
    const { id: command = '' } = this;
    const note = (line: string): Promise<void> => this.note(line);
    const one = { command, flags, positionals, version: this.config.version, note };
    return aboutOneLease(one, async (ref, evidence) => {
      const { who, authority } = flags['no-authority']
        ? { who: await whoHolds(ref, evidence), authority: undefined }
        : await holderWithAuthority(ref, evidence);
      const clock = clockInWords(who.clock);
      if (clock !== undefined) await note(clock);
      if (format === 'sentence') {
        // At once: what it may do takes longer, and is not what is asked in a hurry.
        await this.print(whoSentence(who));
        const more = sameSource('describe', who.lease.ref, flags);
        await this.print(authorityLine(who, await authority, more));
      } else {
        await this.print(formatDocument(leaseHolderDocument(who, await authority), format));
      }
      return EXIT[who.answer];
    });
  }

  async #holdings(target: Target, flags: WhoHoldsFlags): Promise<ExitCode> {
    const format = outputFormat(flags.output, LIST_FORMATS, 'table');
    const namespace = isDrained(target) ? flags.namespace : target.namespace;
    const note = (line: string): Promise<void> => this.note(line);
    const evidence = await evidenceFor({ ...flags, namespace }, this.config.version, note);
    try {
      const asking = { target, format, headers: !flags['no-headers'] };
      const printAll = (pieces: Iterable<Printable>): Promise<void> => this.printAll(pieces);
      return await tellHoldings(evidence, asking, { printAll, note });
    } finally {
      evidence.close();
    }
  }
}

type WhoHoldsFlags = Interfaces.InferredFlags<typeof WhoHolds.flags & typeof WhoHolds.baseFlags>;
