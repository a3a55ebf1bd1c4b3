// What a file may be made of, and what comes of it: answers, or one sentence.
import { gzipSync } from 'node:zlib';
import type { Limits } from '../../src/archive/limited.ts';
import { checksumOf } from '../../src/archive/tar-header.ts';
import { leaseYaml, tar } from './reading.ts';

const one = leaseYaml('one');
const json = JSON.stringify({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: { name: 'one', namespace: 'payments' },
});
const withSpec = (spec: string) => json.replace(/\}$/, `,"spec":${spec}}`);
const nested = (depth: number, open = '{"a":', close = '}') =>
  withSpec(`${open.repeat(depth)}1${close.repeat(depth)}`);
const listed = (items: readonly string[]) =>
  `{"apiVersion": "v1", "items": [${items.join(',')}], "kind": "List"}`;
const yamlList = (count: number, indent = '') =>
  `apiVersion: v1\nitems:\n${Array.from({ length: count }, (_, at) => `${indent}- ${leaseYaml(`n${at}`, '1').trimEnd().replaceAll('\n', `\n${indent}  `)}\n`).join('')}kind: List\n`;

/** A tar of one file whose header says another size. */
function tarOfSize(size: string): Buffer {
  const bytes = tar({ 'a.yaml': one });
  bytes.write(size, 124, 'latin1');
  bytes.write(`${checksumOf(bytes.subarray(0, 512)).toString(8).padStart(6, '0')}\0 `, 148);
  return bytes;
}

type Row = [
  title: string,
  content: string | Buffer,
  came: string | RegExp,
  limits?: Partial<Limits>,
];

