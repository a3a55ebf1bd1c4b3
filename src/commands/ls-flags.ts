// The flags of `ls`, and what they ask for as one value.
import { Flags, type Interfaces } from '@oclif/core';
import { failure } from '../errors.ts';
import { archiveFlags, namespaceFlag, outputFormat, words } from '../flags.ts';
import { KINDS } from '../lease/kind.ts';
import type { ListIntent } from '../lease/listing.ts';
import { ORDER_WORDS, orderBy, type Compare } from '../lease/order.ts';
import { STANDINGS, type StandingWord } from '../lease/standing.ts';
import { LIST_FORMATS, type ListFormat } from '../view/lease-printer.ts';

export const listFlags = {
  ...namespaceFlag,
  'all-namespaces': Flags.boolean({
    char: 'A',
    description: 'list all namespaces but kube-node-lease',
  }),
  selector: Flags.string({
    char: 'l',
    helpValue: 'SELECTOR',
    description: 'by labels, as in -l app=x',
  }),
  output: Flags.string({
    char: 'o',
    helpValue: 'FORMAT',
    description: `output format: ${LIST_FORMATS.join(', ')}`,
  }),
  'no-headers': Flags.boolean({ description: 'leave the header line out' }),
  kind: Flags.string({
    multiple: true,
    helpValue: 'KIND',
    description: `only these kinds: ${KINDS.join(', ')}; all lists heartbeats too`,
  }),
  standing: Flags.string({
    multiple: true,
    helpValue: 'STANDING',
    description: `only Leases that stand so: ${STANDINGS.join(', ')}`,
  }),
  holder: Flags.string({
    helpValue: 'IDENTITY',
    description: 'only what this identity holds, with or without its suffix; * stands for anything',
  }),
  node: Flags.string({
    helpValue: 'NODE',
    description: 'only Leases that prove by themselves that they belong to this node',
  }),
  'sort-by': Flags.string({
    helpValue: 'COLUMN',
    description: `sort by ${ORDER_WORDS.join(', ')}, or by a field as kubectl does: .metadata.name`,
  }),
  watch: Flags.boolean({
    char: 'w',
    description: 'after the list, print changes of holder, standing or transitions as they happen',
  }),
  'fail-on': Flags.string({
    multiple: true,
    helpValue: 'STANDING',
    description: 'end with exit code 2 when a listed Lease stands so',
  }),
  ...archiveFlags,
};

export interface ListRequest {
  readonly format: ListFormat;
  readonly headers: boolean;
  readonly order: Compare | undefined;
  readonly failOn: ReadonlySet<StandingWord>;
  /** `fallback`: the namespace that no flag means; undefined: all of them. */
  intent(fallback: string | undefined): ListIntent;
}

/** Throws a Failure for what cannot be meant. */
export function listRequest(flags: Interfaces.InferredFlags<typeof listFlags>): ListRequest {
  const format = outputFormat(flags.output, LIST_FORMATS, 'table');
  const failOn = words('fail-on', flags['fail-on'], STANDINGS);
  const rest = {
    selector: flags.selector,
    kinds: words('kind', flags.kind, [...KINDS, 'all']),
    standings: words('standing', flags.standing, STANDINGS),
    holder: flags.holder,
    node: flags.node,
  };
  if (flags.watch) refuseUnwatchable(format, failOn, flags['sort-by']);
  return {
    format,
    headers: !flags['no-headers'],
    order: flags['sort-by'] === undefined ? undefined : orderFor(flags['sort-by']),
    failOn: failOn ?? new Set(),
    intent: (fallback) => ({
      ...rest,
      namespace: flags['all-namespaces'] ? undefined : flags.namespace || fallback,
    }),
  };
}

function orderFor(given: string): Compare {
  const order = orderBy(given);
  if (order !== undefined) return order;
  throw failure(`cannot sort by "${given}": it is one of ${ORDER_WORDS.join(', ')}`);
}

function refuseUnwatchable(
  format: ListFormat,
  failOn: ReadonlySet<StandingWord> | undefined,
  order: string | undefined,
): void {
  if (format === 'yaml') throw failure('-w prints lines: -o json is one document a line');
  if (failOn) throw failure('--fail-on judges a list that ends: it does not go with -w');
  if (order !== undefined)
    throw failure('--sort-by sorts a list that ends: it does not go with -w');
}
