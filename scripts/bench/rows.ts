// What is measured, against what, and what is promised.

export type Metric = 'wall' | 'cpu' | 'memory';

export interface Row {
  readonly title: string;
  /** How many Leases the cluster must hold; undefined for what asks no cluster. */
  readonly leases?: number;
  /** Arguments of kubectl-lease, called directly. */
  readonly ours: readonly string[];
  /** Arguments of kubectl. */
  readonly theirs: readonly string[];
  readonly pairs: number;
  /** The most that the median of the ratios ours / kubectl may be. */
  readonly promised: Readonly<Partial<Record<Metric, number>>>;
}

export const ROWS: readonly Row[] = [
  {
    title: 'start',
    ours: ['--version'],
    theirs: ['version', '--client'],
    pairs: 40,
    promised: { wall: 0.6, memory: 1.2 },
  },
  {
    title: 'ls -A of 200',
    leases: 200,
    ours: ['ls', '-A'],
    theirs: ['get', 'leases', '-A'],
    pairs: 40,
    promised: { wall: 0.7, memory: 1.2 },
  },
];
