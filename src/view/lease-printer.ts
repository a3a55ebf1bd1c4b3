// The ways in which a list of Leases is printed, each over the same rows.
import type { Change } from '../lease/changes.ts';
import type { Clock } from '../lease/clock.ts';
import type { RawObject } from '../lease/lease.ts';
import { leaseChangeLine, leaseListDocument } from './document.ts';
import { joined, lines, type Printable } from './escape.ts';
import { leaseTable, type LeaseRow, type LeaseTableOptions } from './lease-table.ts';

export const LIST_FORMATS = ['table', 'wide', 'json', 'yaml', 'name'] as const;
export type ListFormat = (typeof LIST_FORMATS)[number];

export interface LeasePrinter {
  add(row: PrintedRow): void;
  readonly isEmpty: boolean;
  /**
   * All that was added, some lines at a time; `clock` is that of the first page, `unseen` why other
   * namespaces could not be listed.
   */
  text(clock: Clock | undefined, unseen?: string): Iterable<Printable>;
  /** What a watch prints under it. */
  line(change: Change): Printable;
}

/** `raw` is there where the format shows the object itself (`showsObjects`). */
export interface PrintedRow extends LeaseRow {
  readonly raw?: RawObject;
}

export function showsObjects(format: ListFormat): boolean {
  return format === 'json' || format === 'yaml';
}

export function leasePrinter(
  format: ListFormat,
  options: Omit<LeaseTableOptions, 'wide'>,
): LeasePrinter {
  switch (format) {
    case 'json':
    case 'yaml':
      return documentPrinter(format);
    case 'name':
      return namePrinter();
    case 'table':
    case 'wide':
      return leaseTable({ ...options, wide: format === 'wide' });
  }
}

function documentPrinter(format: 'json' | 'yaml'): LeasePrinter {
  const document = leaseListDocument(format);
  return {
    add: ({ raw = {}, verdict }) => {
      document.add({ raw, verdict });
    },
    get isEmpty() {
      return document.isEmpty;
    },
    text: (clock, unseen) => document.text(clock, unseen),
    line: leaseChangeLine,
  };
}

function namePrinter(): LeasePrinter {
  const names: Printable[] = [];
  const line = ({ lease }: LeaseRow): Printable => resourceName(lease);
  return {
    add: (row) => names.push(line(row)),
    get isEmpty() {
      return names.length === 0;
    },
    text: () => [joined(names)],
    line,
  };
}

/** What `-o name` prints of one Lease. */
export function resourceName({ ref }: LeaseRow['lease']): Printable {
  return lines(`lease.coordination.k8s.io/${ref.name}`);
}
