// What the status of a whole Pod proves about the process that held a Lease, trap by trap.
import { describe } from 'node:test';
import { after, LOST, running, terminated } from './pod-statuses.ts';
import { app, beside, checkEnds, type EndRow } from './process-ends.ts';

/** A Pod's name, a host's: the next process of the container campaigns under it, too. */
const PODS: readonly EndRow[] = [
  {
    title: 'a lost run of another container of the Pod, before anybody looked',
    planned: ['A1', 'B2'],
    seen: [beside(terminated('A1', -600, 4), after(LOST, terminated('B2', -60, 4)))],
    open: ['lost run of csi'],
  },
  {
    title: 'one of two containers has been restarted: a sidecar proves nothing',
    planned: ['A1', 'B1'],
    seen: [beside(running('A1', -600), after(terminated('B1', -600, 4), running('B2', 5)))],
    open: ['A1'],
  },
  {
    title: 'both of two containers have ended',
    planned: ['A1', 'B1'],
    seen: [beside(terminated('A1', -600, 4), terminated('B1', -600, 5))],
  },
  {
    title: 'both have ended, one of them before the fence: its next run may have held the Lease',
    planned: ['A1', 'B1'],
    seen: [beside(terminated('A1', -600, 4), terminated('B1', -600, -3))],
    proved: false,
  },
  {
    title: 'an init container that has completed did not campaign',
    seen: [
      { ...app(terminated('A1', -600, 4)), inits: { migrate: terminated('I1', -700, -650, 0) } },
    ],
  },
  {
    title: 'an init container that has failed is not known not to have campaigned',
    seen: [
      { ...app(terminated('A1', -600, 4)), inits: { migrate: terminated('I1', -700, -650, 1) } },
    ],
    proved: false,
  },
  {
    title: 'a sidecar among the init containers runs on',
    planned: ['A1', 'S1'],
    seen: [
      {
        ...app(terminated('A1', -600, 4)),
        ...{ inits: { lock: running('S1', -650) }, sidecars: ['lock'] },
      },
    ],
    open: ['S1'],
  },
  {
    title: 'a sidecar that was told to end ends with exit code 0, and has ended',
    planned: ['A1', 'S1'],
    seen: [
      {
        ...app(terminated('A1', -600, 4)),
        ...{ inits: { lock: terminated('S1', -650, 5, 0) }, sidecars: ['lock'] },
      },
    ],
  },
  {
    title: 'what was attached to debug it may campaign, too',
    planned: ['A1', 'E1'],
    seen: [{ ...app(terminated('A1', -600, 4)), ephemerals: { debug: running('E1', -30) } }],
    open: ['E1'],
  },
  {
    title: "PodGC's phase alone: the Pod failed, its container was last seen to run",
    seen: [{ ...app(running('A1', -600)), phase: 'Failed' }],
    open: ['A1'],
  },
  {
    title: 'the Pod is gone and its last status showed the end',
    seen: [app(running('A1', -600)), { ...app(terminated('A1', -600, 5)), phase: 'Failed' }],
  },
  {
    title: 'the Pod is gone (force-delete, PodGC, a mirror) and its last status did not show it',
    seen: [app(running('A1', -600)), app(running('A1', -600))],
    open: ['A1'],
  },
  {
    title: 'its Pod has failed and each container has ended, whatever the clocks say',
    seen: [{ ...app(terminated('A1', -600, -300)), phase: 'Failed' }],
    skew: undefined,
  },
  {
    title:
      'each container has ended, of a Pod that may start them again, by clocks that are not known',
    seen: [app(terminated('A1', -600, 4))],
    ...{ skew: undefined, proved: false },
  },
  {
    title: 'its Pod has failed because its node is gone, by clocks that are not known',
    seen: [{ ...app(terminated('A1', -600, 4)), phase: 'Failed', reason: 'DeletionByPodGC' }],
    ...{ skew: undefined, proved: false },
  },
  { title: 'a Pod without any status', seen: [{}], open: ['A1'] },
  { title: 'no status at all', seen: [], open: ['A1'] },
  { title: 'no container known, and none told', planned: [], seen: [{}], proved: false },
  {
    title: 'a terminated container without an id',
    seen: [app({ state: { terminated: { exitCode: 0 } } })],
    open: ['A1', 'lost run of app'],
  },
  {
    title: 'a status of hostile shapes',
    seen: [app({ containerID: 7, state: { running: 'yes', terminated: [] }, lastState: null })],
    open: ['A1', 'lost run of app'],
  },
];

describe('the end of a process in a Pod of several containers, or of one that is gone', () => {
  checkEnds(PODS, true);
});
