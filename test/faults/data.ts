// Rows in which the answer is whole, and what it tells of is not to be trusted.
import { json, leases, send } from './answers.ts';
import { elected, lease, leaseList, type Fault } from './fault.ts';

const LONG = 'x'.repeat(1_000_000);
const BLANKS = ' '.repeat(80_000);
const INT32_MAX = 2_147_483_647;

/** About 5 MB of -o json, which no pipe holds. */
const MANY = 12_000;
const many = leaseList(
  Array.from({ length: MANY }, (_, at) => lease(`lease-${at}`, { holderIdentity: 'h'.repeat(99) })),
);

const quiet = { code: 0, stderr: '' } as const;

const values: readonly Fault[] = [
  {
    row: '23',
    title: 'a Lease without a spec is shown',
    line: 'kubectl lease ls --no-headers',
    answer: leases(lease('a', null)),
    ...quiet,
    stdout: /^a +unknown +never held +\S+\n$/,
  },
  {
    row: '23',
    title: 'numbers and times that cannot be are shown as unknown, never as NaN',
    line: 'kubectl lease ls --no-headers -o wide',
    answer: leases(
      lease('a', { holderIdentity: 'h', leaseDurationSeconds: -1, renewTime: 'yesterday' }),
      lease('b', { holderIdentity: 'h', leaseDurationSeconds: 0, leaseTransitions: 'many' }),
      lease('c', { holderIdentity: 7, leaseDurationSeconds: '15', renewTime: {} }),
    ),
    ...quiet,
    stdout: /^(?!.*(NaN|undefined|Invalid|\[object))a [^\n]*\nb [^\n]*\nc [^\n]*\n$/s,
  },
  {
    row: '23',
    title: 'a term of int32-max seconds is a long one',
    line: 'kubectl lease ls --no-headers',
    answer: leases(elected('a', '2026-11-25T03:00:00.000000Z', INT32_MAX)),
    ...quiet,
    stdout: /^a +\w+ +h +held /,
  },
  {
    row: '24',
    title: 'a holder of 1,000,000 bytes is cut short in a table',
    line: 'kubectl lease ls --no-headers',
    answer: leases(lease('a', { holderIdentity: LONG })),
    ...quiet,
    stdout: /^a +unknown +x{20,1000}\.\.\.? [^\n]*\n$|^a [^\n]{0,2000}\n$/,
  },
  {
    row: '24',
    title: 'and whole in JSON',
    line: 'kubectl lease ls -o json',
    answer: leases(lease('a', { holderIdentity: LONG })),
    ...quiet,
    stdout: (text) => text.includes(`"holderIdentity": "${LONG}"`),
  },
  {
    row: '24',
    title: '80,000 blanks take no longer than a word',
    line: 'kubectl lease ls --no-headers --request-timeout=5s',
    answer: leases(lease('a', { holderIdentity: `${BLANKS}x` })),
    ...quiet,
    stdout: /^a /,
  },
  {
    row: '25',
    title: 'what a holder is called cannot move the cursor, colour or turn round a line',
    line: 'kubectl lease ls --no-headers',
    answer: leases(lease('a', { holderIdentity: 'x\u001b[2J\u0007\u202ey\u009bz' })),
    ...quiet,
    stdout: /^a .*x\^\[\[2J\\u\{7\}\\u\{202e\}y\\u\{9b\}z /,
  },
  {
    row: '26',
    title: 'Leases named constructor and __proto__ are Leases',
    line: 'kubectl lease ls -o name',
    answer: leases(lease('__proto__'), lease('constructor'), lease('tostring')),
    ...quiet,
    stdout:
      'lease.coordination.k8s.io/__proto__\nlease.coordination.k8s.io/constructor\nlease.coordination.k8s.io/tostring\n',
  },
  {
    row: '26',
    title: 'labels, annotations and fields named so do not change what an object is',
    line: 'kubectl lease ls -o json',
    answer: send(
      200,
      'application/json',
      JSON.stringify(leaseList([lease('a', { holderIdentity: 'h' })])).replace(
        '"spec":{',
        '"__proto__":{"polluted":true},"constructor":{"prototype":1},"spec":{"__proto__":{"holderIdentity":"other"},',
      ),
    ),
    ...quiet,
    stdout: /"holder": ?\{?[^}]*"h"/,
  },
  {
    row: '26',
    title: 'a name behind -- may begin with a dash',
    line: 'kubectl lease who-holds -- --all',
    answer: json({ kind: 'Lease', ...lease('--all', { holderIdentity: '' }) }),
    ...{ ...quiet, code: 2 },
    stdout: /--all/,
  },
  {
    row: '21',
    title: "standing is judged by the server's clock, however wrong ours is",
    line: 'kubectl lease ls --no-headers',
    answer: json(leaseList([elected('a', '2031-05-05T05:05:00.000000Z', 15)]), {
      Date: 'Mon, 05 May 2031 05:05:04 GMT',
    }),
    ...quiet,
    stdout: /^a +\w+ +h +held /,
  },
];

const streams: readonly Fault[] = [
  {
    row: '35',
    title: 'more than a pipe holds gets through a pipe',
    line: 'kubectl lease ls -o json | cat',
    answer: json(many),
    ...quiet,
    stdout: (text) =>
      text.length > 5_000_000 && (JSON.parse(text) as { items: unknown[] }).items.length === MANY,
  },
  {
    row: '34',
    title: 'a reader that leaves early is no error: it ends as SIGPIPE would end it',
    line: '{ kubectl lease ls -o json; echo $? >&2; } | head -1',
    answer: json(many),
    code: 0,
    stdout: '{\n',
    stderr: '141\n',
  },
];

export const data: readonly Fault[] = [...values, ...streams];
