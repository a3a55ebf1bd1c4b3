// What is measured, against what, and what is promised.

export type Metric = 'wall' | 'cpu' | 'memory';

/** What the cluster must hold. */
export interface Size {
  readonly leases: number;
  /** In bulk, of nodes that there are not. */
  readonly heartbeats: number;
  /** Fake nodes that renew their heartbeats every 10 s. */
  readonly nodes: number;
}

export interface Row {
  readonly title: string;
  readonly size: Size;
  /** Arguments of kubectl-lease, called directly. */
  readonly ours: readonly string[];
  /** Arguments of kubectl. */
  readonly theirs: readonly string[];
  readonly pairs: number;
  /** For what never ends by itself: it is interrupted after that many seconds. */
  readonly seconds?: number;
  /** The most that the median of the ratios ours / kubectl may be. */
  readonly promised: Readonly<Partial<Record<Metric, number>>>;
}

const SMALL: Size = { leases: 200, heartbeats: 0, nodes: 0 };
const MEDIUM: Size = { leases: 5_000, heartbeats: 0, nodes: 0 };
const LARGE: Size = { leases: 65_000, heartbeats: 0, nodes: 0 };
/** A cluster of many nodes, on which somebody looks for a leader. */
const INCIDENT: Size = { leases: 200, heartbeats: 65_000, nodes: 0 };
const NODES: Size = { leases: 0, heartbeats: 0, nodes: 1_000 };

const ALL = ['ls', '-A', '--kind', 'all'];
const GET = ['get', 'leases', '-A'];

export const ROWS: readonly Row[] = [
  {
    title: 'start',
    size: SMALL,
    ours: ['--version'],
    theirs: ['version', '--client'],
    pairs: 40,
    promised: { wall: 0.6, memory: 1.2 },
  },
  {
    title: 'help',
    size: SMALL,
    ours: ['--help'],
    theirs: ['--help'],
    pairs: 20,
    promised: { wall: 0.6 },
  },
  {
    title: 'ls -A of 200',
    size: SMALL,
    ours: ['ls', '-A'],
    theirs: GET,
    pairs: 40,
    promised: { wall: 0.6, memory: 1.2 },
  },
  {
    title: 'ls -A of 5,000',
    size: MEDIUM,
    ours: ['ls', '-A'],
    theirs: GET,
    pairs: 10,
    promised: { wall: 0.4, memory: 0.8 },
  },
  {
    title: 'all of 65,000, kubectl --chunk-size=0',
    size: LARGE,
    ours: ALL,
    theirs: [...GET, '--chunk-size=0'],
    pairs: 5,
    promised: { wall: 0.42, memory: 0.25 },
  },
  {
    title: 'all of 65,000, kubectl as it is',
    size: LARGE,
    ours: ALL,
    theirs: GET,
    pairs: 2,
    promised: { wall: 0.12 },
  },
  {
    title: 'all of 65,000, sorted',
    size: LARGE,
    ours: [...ALL, '--sort-by', 'renewed'],
    theirs: [...GET, '--chunk-size=0', '--sort-by=.spec.renewTime'],
    pairs: 2,
    promised: {},
  },
  {
    title: 'all of 65,000, -o json',
    size: LARGE,
    ours: [...ALL, '-o', 'json'],
    theirs: [...GET, '--chunk-size=0', '-o', 'json'],
    pairs: 2,
    promised: {},
  },
  {
    title: '200 among 65,000 heartbeats',
    size: INCIDENT,
    ours: ['ls', '-A'],
    theirs: GET,
    pairs: 2,
    promised: { wall: 0.01 },
  },
  {
    title: 'the same, kubectl in kube-system alone',
    size: INCIDENT,
    ours: ['ls', '-A'],
    theirs: ['get', 'leases', '-n', 'kube-system'],
    pairs: 20,
    promised: { wall: 0.85 },
  },
  {
    title: 'watch of 1,000 nodes',
    size: NODES,
    ours: [...ALL, '-w'],
    theirs: [...GET, '-w'],
    pairs: 1,
    seconds: 300,
    promised: { cpu: 1 },
  },
];
