// Situations of heartbeats and of API servers.
import { rawLease } from '../leases.ts';
import type { Case } from './case.ts';
import { apiServer, heartbeat, node } from './objects.ts';
import type { Situation } from './situation.ts';

const KWOK = 'kwok-controller_74b9fa94-33c1-481b-bd15-f159ceb3a089';

const silent = (seconds: number, ready: string, more: Situation = {}): Situation => ({
  lease: heartbeat({ stampedAgo: seconds }),
  others: [node(ready)],
  ...more,
});

const renewed = (stampedAgo: number): Situation => ({
  lease: apiServer('one'),
  others: [rawLease({ ...apiServer('two'), stampedAgo })],
});

const skewed = (skew: number): Situation => ({
  lease: apiServer('one'),
  others: [rawLease({ ...apiServer('two'), skew })],
});

export const MACHINES: readonly Case[] = [
  {
    id: 'node-silent',
    given: [
      ['past the grace period', 'high', 'after 50s by default', silent(51, 'Unknown')],
      [
        'past that of an older server',
        'high',
        'after 40s by default',
        silent(41, 'False', { version: 'v1.31.0' }),
      ],
      ['unnoticed', 'high', 'condition Ready is True since 60s', silent(61, 'True')],
      ['past its term, within it', 'medium', 'called lost after 50s', silent(50, 'Unknown')],
      ['just past it, and still Ready', 'medium', 'takes some seconds', silent(60, 'True')],
      [
        'on a server of which nothing is known',
        'medium',
        "hangs on the server's version",
        silent(90, 'Unknown', { version: null }),
      ],
    ],
    not: [
      ['within its term', silent(39, 'True')],
      ['renewing', silent(5, 'True')],
      ['whose Node is not there', { lease: heartbeat({ stampedAgo: 90 }) }],
    ],
  },
  {
    id: 'node-not-ready',
    given: [
      [
        'while it renews',
        'medium',
        'condition Ready is False since 60s (NodeStatusUnknown)',
        silent(5, 'False'),
      ],
    ],
    not: [
      ['Ready', silent(5, 'True')],
      ['late: it may be going', silent(21, 'False')],
      ['not there', { lease: heartbeat() }],
    ],
  },
  {
    id: 'heartbeat-by-another',
    given: [
      [
        'as kwok sends it',
        'medium',
        `its holder is ${KWOK}`,
        { lease: heartbeat({ spec: { holderIdentity: KWOK } }), others: [node('True')] },
      ],
    ],
    not: [
      ['its own kubelet', silent(5, 'True')],
      ['nobody', { lease: heartbeat({ spec: { holderIdentity: '' } }), others: [node('True')] }],
      ['an election', {}],
    ],
  },
  {
    id: 'heartbeat-without-node',
    given: [
      ['and others are', 'low', 'no Node worker-1', { lease: heartbeat({ stampedAgo: 60 }) }],
      ['silent past its term', 'low', 'renewed 41s ago', { lease: heartbeat({ stampedAgo: 41 }) }],
    ],
    not: [
      ['renewed all the same: its kubelet lives', { lease: heartbeat() }],
      ['at the end of its term', { lease: heartbeat({ stampedAgo: 40 }) }],
      ['without stamps', { lease: heartbeat({ stampedAgo: 600, managedFields: false }) }],
      ['there', silent(5, 'True')],
      ['an election', {}],
    ],
  },
  {
    id: 'apiserver-silent',
    given: [['three of its intervals', 'medium', 'API server two', renewed(31)]],
    not: [
      ['less', renewed(30)],
      [
        'without stamps',
        {
          lease: apiServer('one'),
          others: [rawLease({ ...apiServer('two'), stampedAgo: 90, managedFields: false })],
        },
      ],
    ],
  },
  {
    id: 'apiserver-clock',
    given: [
      ['ahead', 'medium', '3s ahead', skewed(3)],
      ['far behind', 'medium', '10s behind, unless', skewed(-10)],
    ],
    not: [
      ['behind, which a slow request looks like', skewed(-9.9)],
      ['as far as stamps tell', skewed(2)],
    ],
  },
];
