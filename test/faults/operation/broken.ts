// Rows in which what answers is broken after the first write: garbage in the watch, and to every write.
import { html, send } from '../answers.ts';
import type { Visit } from '../fault.ts';
import type { OperationFault } from './play.ts';

const LED = { code: 0, word: 'led', recorded: { event: true, lease: true } } as const;
const json = (body: string) => send(200, 'application/json', body);

/** A watch of the operation: the first one is that of the look before it. */
const watching = { on: 'watch', skip: 1, times: Infinity } as const;

const LINES: Readonly<Record<string, string>> = {
  null: 'null',
  'an array': '[]',
  'a string': '"MODIFIED"',
  'a number': '7',
  'an empty object': '{}',
  'an event without an object': '{"type":"MODIFIED"}',
  'an event of null': '{"type":"MODIFIED","object":null}',
  'an event of a string': '{"type":"DELETED","object":"reconciler"}',
  'an event of an empty object': '{"type":"DELETED","object":{}}',
  'an error of nothing': '{"type":"ERROR","object":null}',
  'half an event': '{"type":"MODIF',
};

function lines(line: string) {
  return ({ response }: Visit): void => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write(`${line}\n`);
  };
}

const watches: readonly OperationFault[] = [
  ...Object.entries(LINES).map(([name, line]) => ({
    row: '16',
    title: `${name} in the watch does not end a step-down, which reads the Lease instead`,
    blows: [{ ...watching, answer: lines(line) }],
    ...{ ...LED, met: { fence: 1, release: 1 } },
  })),
  {
    row: '16',
    title: 'a watch that ends at once each time is told by reading beside it',
    blows: [{ ...watching, answer: json('') }],
    ...{ ...LED, met: { fence: 1, release: 1 } },
  },
  {
    row: '14',
    title: 'a watch that tells nothing is told by reading beside it',
    blows: [
      {
        ...watching,
        answer: ({ response }) => {
          response.writeHead(200, { 'Content-Type': 'application/json' }).flushHeaders();
        },
      },
    ],
    ...{ ...LED, met: { fence: 1, release: 1 } },
  },
];

const BODIES: Readonly<Record<string, string>> = {
  null: 'null',
  'an array': '[]',
  'an empty object': '{}',
  'a Lease without anything': '{"apiVersion":"coordination.k8s.io/v1","kind":"Lease"}',
  'a Lease of wrong types':
    '{"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":7,"spec":[]}',
};

const WRITTEN = ['fence', 'renew', 'release', 'record', 'event'] as const;

const writes: readonly OperationFault[] = Object.entries(BODIES).flatMap(([name, body]) =>
  WRITTEN.map((on) => ({
    row: '16',
    title: `${name} in answer to the ${on}, which was carried out`,
    cast: { pod: 'lives' },
    blows: [{ on, commits: true, answer: json(body) }],
    ...LED,
  })),
);

const evictions: readonly OperationFault[] = ['null', '[]', '{}', '"evicted"'].map((body) => ({
  row: '16',
  title: `${body} in answer to the eviction, which was carried out`,
  args: ['--yes', '--evict-pod'],
  cast: { pod: 'lives' },
  blows: [{ on: 'evict', commits: true, answer: json(body) }],
  ...LED,
}));

const FENCE = /fence kubectl-lease\/[0-9a-f]{8} [^\n]*expires by itself by \d\d:\d\d:\d\d UTC/;
const FINISH = /kubectl lease force-release -n team-a reconciler --reason 'it hangs'/;

const left: readonly OperationFault[] = [
  {
    row: '16',
    title: 'a release that is never carried out leaves a fence that is named, and how to finish it',
    cast: { next: undefined },
    blows: [{ on: 'release', times: Infinity, answer: html(200, '<html>log in</html>') }],
    ...{ code: 6, word: 'unknown', recorded: { event: true, lease: true } },
    stderr: new RegExp(`${FENCE.source}[^]*${FINISH.source}`),
  },
  {
    row: '34',
    title: 'a fence that is left ends with 6 although nobody reads stdout, and is told on stderr',
    cast: { next: undefined },
    blows: [
      {
        ...{ on: 'release', times: Infinity, answer: html(200, '<html>log in</html>') },
        before: ({ run }) => {
          run.close('stdout');
        },
      },
    ],
    code: 6,
    stderr: new RegExp(`${FENCE.source}[^]*${FINISH.source}`),
    then({ world }) {
      if (world.events.size !== 1) throw new Error('it is not recorded');
    },
  },
];

export const broken: readonly OperationFault[] = [...left, ...watches, ...writes, ...evictions];
