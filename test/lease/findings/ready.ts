// Situations in which the holder's Pod is not ready, or a part of it that does not matter.
import type { Case } from './case.ts';

const BACK_OFF = { waiting: { reason: 'CrashLoopBackOff' } };
const ELECTS = ['--leader-elect=true'];
const JUST = { running: { startedAt: '2026-11-25T02:59:30Z' } };
const MINUTE_AGO = { running: { startedAt: '2026-11-25T02:59:00Z' } };

export const READY: readonly Case[] = [
  {
    id: 'holder-not-ready',
    given: [
      [
        'renewing all the same',
        'high',
        'condition Ready is not True',
        { pod: { ready: false, state: MINUTE_AGO } },
      ],
      [
        'its container waiting',
        'high',
        'CrashLoopBackOff',
        { pod: { ready: false, state: BACK_OFF } },
      ],
      ['its Pod at its end', 'high', 'phase Failed', { pod: { phase: 'Failed' } }],
      [
        'which says no more than that',
        'high',
        'Ready says whether it serves',
        { pod: { ready: false, state: MINUTE_AGO } },
      ],
      [
        'its container that campaigns, beside one that is well',
        'high',
        'container proxy: not ready',
        { pod: { sidecar: { state: BACK_OFF, args: ELECTS } } },
      ],
      [
        'its container that campaigns, by its environment',
        'high',
        'container proxy: not ready',
        { pod: { sidecar: { state: BACK_OFF, env: { LEADER_ELECT: 'true' } } } },
      ],
      [
        'all of its containers',
        'high',
        'container manager: not ready',
        { pod: { ready: false, state: MINUTE_AGO, sidecar: { state: BACK_OFF } } },
      ],
      [
        'a sidecar of the one that campaigns',
        'low',
        'beside it in its Pod is not ready: proxy',
        { pod: { args: ELECTS, sidecar: { state: BACK_OFF } } },
      ],
      [
        'a sidecar that only knows its Pod',
        'low',
        'is not ready: proxy',
        {
          pod: {
            sidecar: { state: BACK_OFF, env: { POD_NAME: 'a' }, args: ['--pod-namespace=a'] },
          },
        },
      ],
      [
        'one of two, and neither says which campaigns',
        'low',
        'is not ready: proxy',
        { pod: { sidecar: { state: BACK_OFF } } },
      ],
      [
        'one of two that campaign',
        'low',
        'is not ready: proxy',
        { pod: { args: ELECTS, sidecar: { state: BACK_OFF, args: ELECTS } } },
      ],
      [
        'by a readiness gate alone',
        'low',
        'though no container says so',
        { pod: { condition: false } },
      ],
      ['likely its Pod', 'high', 'likely its Pod', { pod: { ready: false }, grants: null }],
    ],
    not: [
      ['ready', {}],
      ['started half a minute ago', { pod: { ready: false, state: JUST } }],
      ['being deleted', { pod: { ready: false, deleting: true } }],
      ['silent', { pod: { ready: false }, lease: { stampedAgo: 60 } }],
      ['younger than its term: a Pod of that name', { pod: { ready: false, createdAgo: 1 } }],
    ],
  },
];
