// Rows of the record: whether it may be made, whether it was, and what is said where it was not.
import { list, object } from '../../../src/lease/lease.ts';
import { close, status, text } from '../answers.ts';
import type { OperationFault } from './play.ts';

const LED = { code: 0, word: 'led' } as const;
const NONE = { event: false, lease: false } as const;
const LEASE_ALONE = { event: false, lease: true } as const;
const BOTH = { event: true, lease: true } as const;

const forbidden = status(
  403,
  'Forbidden',
  'events.events.k8s.io is forbidden: User "alice" cannot create resource "events" in API group "events.k8s.io" in the namespace "team-a"',
);
const invalid = status(
  422,
  'Invalid',
  'Event.events.k8s.io "reconciler.0f6b4b39" is invalid: note: Invalid value: can have at most 1024 bytes',
);

const mayNot: readonly OperationFault[] = [
  {
    row: '10',
    title: 'who may not create Events is refused beforehand, and told of --no-record',
    blows: [{ on: 'try-event', answer: forbidden }],
    ...{ code: 3, word: 'refused', recorded: NONE, stderr: /--no-record/ },
    met: { fence: 0, event: 0 },
  },
  {
    row: '10',
    title: '--no-record goes on without an Event, and says that there is none',
    args: ['--yes', '--no-record'],
    blows: [{ on: 'try-event', answer: forbidden }],
    ...{ ...LED, recorded: LEASE_ALONE, stderr: /no Event was created/ },
    met: { fence: 1, event: 0 },
  },
  {
    row: '10',
    title: '--no-record of who may create Events creates one all the same',
    args: ['--yes', '--no-record'],
    blows: [],
    ...{ ...LED, recorded: BOTH },
    met: { event: 1 },
  },
];

/** No Event claims what is not so. */
const order: readonly OperationFault[] = [
  {
    row: '36',
    title: 'no Event is there before what it tells of is so',
    blows: [
      {
        on: 'event',
        before({ world }) {
          if (world.holder === '' || world.holder.startsWith('kubectl-lease/'))
            throw new Error('an Event was created while nobody led');
        },
      },
    ],
    ...{ ...LED, recorded: BOTH },
  },
  {
    row: '36',
    title: 'a write that fails has no Event',
    blows: [{ on: 'fence', answer: status(403, 'Forbidden', 'leases is forbidden') }],
    ...{ code: 3, word: 'denied', recorded: NONE },
    met: { event: 0 },
    then({ world }) {
      if (world.events.size > 0) throw new Error('there is an Event');
    },
  },
];

const MANIFEST = /NOT created:[^]*kubectl create -f - <<'EOF'\napiVersion: events\.k8s\.io\/v1\n/;

const notMade: readonly OperationFault[] = [
  {
    row: '37',
    title: 'an Event that is denied in the end is printed, and the outcome stays what it is',
    blows: [{ on: 'event', answer: forbidden }],
    ...{ ...LED, recorded: LEASE_ALONE, stderr: MANIFEST },
    met: { event: 1 },
  },
  {
    row: '38',
    title: 'and so is one that the server finds invalid',
    blows: [{ on: 'event', answer: invalid }],
    ...{ ...LED, recorded: LEASE_ALONE, stderr: MANIFEST },
    met: { event: 1 },
  },
  {
    row: '37',
    title: 'an Event whose answer was lost is created again, and that it is there is success',
    blows: [{ on: 'event', commits: true, answer: close }],
    ...{ ...LED, recorded: BOTH },
    met: { event: 2 },
  },
  {
    row: '37',
    title: 'an Event that a broken server did not take is created when it does',
    blows: [{ on: 'event', answer: text(500, 'boom'), times: 2 }],
    ...{ ...LED, recorded: BOTH },
    met: { event: 3 },
  },
  {
    row: '37',
    title: 'a record that the Lease does not take leaves the Event, and is told',
    blows: [{ on: 'record', answer: forbidden, times: Infinity }],
    ...{ ...LED, recorded: { event: true, lease: false }, stderr: /NOT recorded in the Lease/ },
  },
  {
    row: '37',
    title: 'a record whose answer was lost is found in the Lease',
    blows: [{ on: 'record', commits: true, answer: close }],
    ...{ ...LED, recorded: BOTH },
    met: { record: 1 },
    then({ world }) {
      const { annotations } = object(world.lease.raw?.['metadata']);
      const record = String(object(annotations)['kubectl-lease.github.io/record']);
      if (list(JSON.parse(record)).length !== 1) throw new Error('it is recorded twice');
    },
  },
];

export const records: readonly OperationFault[] = [...mayNot, ...order, ...notMade];
