// Rows in which one answer is too large, too deep or too slow.
import { gzipSync } from 'node:zlib';
import { body, bomb, bombs, drip, dripInto, endless, list, nested, raw } from './answers.ts';
import { LS, WHO, raises, type Row } from './row.ts';

const GZIP = { 'Content-Encoding': 'gzip' };
const BYTES = `error: the answer of SERVER has more than 64000000 bytes\n${raises('KUBECTL_LEASE_MAX_ANSWER')}`;
const SLOW = `error: the answer of SERVER takes longer than 1500 milliseconds\n${raises('KUBECTL_LEASE_MAX_TIME')}`;
export const slow = { env: { KUBECTL_LEASE_MAX_TIME: '1500' }, limit: 1500, stderr: SLOW } as const;

const CUT = 'error: the JSON that SERVER answered with is cut off or malformed\n';
const NOT_JSON = /^error: SERVER answered with something that is not JSON, not with a LeaseList\n/;

const asked = (encoding: string): string =>
  `error: SERVER answered in ${encoding} that was not asked for\nA proxy changes the answers: --disable-compression may keep it from that.\n`;

const large: readonly Row[] = [
  {
    title: 'a gzip bomb of 300 KB, which is 300 MB, is unpacked no further than the limit',
    answer: body(bomb(300), GZIP),
    stderr: BYTES,
  },
  {
    title: 'a gzip bomb of 1 MB for one Lease, which is 1 GB, is unpacked no further',
    words: WHO,
    answer: body(bombs(1000), GZIP),
    stderr: BYTES,
  },
  {
    title: 'an answer without end is read up to the limit',
    answer: endless('[1,2],', {}, 200, '{"items":['),
    stderr: BYTES,
  },
  {
    title: 'an answer that announces 10 TB is read up to the limit',
    answer: endless(' ', { 'Content-Length': '10000000000000' }),
    stderr: BYTES,
  },
  {
    title: 'a limit that is raised lets the same answer pass',
    words: [...LS, '--no-headers'],
    env: { KUBECTL_LEASE_MAX_ANSWER: '2000000' },
    answer: body(`${' '.repeat(1_500_000)}${list()}`),
    ...{ code: 0, stdout: /^a +/, stderr: '' },
  },
  {
    title: 'a limit that is lowered stops it',
    env: { KUBECTL_LEASE_MAX_ANSWER: '1000000' },
    answer: body(`${' '.repeat(1_500_000)}${list()}`),
    stderr: BYTES.replace('64000000', '1000000'),
  },
  {
    title: 'a limit that is no number is an error before anything is asked',
    env: { KUBECTL_LEASE_MAX_ANSWER: '64MB' },
    answer: body(list()),
    stderr: 'error: KUBECTL_LEASE_MAX_ANSWER must be a whole number above 0\n',
  },
  {
    title: 'an answer that is longer than it announces is cut there',
    answer: raw(
      'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n',
      (socket) => socket.end(list()),
    ),
    stderr: CUT,
  },
];

const packed: readonly Row[] = [
  {
    title: 'gzip that ends early is a lost answer, and the runtime adds no line of its own',
    answer: ({ response }) => {
      const zipped = gzipSync(list().repeat(2000));
      response.writeHead(200, GZIP).end(zipped.subarray(0, zipped.length / 2));
    },
    stderr:
      'unexpected error when reading response body. Please retry. Original error: unexpected EOF\n',
  },
  {
    title: 'what is not gzip although it says so is named',
    answer: body(list(), GZIP),
    stderr:
      'unexpected error when reading response body. Please retry. Original error: the answer is not valid gzip\n',
  },
  ...['deflate', 'br', 'zstd', 'gzip, gzip'].map((encoding) => ({
    title: `${encoding}, which nobody asked for, is refused`,
    answer: body('x', { 'Content-Encoding': encoding }),
    stderr: asked(/^\w+$/.test(encoding) ? `the encoding ${encoding}` : 'an encoding'),
  })),
  {
    title: 'gzip within gzip is unpacked once, and is then no JSON',
    answer: body(gzipSync(gzipSync(list())), GZIP),
    stderr: NOT_JSON,
  },
];

