// Situations in which the lead goes from one to another.
import type { Case } from './case.ts';
import { ago, becameLeader, COORDINATED } from './objects.ts';
import type { Situation } from './situation.ts';

const HOLDER = 'reconciler-5dd487bb7b-5ffjv_74b9fa94-33c1-481b-bd15-f159ceb3a089';
const OTHER = 'reconciler-5dd487bb7b-cskcm_1b4e28ba-2fa1-41d2-883f-0016d3cca427';
const EXPORTER = 'exporter-7b9f47878b-zmdqp_6fa459ea-ee8a-4ca4-894e-db77e160355e';
const FENCE = 'kubectl-lease/3f2a91c4';

function owners(...all: readonly [manager: string, seconds: number][]): Situation {
  return {
    metadata: {
      managedFields: all.map(([manager, seconds]) => ({
        ...{ manager, operation: 'Update', time: ago(seconds) },
        fieldsV1: { 'f:spec': { 'f:renewTime': {} } },
      })),
    },
  };
}

/** One renewal by each, a second apart. */
function byTurns(...managers: readonly string[]): Situation {
  return { writes: managers.map((manager, at) => ({ after: at + 1, manager })) };
}

function made(secondsAgo: number, transitions: number): Situation {
  return {
    metadata: { creationTimestamp: ago(secondsAgo) },
    lease: { spec: { leaseTransitions: transitions } },
  };
}

function events(...minutes: readonly number[]): Situation {
  return { others: minutes.map((it) => becameLeader(it % 2 ? HOLDER : OTHER, it)) };
}

export const CONTEST: readonly Case[] = [
  {
    id: 'two-writers',
    given: [
      [
        'by turns',
        'high',
        `by ${HOLDER}, then ${OTHER}, then ${HOLDER}`,
        { writes: [{ after: 1, holder: OTHER }, { after: 2 }] },
      ],
      [
        'under one name',
        'high',
        'by elector, then exporter, then elector, then exporter',
        byTurns('elector', 'exporter', 'elector', 'exporter'),
      ],
      [
        'under one name, with a third that wrote once',
        'high',
        'renewed in 5s of watching by elector, then exporter',
        byTurns('elector', 'exporter', 'loader', 'elector', 'exporter'),
      ],
    ],
    not: [
      [
        'a takeover',
        {
          writes: [
            { after: 1, holder: OTHER },
            { after: 3, holder: OTHER },
          ],
        },
      ],
      ['cleared, and taken back', { writes: [{ after: 1, holder: '' }, { after: 2 }] }],
      ['a fence of ours', { writes: [{ after: 1, holder: FENCE }, { after: 2 }] }],
      ['another manager once', byTurns('elector', 'exporter', 'elector')],
      ['two others once each', byTurns('elector', 'exporter', 'elector', 'loader', 'elector')],
      ['a handover to another manager', byTurns('elector', 'exporter')],
      ['patched by hand', byTurns('elector', 'kubectl-patch', 'elector')],
      [
        'patched by hand, over and over',
        byTurns('elector', 'kubectl-patch', 'elector', 'kubectl-patch', 'elector'),
      ],
      [
        'fenced, over and over',
        byTurns('elector', 'kubectl-lease', 'elector', 'kubectl-lease', 'elector'),
      ],
      [
        'given away by hand, and taken back',
        { writes: [{ after: 1, holder: OTHER, manager: 'kubectl-edit' }, { after: 2 }] },
      ],
      ['one value that two applied', { ...owners(['elector', 2], ['argocd', 15]), writes: [] }],
      ['one manager twice', owners(['elector', 2], ['elector', 3])],
    ],
  },
  {
    id: 'name-collides',
    given: [
      [
        'with another Deployment',
        'medium',
        'Pods of reconciler, exporter, reconciler',
        {
          others: [becameLeader(HOLDER, 20), becameLeader(EXPORTER, 10)],
        },
      ],
    ],
    not: [
      ['a rename', { others: [becameLeader(EXPORTER, 20), becameLeader(EXPORTER, 10)] }],
      ['replicas', { others: [becameLeader(HOLDER, 20), becameLeader(OTHER, 10)] }],
      ['more than an hour ago', { others: [becameLeader(HOLDER, 70), becameLeader(EXPORTER, 61)] }],
      [
        'of a Lease that is gone',
        {
          metadata: { uid: 'new' },
          others: [20, 10].map((it) => {
            const about = { kind: 'Lease', name: 'reconciler', uid: 'old' };
            return becameLeader(it === 20 ? HOLDER : EXPORTER, it, { involvedObject: about });
          }),
        },
      ],
    ],
  },
  {
    id: 'transition-spike',
    given: [
      [
        'since it was made',
        'medium',
        '5 transitions since it was made 1h ago: 5 an hour',
        made(3600, 5),
      ],
      ['within minutes', 'medium', 'made 5m ago, its count brought along', made(300, 6)],
      ['all along', 'medium', '800 transitions since it was made 30d ago', made(30 * 86_400, 800)],
      ['by Events', 'medium', '4 times within the last hour, by 2 holders', events(3, 10, 20, 59)],
      [
        'by one Event that counts',
        'medium',
        '4 times within the last hour, by 1 holder',
        { others: [becameLeader(HOLDER, 50, { count: 4 })] },
      ],
      [
        'by an Event of events.k8s.io',
        'medium',
        '4 times',
        {
          others: [
            becameLeader('', 5, {
              ...{ involvedObject: undefined, message: undefined, series: { count: 4 } },
              regarding: { kind: 'Lease', name: 'reconciler' },
              note: `${HOLDER} became leader`,
            }),
          ],
        },
      ],
    ],
    not: [
      ['a few', made(3600, 4)],
      ['one an hour', made(5 * 3600, 5)],
      ['many, in months', made(212 * 86_400, 5000)],
      ['three Events', events(3, 10, 20)],
      ['one Event of four before that hour', events(3, 10, 20, 61)],
      [
        'Events of another kind',
        { others: [1, 2, 3, 4].map((it) => becameLeader(HOLDER, it, { reason: 'Created' })) },
      ],
      [
        'Events that tell the end',
        {
          others: [1, 2, 3, 4].map((it) =>
            becameLeader(HOLDER, it, { message: 'x stopped leading' }),
          ),
        },
      ],
      [
        'of a coordinated election',
        { ...made(3600, 50), lease: { spec: { ...COORDINATED.spec, leaseTransitions: 50 } } },
      ],
    ],
  },
];
