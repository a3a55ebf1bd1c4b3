// What the status of one container proves about the process that held a Lease, trap by trap.
import { describe } from 'node:test';
import { after, backingOff, LOST, running, terminated } from './pod-statuses.ts';
import { app, checkEnds, type EndRow } from './process-ends.ts';

/** A Pod's name, a host's: the next process of the container campaigns under it, too. */
const RUNS: readonly EndRow[] = [
  {
    title: 'it runs',
    seen: [app(running('A1', -600))],
    open: ['A1'],
  },
  {
    title: 'its container has ended two seconds after the fence or later',
    seen: [app(terminated('A1', -600, 4))],
  },
  {
    title: 'it was told first that it runs, then that it has ended',
    seen: [app(running('A1', -600)), app(terminated('A1', -600, 5))],
  },
  {
    title: 'an older status that is told again does not bring it back',
    seen: [app(terminated('A1', -600, 5)), app(running('A1', -600))],
  },
  {
    title: 'it has ended and another run goes on: the end of the first is in lastState',
    seen: [app(after(terminated('A1', -600, 4), running('A2', 5)))],
  },
  {
    title: 'its container waits in CrashLoopBackOff: nobody waits for the restart',
    seen: [app(backingOff(terminated('A1', -600, 4)))],
  },
  {
    title: 'its end within two seconds of the fence: the next run may have taken the Lease back',
    seen: [app(terminated('A1', -600, 1))],
    proved: false,
  },
  {
    title: 'its end before the fence, the next run not told yet',
    seen: [app(terminated('A1', -600, -3))],
    proved: false,
  },
  {
    title: 'its end before the fence, and CrashLoopBackOff: what runs then is not seen',
    seen: [app(backingOff(terminated('A1', -600, -3)))],
    proved: false,
  },
  {
    title: 'a run that began before the fence, and that the plan did not see, is open',
    seen: [app(after(terminated('A1', -600, -3), running('A2', -2)))],
    open: ['A2'],
  },
  {
    title: 'and closed once it has ended, too',
    seen: [
      app(after(terminated('A1', -600, -3), running('A2', -2))),
      app(after(terminated('A2', -2, 6), running('A3', 7))),
    ],
  },
  {
    title: 'a run that began within two seconds of the fence may have held it',
    seen: [app(after(terminated('A1', -600, 0), running('A2', 1)))],
    open: ['A2'],
  },
  {
    title: 'two restarts between two looks: the end of the run that was planned for is not seen',
    seen: [app(running('A1', -600)), app(after(terminated('A2', 6, 8), running('A3', 9)))],
    open: ['A1'],
  },
  {
    title: 'two restarts before the first look, the first run unseen by the plan',
    planned: [],
    seen: [app(after(terminated('A2', -1, 8), running('A3', 9)))],
  },
  {
    title: 'an end whose time is not told',
    seen: [app(terminated('A1', -600))],
    proved: false,
  },
  {
    title: 'a running container whose beginning is not told may have held it',
    seen: [app(after(terminated('A1', -600, 4), running('A2')))],
    open: ['A2'],
  },
  {
    title: 'the kubelet has lost the container and infers its end (ContainerStatusUnknown)',
    seen: [app({ containerID: 'containerd://A1', ...LOST })],
    open: ['A1', 'lost run of app'],
  },
  {
    title: 'a lost run whose container has been restarted',
    seen: [app(after(LOST, running('A2', 5)))],
    open: ['A1', 'lost run of app'],
  },
  {
    title: 'an old end of a container that has run since is no matter',
    seen: [app(after(terminated('A0', -9000, -601), running('A1', -600)))],
    open: ['A1'],
  },
  {
    title: 'and stays none when that run ends',
    seen: [
      app(after(terminated('A0', -9000, -601), running('A1', -600))),
      app(after(terminated('A1', -600, 4), running('A2', 5))),
    ],
  },
  {
    title: 'a clock that is not known: no end can be set against the fence',
    skew: undefined,
    seen: [app(terminated('A1', -600, 4))],
    proved: false,
  },
  {
    title: 'a clock that is not known: every run may have begun before the fence',
    skew: undefined,
    seen: [app(after(terminated('A1', -600, 4), running('A2', 60)))],
    open: ['A2'],
  },
  {
    title: 'a clock a second ahead: the end was a second before it says',
    skew: 1,
    seen: [app(terminated('A1', -600, 2))],
    proved: false,
  },
  {
    title: 'a clock a second ahead, an end late enough for it',
    skew: 1,
    seen: [app(terminated('A1', -600, 3))],
  },
  {
    title: 'a clock a second behind: a run began a second after it says',
    skew: -1,
    seen: [app(after(terminated('A1', -600, 3), running('A2', 1)))],
  },
  {
    title: 'times of another time zone, labelled Z, say nothing of the kubelet',
    skew: -5 * 3600,
    seen: [app(after(terminated('A1', -600, -3), running('A2', -2)))],
    open: ['A2'],
  },
];

describe('the end of a process whose identity outlives a restart', () => {
  checkEnds(RUNS, true);
});
