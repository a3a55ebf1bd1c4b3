import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { holderName, type HolderFormat } from '../../src/lease/holder.ts';
import { kindOf } from '../../src/lease/kind.ts';
import { lease, type LeaseOptions } from './leases.ts';

const UUID = '74b9fa94-33c1-481b-bd15-f159ceb3a089';

function held(holderIdentity: string | null, options: LeaseOptions = {}): LeaseOptions {
  return { ...options, spec: { holderIdentity } };
}

describe('a holder identity', () => {
  const rows: [title: string, options: LeaseOptions, format: HolderFormat, name: string][] = [
    ['loses the uuid behind a host name', held(`cp-1_${UUID}`), 'host-uuid', 'cp-1'],
    ['keeps an underscore that no uuid follows', held('cp_1'), 'custom', 'cp_1'],
    ['is kept whole where it is a uuid alone', held(`_${UUID}`), 'custom', `_${UUID}`],
    [
      'loses what cert-manager adds',
      held('cert-manager-55c69bf5cf-x6w5s-external-cert-manager-controller'),
      'pod-suffix',
      'cert-manager-55c69bf5cf-x6w5s',
    ],
    ['of nobody is empty', held(''), 'empty', ''],
    ['that is absent is empty', held(null), 'empty', ''],
    [
      'of a heartbeat is its Node',
      held('w1', { namespace: 'kube-node-lease', name: 'w1' }),
      'node',
      'w1',
    ],
    ['of a million characters is kept whole', held('x'.repeat(1e6)), 'custom', 'x'.repeat(1e6)],
  ];
  for (const [title, options, format, name] of rows) {
    test(title, () => {
      const subject = lease(options);
      const found = holderName(subject, kindOf(subject));
      assert.deepEqual([found.format, found.name], [format, name]);
    });
  }
});
