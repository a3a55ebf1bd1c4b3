// How Pods say for which Lease they campaign.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isStaticOwner, namesLease } from '../../src/lease/names-lease.ts';
import { podFrom } from '../../src/lease/pod.ts';
import { rawPod, type PodOptions } from './holder-scene.ts';

const ref = { namespace: 'payments', name: 'reconciler' };

describe('a Pod names the Lease', () => {
  const rows: [title: string, pod: Partial<PodOptions>, expected: boolean][] = [
    ['by a flag with its value', { args: ['--lease-name=reconciler'] }, true],
    ['by a flag and the value behind it', { args: ['--leader-election-id', 'reconciler'] }, true],
    ['by a variable', { env: { LEADER_ELECTION_ID: 'reconciler' } }, true],
    ['by no flag that has nothing to do with an election', { args: ['--name=reconciler'] }, false],
    ['by no flag of another value', { args: ['--lease-name=reconciler-2'] }, false],
    ['by no flag without a value', { args: ['--lease-name'] }, false],
    ['by no name of its own', { env: { POD_NAME: 'reconciler' } }, false],
    ['by no identity', { args: ['--leader-election-identity=reconciler'] }, false],
    ['by no namespace of that name', { args: ['--lease-namespace=reconciler'] }, false],
    [
      'of another namespace by naming that too',
      {
        namespace: 'operators',
        args: ['--leader-elect-resource-name=reconciler', '--lease-namespace=payments'],
      },
      true,
    ],
    [
      'of its own namespace alone where it names none',
      { namespace: 'operators', args: ['--lease-name=reconciler'] },
      false,
    ],
    [
      'of no other namespace than it names',
      { args: ['--lease-name=reconciler', '--lease-namespace=operators'] },
      false,
    ],
    [
      'of its own namespace where that is filled in as it starts',
      { args: ['--lease-name=reconciler', '--lease-namespace=$(POD_NAMESPACE)'] },
      true,
    ],
    ['by nothing that is filled in as it starts', { args: ['--lease-name=$(NAME)'] }, false],
  ];
  for (const [title, pod, expected] of rows) {
    test(title, () => {
      assert.equal(namesLease(podFrom(rawPod({ name: 'a', ...pod })), ref), expected);
    });
  }
});

describe('a static Pod owns a Lease of a well-known name', () => {
  const lease = { namespace: 'kube-system', name: 'kube-scheduler' };
  const pod = { namespace: 'kube-system', name: 'kube-scheduler-worker-1', mirror: true };
  const rows: [title: string, pod: PodOptions, expected: boolean][] = [
    ['where it is named after it and its node', pod, true],
    ['and not where it is named after another node', { ...pod, node: 'worker-2' }, false],
    ['and not in another namespace', { ...pod, namespace: 'payments' }, false],
    ['and not where it is not static', { ...pod, mirror: false }, false],
  ];
  for (const [title, options, expected] of rows) {
    test(title, () => {
      assert.equal(isStaticOwner(podFrom(rawPod(options)), lease), expected);
    });
  }
});
