// What is read of an archive, what is passed over, and what is said of the rest.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  leaseYaml,
  readBytes,
  readPath,
  tar,
  withFiles,
  type Files,
  type Outcome,
} from './reading.ts';

const one = leaseYaml('one');
const SECRET = `apiVersion: v1
kind: Secret
metadata: {name: token, namespace: payments}
data: {token: c2VjcmV0}
`;

function list(kind: string, ...items: readonly string[]): string {
  const indented = items.map((item) => `- ${item.trimEnd().replaceAll('\n', '\n  ')}\n`);
  return `apiVersion: v1\nkind: ${kind}\nitems:\n${indented.join('')}`;
}

describe('a file', () => {
  const rows: [title: string, content: Buffer | string, objects: string[]][] = [
    ['YAML', one, ['Lease one']],
    ['several documents', `---\n${one}---\n${leaseYaml('two')}`, ['Lease one', 'Lease two']],
    ['a list', list('List', one, leaseYaml('two')), ['Lease one', 'Lease two']],
    ['gzip', gzipSync(one), ['Lease one']],
    ['a tar', tar({ 'a.yaml': one }), ['Lease one']],
    ['a gzipped tar', gzipSync(tar({ './a/b.json': '{}', './a/b.yaml': one })), ['Lease one']],
    [
      'gzip within a tar',
      tar({ 'a.yaml.gz': gzipSync(one), 'b.yaml': gzipSync(leaseYaml('two')) }),
      ['Lease one', 'Lease two'],
    ],
    ['a tar within a tar', tar({ 'in.tgz': gzipSync(tar({ 'a.yaml': one })) }), ['Lease one']],
    ['what PowerShell writes', Buffer.from(`\ufeff${one}`, 'utf16le'), ['Lease one']],
    ['UTF-8 with a byte order mark', `\ufeff${one}`, ['Lease one']],
  ];
  for (const [title, content, objects] of rows) {
    test(`is read when it is ${title}`, async () => {
      const outcome = await readBytes(Buffer.from(content));
      assert.deepEqual([outcome.objects, outcome.notes, outcome.error], [objects, [], undefined]);
    });
  }

  const broken: [title: string, content: Buffer | string, error: string][] = [
    ['nothing', '', 'is empty'],
    ['nothing, packed', gzipSync(' \n'), 'is empty'],
    ['text', 'hello', 'holds no Kubernetes object'],
    [
      'YAML with aliases',
      'a: &a [x]\nb: [*a, *a]',
      'holds YAML aliases, which no API server writes',
    ],
    ['YAML without end', `a: ${'['.repeat(2000)}`, 'has more than 1000 levels'],
    ['no YAML', 'a: b: c', 'is neither YAML nor JSON: bad indentation of a mapping entry (1:5)'],
    [
      'gzip that is cut off',
      gzipSync(one).subarray(0, -9),
      'is cut off: its gzip data ends too early',
    ],
    ['a tar of logs', tar({ 'a.log': one }), 'holds no .yaml, .yml or .json file'],
    ['an empty tar', tar({}), 'holds no .yaml, .yml or .json file'],
    [
      'a tar that is cut off within its first file',
      tar({ 'a.yaml': one }).subarray(0, 600),
      'is cut off: it ends within a.yaml',
    ],
    [
      'a gzipped tar that is cut off within its first file',
      gzipSync(tar({ 'a.yaml': one })).subarray(0, 100),
      'is cut off: its gzip data ends too early',
    ],
  ];
  for (const [title, content, error] of broken) {
    test(`has no answer when it is ${title}`, async () => {
      const outcome = await readBytes(Buffer.from(content));
      assert.deepEqual(
        [outcome.objects, outcome.notes, outcome.error],
        [[], [], `error: standard input ${error}`],
      );
    });
  }
});