/** The objects where it is a list of them, else the error. */
export const ROWS: readonly Row[] = [
  ['nothing but zeros', Buffer.alloc(2_000_000), /holds no .yaml, .yml or .json file$/],
  ['one zero', Buffer.alloc(1), /null byte is not allowed/],
  ['nothing but spaces', ' '.repeat(2_000_000), /is empty$/],
  ['2 MB of the digit 0', '0'.repeat(2_000_000), /holds no Kubernetes object$/],
  [
    '20 MB of zeros in gzip',
    gzipSync(Buffer.alloc(20_000_000)),
    /holds no .yaml, .yml or .json file$/,
  ],
  ['gzip within gzip', gzipSync(gzipSync(one)), /is gzip within gzip$/],
  [
    'two gzips in a row',
    Buffer.concat([gzipSync(one), gzipSync(`---\n${leaseYaml('two')}`)]),
    'Lease one, Lease two',
  ],
  [
    'gzip beyond the limit of a file',
    gzipSync('0'.repeat(3000)),
    /has more than 2000 bytes$/,
    { file: 2000 },
  ],
  [
    'gzip beyond the limit of an archive',
    gzipSync(tar({ 'a.log': 'x'.repeat(9000) })),
    /has more than 5000 bytes$/,
    { unpacked: 5000 },
  ],
  ['as long as the limit', one.padEnd(500, '\n'), 'Lease one', { file: 500 }],
  [
    'longer than the limit by one byte',
    one.padEnd(501, '\n'),
    /has more than 500 bytes$/,
    { file: 500 },
  ],
  ['100,000 objects within each other', nested(100_000), /has more than 1000 levels$/],
  ['100,000 lists within each other', nested(100_000, '[', ']'), /has more than 1000 levels$/],
  ['100,000 lists that do not end', '['.repeat(100_000), /has more than 1000 levels$/],
  ['brackets in a string', withSpec(JSON.stringify({ a: '[{"\\'.repeat(5000) })), 'Lease one'],
  ['objects as deep as the limit', nested(7), 'Lease one', { depth: 8 }],
  ['objects deeper than the limit', nested(8), /has more than 8 levels$/, { depth: 8 }],
  ['YAML of 100,000 levels', `a: ${'['.repeat(100_000)}`, /has more than 1000 levels$/],
  ['YAML of 900 levels', `${one}x: ${'['.repeat(900)}${']'.repeat(900)}\n`, 'Lease one'],
  ['YAML of 100,000 dashes', '- '.repeat(100_000), /has more than 1000 levels$/],
  [
    'the billion laughs',
    `a: &a [x,x]\n${Array.from({ length: 30 }, (_, at) => `a${at}: &b${at} [*${at === 0 ? 'a' : `b${at - 1}`}, *a]\n`).join('')}`,
    /holds YAML aliases, which no API server writes$/,
  ],
  ['a merge key without an alias', `${one}<<: {kind: Pod}\n`, 'Lease one'],
  [
    'more values than the limit',
    withSpec(`[${'[],'.repeat(2000)}1]`),
    /has more than 1000 values$/,
    { values: 1000 },
  ],
  [
    'more values than the limit, in YAML',
    `${one}x: [${'[],'.repeat(2000)}]\n`,
    /has more than 1000 values$/,
    { values: 1000 },
  ],
  [
    'more objects than the limit',
    listed(Array.from({ length: 50 }, () => '{}')),
    /has more than 40 objects$/,
    { objects: 40 },
  ],
  ['a list of what is no object', listed(['1', 'null', '"a"', '[]', json]), 'Lease one'],
  ['an empty list', listed([]), ''],
  ['a list of spaces', '{"kind":"List","items":[  \n ]}', ''],
  ['a list with a comma too many', listed([json, '']), 'Lease one'],
  ['two lists in one object', `{"kind":"List","items":[],"items":[${json}]}`, 'Lease one'],
  ['items that are no list', '{"kind":"List","items":{"a":1}}', ''],
  ['a list that is cut off', listed([json, json]).slice(0, -40), /is neither YAML nor JSON: /],
  ['a list with a wrong item', listed([json, '{"a" 1}']), /is neither YAML nor JSON: /],
  ['the key items in a string', withSpec('{"a":"\\"items\\":["}'), 'Lease one'],
  [
    'a prototype',
    json.replace('{', '{"__proto__":{"kind":"Pod","polluted":1},"constructor":{"prototype":1},'),
    'Lease one',
  ],
  [
    'a prototype in YAML',
    `${one}__proto__: {polluted: 1}\nconstructor: {prototype: {polluted: 1}}\n`,
    'Lease one',
  ],
  [
    'a key twice in JSON: the last counts, as in Go',
    json.replace('"kind":', '"kind":"Pod","kind":'),
    'Lease one',
  ],
  ['a key twice in YAML', `${one}kind: Pod\n`, /is neither YAML nor JSON: duplicated mapping key/],
  ['keys that are no strings', `${one}1: a\nnull: b\ntrue: c\n2026-11-25: d\n`, 'Lease one'],
  ['a key that is a list', `${one}? [a]\n: b\n`, /does not support complex keys/],
  ['a time without quotes', `${one}x: 2026-11-25T03:00:00.000000Z\n`, 'Lease one'],
  [
    'UTF-16 that begins with its high byte',
    Buffer.from(`\ufeff${one}`, 'utf16le').swap16(),
    'Lease one',
  ],
  [
    'UTF-16 that is cut off',
    Buffer.from(`\ufeff${one}x`, 'utf16le').swap16().subarray(0, -1),
    'Lease one',
  ],
  ['JSON behind a byte order mark', `\ufeff${json}`, 'Lease one'],
  ['what is no UTF-8', Buffer.from(json.replace('"one"', '"o\xffe"'), 'latin1'), 'Lease o\ufffde'],
  ['a long list in YAML', yamlList(2000), /^Lease n0, Lease n1, .*, Lease n1999$/],
  [
    'a long list in YAML that is indented',
    yamlList(2000, '    '),
    /^Lease n0, Lease n1, .*, Lease n1999$/,
  ],
  [
    'a long list in YAML with Windows line ends',
    yamlList(2000).replaceAll('\n', '\r\n'),
    /^Lease n0, Lease n1, .*, Lease n1999$/,
  ],
  [
    'a long list in YAML with a wrong item',
    yamlList(2000).replace('name: n1990,', 'name: n1990 :, : x'),
    /is neither YAML nor JSON: .*\(\d{4}:\d+\)$/,
  ],
  [
    'a long text in YAML',
    `a: ${'x'.repeat(70_000)}`,
    /has more than 50000 bytes$/,
    { yaml: 50_000 },
  ],
  [
    'a tar with a negative size',
    tarOfSize('\xff'.repeat(12)),
    /the tar header at its beginning gives no size$/,
  ],
  ['a tar with the largest size', tarOfSize('77777777777\0'), /^$/],
  [
    'a tar with a size of octal rubbish',
    tarOfSize('9999\0'),
    /the tar header at its beginning gives no size$/,
  ],
  [
    'a tar that says more than it holds',
    tarOfSize('00000007777\0'),
    /is cut off: it ends within a.yaml$/,
  ],
  [
    'a tar of more files than the limit',
    tar(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`${at}.yaml`, one]))),
    /has more than 10 files$/,
    { files: 10 },
  ],
  [
    'a tar of paths that lead out of it',
    tar({ '../../etc/a.yaml': one, '/etc/b.yaml': leaseYaml('two') }),
    'Lease one, Lease two',
  ],
];
