import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { holderName, type HolderFormat } from '../../src/lease/holder.ts';
import { classify } from '../../src/lease/classify.ts';
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
    [
      'of a fake node is whoever renews for it',
      held(`kwok_${UUID}`, {
        namespace: 'kube-node-lease',
        owner: { kind: 'Node', name: 'w1' },
        name: 'w1',
      }),
      'host-uuid',
      'kwok',
    ],
    ['with a Pod’s address loses it', held('as-6c78-r995x_10.0.0.7'), 'pod-ip', 'as-6c78-r995x'],
    ['keeps what is no address', held('as_10.0.0'), 'custom', 'as_10.0.0'],
    [
      'that ends as a generated name does is a Pod’s',
      held('web-7c9b6c7fd6-b2x9p'),
      'pod',
      'web-7c9b6c7fd6-b2x9p',
    ],
    ['that ends in a word is not', held('web-proxy'), 'custom', 'web-proxy'],
    ['with a domain is a host’s', held('cp-1.example.com'), 'host', 'cp-1.example.com'],
    ['that is a uuid names nothing', held(UUID), 'uuid', ''],
    ['that is a number names itself where no revision is kept', held('42'), 'custom', '42'],
    ['of our own fence is kept whole', held('kubectl-lease/op-1'), 'fence', 'kubectl-lease/op-1'],
    [
      'with ten letters behind it keeps them, but for Cilium',
      held('web-abcdefghij'),
      'custom',
      'web-abcdefghij',
    ],
    [
      'of Cilium’s operator loses its ten letters',
      held('w1-JiNhCkOAFs', { namespace: 'kube-system', name: 'cilium-operator-resource-lock' }),
      'node-rand',
      'w1',
    ],
    ['of line breaks is read over them', held(`a\nb_${UUID}`), 'host-uuid', 'a\nb'],
    ['of a million characters is kept whole', held('x'.repeat(1e6)), 'custom', 'x'.repeat(1e6)],
  ];
  for (const [title, options, format, name] of rows) {
    test(title, () => {
      const subject = lease(options);
      const found = holderName(subject, classify(subject));
      assert.deepEqual([found.format, found.name], [format, name]);
    });
  }
});
