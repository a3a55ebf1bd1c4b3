// Rows in which a list has no end, or is larger than it says.
import { body, list } from './answers.ts';
import { LS, raises, type Answer, type Row } from './row.ts';

const over = (what: string, variable: string): string =>
  `error: the list from SERVER ${what}\n${raises(variable)}`;

const TWICE =
  'error: the list from SERVER has no end: the API server gave the same continue token twice\n';

/** A page of this list's own token, and of so many milliseconds. */
const pages =
  (token: (nth: number) => string, { items = 1, wait = 0 } = {}): Answer =>
  (visit) => {
    const objects = Array.from({ length: items }, (_, at) => ({
      metadata: { name: `a${visit.nth}-${at}`, namespace: 'team-a' },
    }));
    const metadata = { continue: token(visit.nth) };
    const page = JSON.stringify({ kind: 'LeaseList', metadata, items: objects });
    setTimeout(() => {
      body(page)(visit);
    }, wait);
  };

const protobuf = (message: Buffer): Answer =>
  body(Buffer.concat([ENVELOPE, field(2, message)]), {
    'Content-Type': 'application/vnd.kubernetes.protobuf',
  });

/** A length-delimited field. */
function field(number: number, content: Buffer, length = content.length): Buffer {
  return Buffer.concat([Buffer.from([(number << 3) | 2]), varint(length), content]);
}

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}

const times = (count: number, bytes: readonly number[]): Buffer =>
  Buffer.concat(Array<Buffer>(count).fill(Buffer.from(bytes)));

/** As Kubernetes' protobuf begins: runtime.Unknown with its TypeMeta. */
const ENVELOPE = Buffer.concat([
  Buffer.from('k8s\0'),
  field(
    1,
    Buffer.concat([
      field(1, Buffer.from('coordination.k8s.io/v1')),
      field(2, Buffer.from('LeaseList')),
    ]),
  ),
]);

const UNREADABLE = 'error: what the API server answered cannot be read: ';

const tokens: readonly Row[] = [
  { title: 'a continue token that stays the same ends', answer: pages(() => 'x'), stderr: TWICE },
  {
    title: 'a continue token that stays the same ends in a list of objects too',
    words: [...LS, '-o', 'yaml'],
    answer: pages(() => 'x'),
    stderr: TWICE,
  },
  {
    title: 'seven continue tokens in a circle end',
    answer: pages((nth) => `t${nth % 7}`),
    stderr: TWICE,
  },
  {
    title: 'a continue token that is always another ends at the limit on pages',
    env: { KUBECTL_LEASE_MAX_PAGES: '300' },
    answer: pages((nth) => `t${nth}`),
    stderr: over('has more than 300 pages', 'KUBECTL_LEASE_MAX_PAGES'),
  },
  {
    title: 'pages without items and without end stop at the limit on pages',
    env: { KUBECTL_LEASE_MAX_PAGES: '300' },
    answer: pages((nth) => `t${nth}`, { items: 0 }),
    stderr: over('has more than 300 pages', 'KUBECTL_LEASE_MAX_PAGES'),
  },
  {
    title: 'a list whose pages take their time ends',
    env: { KUBECTL_LEASE_MAX_TIME: '1500' },
    limit: 1500,
    answer: pages((nth) => `t${nth}`, { wait: 400 }),
    stderr: over('takes longer than 1500 milliseconds', 'KUBECTL_LEASE_MAX_TIME'),
  },
];

const large: readonly Row[] = [
  {
    title: 'a list of more objects than are read ends',
    answer: pages((nth) => `t${nth}`, { items: 5000 }),
    stderr: over('has more than 200000 objects', 'KUBECTL_LEASE_MAX_OBJECTS'),
  },
  {
    title: 'a list of more objects than are read ends where they are printed as they are',
    words: [...LS, '-o', 'json'],
    env: { KUBECTL_LEASE_MAX_OBJECTS: '9000' },
    answer: pages((nth) => `t${nth}`, { items: 1000 }),
    stderr: over('has more than 9000 objects', 'KUBECTL_LEASE_MAX_OBJECTS'),
  },
  {
    title: 'a list of more bytes than are read ends',
    env: { KUBECTL_LEASE_MAX_LIST: '5000000' },
    answer: (visit) => {
      body(`${' '.repeat(1_000_000)}${list(`t${visit.nth}`)}`)(visit);
    },
    stderr: over('has more than 5000000 bytes', 'KUBECTL_LEASE_MAX_LIST'),
  },
  {
    title: 'a remainingItemCount that is wrong changes nothing',
    words: [...LS, '--no-headers'],
    answer: body(list('', { remainingItemCount: 9_000_000_000 })),
    ...{ code: 0, stdout: /^a +.*\n$/, stderr: '' },
  },
];

const binary: readonly Row[] = [
  {
    title: '30,000,000 empty Leases in protobuf are refused at the first',
    answer: protobuf(times(30_000_000, [0x12, 0])),
    stderr: /^error: the API server listed /,
  },
  {
    title: 'a Lease with 20,000,000 owners in protobuf is not read',
    answer: protobuf(field(2, field(1, times(20_000_000, [0x6a, 0])))),
    stderr: `error: the answer of the API server has more than 1500000 values\n${raises('KUBECTL_LEASE_MAX_ANSWER_VALUES')}`,
  },
  {
    title: 'a length that is longer than the answer is malformed',
    answer: protobuf(field(2, Buffer.from('a'), 2 ** 52)),
    stderr: `${UNREADABLE}it ends within a field\n`,
  },
  {
    title: 'a Lease that is longer than its list is refused',
    answer: body(
      Buffer.concat([
        ENVELOPE,
        field(2, Buffer.concat([field(2, Buffer.alloc(0), 6)]), 2),
        Buffer.alloc(8),
      ]),
      { 'Content-Type': 'application/vnd.kubernetes.protobuf' },
    ),
    stderr: new RegExp(`^(?:${UNREADABLE}|error: the API server listed a Lease without a name)`),
  },
  {
    title: 'a number of a million bytes is malformed',
    answer: protobuf(Buffer.concat([Buffer.alloc(1_000_000, 0xff), Buffer.from([1])])),
    stderr: `${UNREADABLE}it has a number of more than ten bytes\n`,
  },
  {
    title: 'a field whose number no field has is malformed',
    answer: protobuf(Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0])),
    stderr: `${UNREADABLE}it has a field of an impossible number\n`,
  },
];

export const listRows: readonly Row[] = [...tokens, ...large, ...binary];
