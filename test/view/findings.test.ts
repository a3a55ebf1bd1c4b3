// Findings as the page and the Markdown of a record print them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Finding } from '../../src/lease/finding.ts';
import type { NotSeen } from '../../src/lease/findings-unseen.ts';
import { findingDetails, findingLines } from '../../src/view/findings.ts';
import { layOut } from '../../src/view/page.ts';

const SECRETS: Finding = {
  id: 'may-read-every-secret',
  severity: 'high',
  what: 'may read every Secret of the cluster',
  evidence: ['list secrets in all namespaces, by ClusterRoleBinding reconciler'],
  advice: 'bind the role where it is needed',
  source: { title: 'rbac good practices', url: 'https://kubernetes.io/docs/x/' },
};
const LATE: Finding = {
  ...SECRETS,
  ...{ id: 'late-renewal', severity: 'medium', what: 'its holder is late' },
  source: { title: 'leases', url: 'https://kubernetes.io/docs/y/' },
};
const UNSEEN: readonly NotSeen[] = [
  { what: 'Events about it', why: ['cannot list events in payments'] },
  { what: 'all who may write it', why: ['cannot list roles', 'cannot list rolebindings'] },
];

describe('findings are printed', () => {
  const rows: [title: string, readonly Finding[], readonly NotSeen[], page: string][] = [
    [
      'in columns',
      [SECRETS, LATE],
      [],
      `Findings     worst first; what was seen and what to do: -o markdown
               high     may read every Secret of the cluster   rbac good practices
               medium   its holder is late                     leases
`,
    ],
    ['as none, where all was seen', [], [], 'Findings     none\n'],
    [
      'as none in what could be seen, where not all was',
      [],
      UNSEEN,
      `Findings     none in what could be seen
             not looked at: Events about it: cannot list events in payments
             not looked at: all who may write it: cannot list roles; cannot list rolebindings
`,
    ],
    [
      'before what could not be looked at',
      [LATE],
      UNSEEN.slice(0, 1),
      `Findings     worst first; what was seen and what to do: -o markdown
               medium   its holder is late   leases
             not looked at: Events about it: cannot list events in payments
`,
    ],
  ];
  for (const [title, findings, unseen, page] of rows) {
    test(title, () => {
      assert.equal(layOut({ label: 'Findings', lines: findingLines(findings, unseen) }), page);
    });
  }

  test('with what was seen, what to do and the page, where there is room', () => {
    assert.deepEqual(findingDetails([SECRETS], UNSEEN.slice(0, 1)), [
      'high: may read every Secret of the cluster (may-read-every-secret)',
      '  seen: list secrets in all namespaces, by ClusterRoleBinding reconciler',
      '  to do: bind the role where it is needed',
      { text: '  rbac good practices', url: 'https://kubernetes.io/docs/x/' },
      'not looked at: Events about it: cannot list events in payments',
    ]);
    assert.deepEqual(findingDetails([], []), ['none']);
  });
});
