// What is read of a Pod's containers: what runs, and no more of its flags and environment than an election needs.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { configMapsOf, containersFrom } from '../../src/lease/container.ts';

describe('of the command line is kept', () => {
  const rows: [title: string, words: string[], kept: string[]][] = [
    ['a flag about the election', ['--leader-elect=true'], ['--leader-elect=true']],
    ['its value behind it', ['--retry-period', '2s'], ['--retry-period 2s']],
    ['a flag without a value', ['--leader-elect', '--v=2'], ['--leader-elect']],
    ["the Lease's name and namespace", ['-lease-name=x', '-v=4'], ['-lease-name=x']],
    ['no other flag', ['--kubeconfig=/etc/k', '--token=abc'], []],
    ['no secret, whatever it is called', ['--leader-elect-token=abc', '--lease-password', 'x'], []],
    [
      'how the Lease is given back',
      ['--release-on-cancel=true', '--leaseDuration', '15s'],
      ['--release-on-cancel=true', '--leaseDuration 15s'],
    ],
    ['nothing that only sounds like it', ['--release-channel=x', '--leaderboard=x'], []],
    ['no address of a database', ['--leader-elect-dsn=x', '--lease-connection=x'], []],
    ['no password within an address', ['--lease-name=postgres://u:p@db'], []],
    ['none behind it either', ['--lease-name', 'postgres://u:p@db'], []],
    ['nothing behind a switch', ['--leader-elect', 'postgres://u:p@db'], ['--leader-elect']],
    ['no further line of a word', ['--leader-elect=true\n--token=abc'], []],
    ['no word that is no flag', ['manager', 'lease-this'], []],
  ];
  for (const [title, words, kept] of rows) {
    test(title, () => {
      const [command, ...args] = ['/manager', ...words];
      const containers = [{ name: 'manager', command: [command], args }];
      assert.deepEqual(containersFrom({ containers }, {})[0]?.flags, kept);
    });
  }
});

describe('of the environment is kept', () => {
  const rows: [title: string, env: object[], kept: [string, string][]][] = [
    [
      'what concerns the election',
      [{ name: 'LEADER_ELECTION_ID', value: 'a' }],
      [['LEADER_ELECTION_ID', 'a']],
    ],
    ['the name of the Pod', [{ name: 'POD_NAME', value: 'p' }], [['POD_NAME', 'p']]],
    ['nothing that comes from elsewhere', [{ name: 'LEASE_NAME', valueFrom: {} }], []],
    ['nothing else', [{ name: 'DATABASE_URL', value: 'postgres://u:p@h' }], []],
    ['no secret', [{ name: 'LEASE_API_KEY', value: 'k' }], []],
    ['no cookie of a release', [{ name: 'RELEASE_COOKIE', value: 'k' }], []],
    ['no address of a leader', [{ name: 'DATABASE_LEADER_URL', value: 'k' }], []],
    ['no key of a cloud', [{ name: 'SELECTEL_KEY', value: 'k' }], []],
    ['no login of an election', [{ name: 'LEADER_ELECTION_AUTH', value: 'k' }], []],
    ['no string of a connection', [{ name: 'LEASE_CONNECTION', value: 'Pwd=k' }], []],
    ['no password within an address', [{ name: 'LEASE_NAME', value: 'redis://:k@h' }], []],
    [
      'what kube-vip is told',
      [{ name: 'vip_leasename', value: 'plndr-cp-lock' }],
      [['vip_leasename', 'plndr-cp-lock']],
    ],
    [
      'that it campaigns',
      [{ name: 'ENABLE_LEADER_ELECTION', value: 'true' }],
      [['ENABLE_LEADER_ELECTION', 'true']],
    ],
  ];
  for (const [title, env, kept] of rows) {
    test(title, () => {
      const [container] = containersFrom({ containers: [{ name: 'manager', env }] }, {});
      assert.deepEqual([...(container?.environment ?? [])], kept);
    });
  }
});

describe('the state of a container', () => {
  const rows: [title: string, status: object, state: unknown, reason: unknown][] = [
    [
      'is running',
      { state: { running: { startedAt: '2026-11-25T03:00:00Z' } } },
      'running',
      undefined,
    ],
    [
      'is waiting, and for what',
      { state: { waiting: { reason: 'CrashLoopBackOff' } } },
      'waiting',
      'CrashLoopBackOff',
    ],
    [
      'is terminated, and how',
      { state: { terminated: { reason: 'Error' } } },
      'terminated',
      'Error',
    ],
    ['is not known before the kubelet has said it', {}, undefined, undefined],
    ['is not known where it is nonsense', { state: 7 }, undefined, undefined],
  ];
  for (const [title, status, state, reason] of rows) {
    test(title, () => {
      const containerStatuses = [
        { name: 'other', state: { running: {} } },
        { name: 'm', ...status },
      ];
      const [container] = containersFrom({ containers: [{ name: 'm' }] }, { containerStatuses });
      assert.deepEqual([container?.state, container?.reason], [state, reason]);
    });
  }
});

test('ConfigMaps are those mounted, projected or taken as environment, but not that of every Pod', () => {
  const projected = [{ configMap: { name: 'b' } }, { configMap: { name: 'kube-root-ca.crt' } }];
  const spec = {
    volumes: [{ configMap: { name: 'c' } }, { projected: { sources: projected } }, { secret: {} }],
    containers: [{ envFrom: [{ configMapRef: { name: 'a' } }, { secretRef: { name: 's' } }] }],
  };
  assert.deepEqual(configMapsOf(spec), ['a', 'b', 'c']);
});