describe('of several files', () => {
  /** As a directory, and as a tar of it: the same is read, and the same is said. */
  async function both(files: Files): Promise<{ outcome: Outcome; notes: string[] }> {
    const packed = await readBytes(tar(files));
    return withFiles(files, async (path) => {
      const outcome = await readPath(path);
      assert.deepEqual(outcome.objects, packed.objects);
      const notes = outcome.notes.map((line) => line.replace(`${path}/`, ''));
      assert.deepEqual(
        notes.map((line) => line.replace(/^([^ ]+) (?=is )/, '$1 in standard input ')),
        packed.notes,
      );
      return { outcome, notes };
    });
  }

  test('those that cannot be read are named, and the others are read', async () => {
    const { outcome, notes } = await both({
      'a/bad.yaml': `${one}  - b: c: d`,
      'a/cut.yaml.gz': gzipSync(one).subarray(0, -9),
      'a/good.yaml': one,
      'empty.yaml': '',
      'text.json': 'no object, kind: Pod',
    });
    assert.deepEqual(outcome.objects, ['Lease one']);
    assert.deepEqual(notes, [
      'a/bad.yaml is neither YAML nor JSON: bad indentation of a mapping entry (5:3); it is left out',
      'a/cut.yaml.gz is cut off: its gzip data ends too early; it is left out',
    ]);
  });

  test('only the first that cannot be read are named', async () => {
    const bad = Array.from({ length: 9 }, (_, at) => [`${at}.yaml`, `${one}  - b: c: d`] as const);
    const { notes } = await both({ ...Object.fromEntries(bad), 'good.yaml': one });
    assert.equal(notes.length, 6);
    assert.equal(notes[5], 'and 4 more such');
  });

  test('logs, lists of resources and what macOS puts beside a file are passed over', async () => {
    const { outcome, notes } = await both({
      'a/._good.yaml': Buffer.from('\0\u0005\u0016\u0007 Mac OS X kind: Pod'),
      'a/good.yaml': one,
      'a/current.log': `kind: Lease\n{`,
      'a/nodes.longhorn.io.yaml': list('NodeList', 'metadata: {name: x}').replace(
        'v1',
        'longhorn.io/v1beta2',
      ),
      'a/version.json': '{"major": "1"}',
    });
    assert.deepEqual([outcome.objects, notes], [['Lease one'], []]);
    assert.ok(outcome.contents);
    assert.equal(outcome.contents.passedOver, 1);
    assert.deepEqual([...outcome.contents.others], [['Node', 1]]);
  });

  test('nothing of a Secret is kept', async () => {
    const { outcome } = await both({
      'secrets.yaml': list('SecretList', SECRET),
      'mixed.yaml': list('List', one, SECRET),
    });
    assert.deepEqual(outcome.objects, ['Lease one']);
    assert.ok(!JSON.stringify(outcome.contents).includes('c2VjcmV0'));
    assert.ok(outcome.contents);
    assert.deepEqual([...outcome.contents.others], [['Secret', 1]]);
  });

  test('the same object counts once, and of two states the newer one', async () => {
    const pod = (version: string, phase: string) =>
      `apiVersion: v1\nkind: Pod\nmetadata: {name: p, uid: u, resourceVersion: "${version}"}\nstatus: {phase: ${phase}}\n`;
    const { outcome } = await both({
      'core/pods.yaml': list('PodList', pod('999', 'Pending')),
      'pods/p/p.yaml': pod('1000', 'Running'),
      'z.yaml': pod('1000', 'Running'),
      'leases.yaml': one,
      'leases/one.yaml': one,
    });
    assert.deepEqual(outcome.objects, ['Pod p', 'Lease one']);
    assert.match(JSON.stringify(outcome.contents), /"phase":"Running"/);
  });

  test('a Lease in two states stays in both', async () => {
    const { outcome } = await both({ 'a.yaml': one, 'b.yaml': leaseYaml('one', '2') });
    assert.deepEqual(outcome.objects, ['Lease one', 'Lease one']);
  });

  test('what is cut off of a tar is said, with what was read before it', async () => {
    const files = { 'a.yaml': one, 'b.log': 'x', 'c.yaml': leaseYaml('two'), 'd.yaml': one };
    const whole = tar(files);
    const rows: [size: number, objects: string[], note: string][] = [
      [
        600 + 512,
        ['Lease one'],
        'it ends without the end mark of a tar; only the file before that is read',
      ],
      [600 + 2048, ['Lease one'], 'it ends within c.yaml; only the 2 files before that are read'],
      [
        whole.length - 1024,
        ['Lease one', 'Lease two'],
        'it ends without the end mark of a tar; only the 4 files before that are read',
      ],
    ];
    for (const [size, objects, note] of rows) {
      const { objects: came, notes } = await readBytes(whole.subarray(0, size));
      assert.deepEqual([came, notes], [objects, [`standard input is cut off: ${note}`]]);
    }
    const packed = gzipSync(whole);
    const { notes } = await readBytes(packed.subarray(0, -8));
    assert.deepEqual(notes, [
      'standard input is cut off: its gzip data ends too early; only the 4 files before that are read',
    ]);
  });
});
