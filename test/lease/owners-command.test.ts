import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { classify } from '../../src/lease/classify.ts';
import { ownersCommand } from '../../src/lease/owners-command.ts';
import { lease, type LeaseOptions } from './leases.ts';

const TERRAFORM = { labels: { tfstate: 'true' } };

describe('the owner’s own command', () => {
  const rows: [title: string, options: LeaseOptions, expected: string | undefined][] = [
    [
      'of Terraform’s lock names the lock’s id',
      { ...TERRAFORM, spec: { holderIdentity: '4f6b2d5e-9b7e' } },
      'terraform force-unlock 4f6b2d5e-9b7e',
    ],
    [
      'never carries what a shell would run',
      { ...TERRAFORM, spec: { holderIdentity: 'x;reboot' } },
      'terraform force-unlock HOLDER',
    ],
    [
      'never carries what a program would take for a flag',
      { ...TERRAFORM, spec: { holderIdentity: '-force' } },
      'terraform force-unlock HOLDER',
    ],
    [
      'of a lock that is free keeps its placeholder',
      { ...TERRAFORM, spec: { holderIdentity: null } },
      'terraform force-unlock HOLDER',
    ],
    [
      'of a heartbeat drains its Node',
      { namespace: 'kube-node-lease', name: 'w1', owner: { kind: 'Node', name: 'w1' } },
      'kubectl drain w1',
    ],
    ['of an election there is none', {}, undefined],
  ];
  for (const [title, options, expected] of rows) {
    test(title, () => {
      const subject = lease(options);
      assert.equal(ownersCommand(subject, classify(subject)), expected);
    });
  }
});