const shaped: readonly Row[] = [
  {
    title: 'JSON of 100,000 levels is not parsed',
    answer: body(nested(100_000)),
    stderr: `error: the answer of SERVER has more than 1000 levels\n${raises('KUBECTL_LEASE_MAX_DEPTH')}`,
  },
  {
    title: 'JSON of 20,000,000 empty lists is not parsed',
    answer: body(`{"items":[${'[],'.repeat(20_000_000)}[]]}`),
    stderr: `error: the answer of SERVER has more than 1500000 values\n${raises('KUBECTL_LEASE_MAX_ANSWER_VALUES')}`,
  },
  {
    title: 'a page of 100,000 Leases in JSON is read',
    answer: body(
      JSON.stringify({
        kind: 'LeaseList',
        items: Array.from({ length: 100_000 }, (_, at) => ({
          metadata: { name: `a${at}`, namespace: 'team-a' },
        })),
      }),
    ),
    ...{ words: [...LS, '-o', 'name'], code: 0, stderr: '', stdout: /./ },
  },
];

const refused: readonly Row[] = [
  {
    title: 'a 500 with a page without end is told in the words of its beginning',
    answer: endless('<p>no</p>', { 'Content-Type': 'text/html' }, 500),
    stderr:
      /^Error from server \(InternalError\): an error on the server \("(<p>no<\/p>)+.*(<p>no<\/p>)+.{0,9}"\) has/,
  },
  {
    title: 'a refusal of 5 MB is no Status any more',
    answer: body(
      JSON.stringify({ kind: 'Status', reason: 'Forbidden', message: 'x'.repeat(5_000_000) }),
      {},
      403,
    ),
    stderr: /^Error from server \(Forbidden\): .{1,100}\n$/,
  },
  {
    title: 'a message of 500 KB in a refusal is cut',
    answer: body(
      JSON.stringify({ kind: 'Status', reason: 'Forbidden', message: 'x'.repeat(500_000) }),
      {},
      403,
    ),
    stderr:
      /^Error from server \(Forbidden\): x+\.\.\.\[\d+ characters cut\]\.\.\.x+(?:\.\.\.)?\n$/,
  },
  ...[429, 503].map((code) => ({
    title: `a ${code} that asks for ten years of patience is told at once`,
    answer: body('later', { 'Content-Type': 'text/plain', 'Retry-After': '315360000' }, code),
    stderr: /^Error from server \((TooManyRequests|ServiceUnavailable)\): the server /,
    limit: 1000,
  })),
  {
    title: 'redirects in a circle that take their time end',
    answer: ({ response, path }) => {
      response.writeHead(302, { Location: path });
      setTimeout(() => response.end(), 600);
    },
    ...slow,
  },
];

const slowly: readonly Row[] = [
  { title: 'an answer that comes byte by byte ends', answer: drip(list()), ...slow },
  {
    title: 'a refusal that comes byte by byte ends',
    answer: drip(list(), {}, 403),
    ...slow,
  },
  {
    title: 'gzip that comes byte by byte ends',
    answer: ({ response }) => {
      response.writeHead(200, GZIP);
      dripInto(response, gzipSync(list()));
    },
    ...slow,
  },
  { title: 'an answer that never begins ends', answer: () => undefined, ...slow },
  {
    title: '--request-timeout goes before the limit on time',
    words: [...LS, '--request-timeout', '1s'],
    answer: drip(list()),
    limit: 1000,
    stderr: /Original error: request timed out after 1s\n$/,
  },
];

export const answerRows: readonly Row[] = [
  ...[...large, ...packed, ...shaped],
  ...[...refused, ...slowly],
];
