// Rows in which all goes well and the end is not what was wanted, or not all can be looked at.
import assert from 'node:assert/strict';
import { status } from '../answers.ts';
import type { OperationFault } from './play.ts';
import { HOLDER, POD } from './world.ts';

const LED = { code: 0, word: 'led', recorded: { event: true, lease: true } } as const;
const BOTH = { event: true, lease: true } as const;
const noPods = status(
  403,
  'Forbidden',
  'pods is forbidden: User "alice" cannot list resource "pods" in API group "" at the cluster scope',
);

const budget = status(
  429,
  'TooManyRequests',
  "Cannot evict pod as it would violate the pod's disruption budget.",
  { 'Retry-After': '10' },
);

interface Document {
  readonly server: string;
  readonly context: string;
  readonly operator: string;
  readonly plan: { readonly action: string; readonly pod: { readonly seen?: boolean } | null };
  readonly outcome?: { readonly notEvicted?: string };
}

const documentOf = (stdout: string) => JSON.parse(stdout) as Document;

const leaders: readonly OperationFault[] = [
  {
    row: '45',
    title: 'a Lease that nobody takes is told as one that nobody leads',
    cast: { next: undefined },
    blows: [],
    ...{ code: 5, word: 'unled', recorded: BOTH, stderr: /nobody took it/ },
    met: { release: 1 },
  },
  {
    row: '46',
    title: 'a Lease that the same identity takes, whose process was not seen to end, has returned',
    cast: { pod: 'none', next: HOLDER },
    blows: [],
    ...{ code: 5, word: 'returned', recorded: BOTH },
  },
];

const evictions: readonly OperationFault[] = [
  {
    row: '45',
    title: 'a Pod that was evicted is gone before the fence is released',
    args: ['--yes', '--evict-pod'],
    cast: { pod: 'lives' },
    blows: [],
    ...{ ...LED, met: { evict: 1 } },
  },
  {
    row: '11',
    title: "a disruption budget's refusal is told, and the leader waited for instead",
    args: ['--yes', '--evict-pod'],
    cast: { pod: 'lives' },
    blows: [{ on: 'evict', answer: budget }],
    ...{ ...LED, stderr: /disruption budget/, met: { evict: 1 } },
    then(_, { stdout }) {
      assert.match(documentOf(stdout).outcome?.notEvicted ?? '', /disruption budget/);
    },
  },
];

const unseen: readonly OperationFault[] = [
  {
    row: '48',
    title: 'a holder whose Pod is gone is given the time in which it must stop',
    cast: { pod: 'none' },
    blows: [],
    ...{ ...LED, stderr: /the time in which it must stop/ },
  },
  {
    row: '8',
    title: 'who may see no Pods is told so, and waits as if there were one',
    cast: { pod: 'lives' },
    blows: [{ on: 'pods', answer: noPods, times: Infinity }],
    ...LED,
    then(_, { stdout }) {
      assert.equal(documentOf(stdout).plan.pod?.seen, false, 'no Pods is not said to be none');
    },
  },
  {
    row: '48',
    title: 'a Pod whose owners own each other has no workload, and is seen to end all the same',
    given({ world }) {
      const { raw } = world.pod;
      const owner = { apiVersion: 'v1', kind: 'Pod', name: POD, uid: 'r', controller: true };
      const ownerReferences = Array.from({ length: 1000 }, () => owner);
      const metadata = raw?.['metadata'] as object;
      world.pod.write({ ...raw, metadata: { ...metadata, ownerReferences } }, 'kubelet');
    },
    blows: [],
    ...LED,
  },
];

const named: readonly OperationFault[] = [
  {
    row: '44',
    title: 'the server, the context and the user are told before anything is confirmed',
    args: ['--dry-run'],
    blows: [],
    code: 0,
    met: { fence: 0 },
    then({ server }, { stdout }) {
      const { context, operator, server: told } = documentOf(stdout);
      assert.deepEqual(
        { context, operator, told },
        { context: 'there', operator: 'alice', told: server.url },
      );
    },
  },
  {
    row: '44',
    title:
      'a context that is another now than the one that was looked at makes no other Lease of it',
    args: ['--yes', '--context', 'elsewhere'],
    blows: [],
    ...{ code: 1, stderr: /context.*elsewhere/ },
    met: { get: 0, fence: 0 },
  },
  {
    row: '5',
    title: 'a token of another plan confirms nothing',
    args: ['--confirm', '000000000000'],
    blows: [],
    ...{ code: 4, word: 'changed', met: { fence: 0 } },
  },
];

const coordinated: readonly OperationFault[] = [
  {
    row: '47',
    title:
      'a strategy without LeaseCandidates is a coordinated election still, which is never cleared',
    given({ world }) {
      world.edit({ strategy: 'OldestEmulationVersion' });
    },
    blows: [],
    ...{ code: 3, word: 'refused', stderr: /candidates/ },
    met: { fence: 0, free: 0, prefer: 0 },
  },
];

export const endings: readonly OperationFault[] = [
  ...[...leaders, ...evictions, ...unseen],
  ...[...named, ...coordinated],
];
