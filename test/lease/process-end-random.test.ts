// What a status proves about a process whose identity no other process can have.
import { describe } from 'node:test';
import { after, LOST, running, terminated } from './pod-statuses.ts';
import { app, beside, checkEnds, type EndRow } from './process-ends.ts';

const RUNS: readonly EndRow[] = [
  {
    title: 'its end is proof whenever it was',
    seen: [app(terminated('A1', -600, -3))],
  },
  {
    title: 'its end is proof without a time',
    seen: [app(terminated('A1', -600))],
  },
  {
    title: 'its end is proof where no clock is known',
    skew: undefined,
    seen: [app(terminated('A1', -600, 1))],
  },
  {
    title: 'it had been restarted before the fence: the holder has ended already',
    planned: [],
    seen: [app(after(terminated('A1', -600, -20), running('A2', -18)))],
    renewed: -20.4,
  },
  {
    title: 'the run that renewed it last goes on',
    planned: [],
    seen: [app(after(terminated('A1', -600, -20), running('A2', -18)))],
    renewed: -1.3,
    open: ['A2'],
  },
  {
    title: 'the last renewal in the second in which the container began: it may be its own',
    planned: [],
    seen: [app(after(terminated('A1', -600, -20), running('A2', -18)))],
    renewed: -17.5,
    open: ['A2'],
  },
  {
    title: 'restarted before the fence, and the last renewal is not known',
    planned: [],
    seen: [app(after(terminated('A1', -600, -20), running('A2', -18)))],
    open: ['A2'],
  },
  {
    title: 'restarted before the fence, by a clock that is wrong: renewals may carry local time',
    planned: [],
    seen: [app(after(terminated('A1', -600, -20), running('A2', -18)))],
    renewed: -5 * 3600,
    skew: -5 * 3600,
    open: ['A2'],
  },
  {
    title: 'the run that renewed it was lost by the kubelet',
    planned: [],
    seen: [
      {
        containers: {
          app: after(LOST, running('A2', -18)),
          csi: after(terminated('B1', -600, -20), running('B2', -18)),
        },
      },
    ],
    renewed: -20.4,
    open: ['lost run of app'],
  },
  {
    title: 'a run that began after the fence holds nothing',
    seen: [app(after(terminated('A1', -600, 4), running('A2', 5)))],
    renewed: -1.3,
  },
  {
    title: 'the other container of the Pod runs on: which of them campaigns is not known',
    planned: ['A1', 'B1'],
    seen: [beside(terminated('A1', -600, 4), running('B1', -600))],
    renewed: -1.3,
    open: ['B1'],
  },
];

describe('the end of a process whose identity is made anew with each process', () => {
  checkEnds(RUNS, false);
});
