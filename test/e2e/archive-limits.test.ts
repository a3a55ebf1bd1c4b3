// What the shipped file takes of memory and time for archives that are made to take all of it.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { PROGRAMS, runLine } from '../program.ts';

const MB = 1_000_000;
const LEASE =
  '"apiVersion":"coordination.k8s.io/v1","kind":"Lease","metadata":{"name":"a","namespace":"b"}';
const INCIDENT = join(import.meta.dirname, '..', '..', 'examples', 'incident', '1-healthy');
const folder = mkdtempSync(join(tmpdir(), 'kubectl-lease-limits-'));
const at = (name: string) => join(folder, name);

after(() => {
  rmSync(folder, { recursive: true });
});

interface Measured {
  readonly code: number | null;
  readonly stderr: string;
  /** At most, in MB. */
  readonly memory: number;
  readonly seconds: number;
}

async function measured(args: readonly string[], stdin: string, env = {}): Promise<Measured> {
  const started = performance.now();
  const input = openSync(stdin, 'r');
  const child = spawn(PROGRAMS.file, args, { stdio: [input, 'ignore', 'pipe'], env });
  let [stderr, memory] = ['', 0];
  child.stderr?.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const timer = setInterval(() => {
    memory = Math.max(memory, highest(child.pid ?? 0));
  }, 10);
  const [code] = (await once(child, 'close')) as [number | null];
  clearInterval(timer);
  closeSync(input);
  return { code, stderr, memory, seconds: (performance.now() - started) / 1000 };
}

function highest(pid: number): number {
  try {
    const [, kilobytes = '0'] =
      /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1000;
  } catch {
    return 0;
  }
}

type Row = [
  title: string,
  content: (() => Buffer | string) | undefined,
  said: RegExp,
  path?: string,
  env?: object,
];

const ROWS: Row[] = [
  [
    '1 GB of zeros in 1 MB of gzip',
    () => gzipSync(Buffer.alloc(1000 * MB), { level: 9 }),
    /holds no/,
  ],
  [
    '1 GB of digits in 1 MB of gzip',
    () => gzipSync(Buffer.alloc(1000 * MB, '0'), { level: 9 }),
    /has more than 128000000 bytes/,
  ],
  ['600 MB of text', () => Buffer.alloc(600 * MB, 'x'), /has more than 128000000 bytes/],
  ['2 MB of zeros', () => Buffer.alloc(2 * MB), /holds no/],
  [
    '100,000 objects within each other',
    () => `{${LEASE},"spec":${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}}`,
    /has more than 1000 levels/,
  ],
  [
    '120 MB of lists',
    () => `{${LEASE},"spec":[${'[],'.repeat(40_000_000)}1]}`,
    /has more than 4000000 values/,
  ],
  [
    '4 MB of lists in YAML',
    () => `apiVersion: v1\nspec:\n${'- []\n'.repeat(900_000)}`,
    /has more than 4000000 bytes/,
  ],
  ['the billion laughs', () => `a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n`, /holds YAML aliases/],
  ['/dev/zero', undefined, /is a device: -f reads files and folders/, '/dev/zero'],
  [
    '/dev/zero on standard input',
    undefined,
    /has more than 2000000000 bytes/,
    '-',
    { KUBECTL_LEASE_MAX_UNPACKED: '2000000000' },
  ],
];

describe('the shipped file takes at most 400 MB and 20 seconds, and says one sentence', () => {
  for (const [title, content, said, path = at('input'), env = {}] of ROWS) {
    test(`for ${title}`, async (t) => {
      if (content !== undefined) writeFileSync(path, content());
      const stdin = path === '-' ? '/dev/zero' : '/dev/null';
      const { code, stderr, memory, seconds } = await measured(
        ['ls', '-A', '-f', path],
        stdin,
        env,
      );
      t.diagnostic(`${Math.round(memory)} MB, ${seconds.toFixed(1)} s`);
      assert.equal(code, 1);
      assert.match(stderr, said);
      assert.ok(stderr.trimEnd().split('\n').length <= 2, stderr);
      assert.ok(memory < 400 && seconds < 20, `${memory} MB, ${seconds} s`);
    });
  }

  test('for more tiny files than the limit', async (t) => {
    const many = at('many');
    mkdirSync(many);
    for (let count = 0; count < 20_001; count += 1)
      writeFileSync(join(many, `${count}.yaml`), 'a: b\n');
    const env = { KUBECTL_LEASE_MAX_FILES: '20000' };
    const { code, stderr, memory, seconds } = await measured(['ls', '-f', many], '/dev/null', env);
    t.diagnostic(`${Math.round(memory)} MB, ${seconds.toFixed(1)} s`);
    assert.equal(code, 1);
    assert.equal(
      stderr,
      `error: ${many} has more than 20000 files\nSet KUBECTL_LEASE_MAX_FILES to raise this limit.\n`,
    );
    assert.ok(memory < 400 && seconds < 20);
  });

  test('for a pipe and a standard input that never say anything, within twice the limit of time', async () => {
    for (const [program, line] of Object.values(PROGRAMS).flatMap(
      (it) =>
        [
          [it, 'kubectl lease ls -f - < A'],
          [it, 'kubectl lease ls -f <(sleep 20 2>/dev/null)'],
        ] as const,
    )) {
      const started = performance.now();
      const command = line.replace('< A', '< <(sleep 20 2>/dev/null)');
      const { code, stderr } = await runLine(`exec bash -c '${command}'`, {
        program,
        env: { KUBECTL_LEASE_MAX_TIME: '2000' },
      });
      assert.equal(code, 1);
      assert.match(
        stderr,
        /^error: .+ takes longer than 2000 milliseconds\nSet KUBECTL_LEASE_MAX_TIME/,
      );
      assert.ok(performance.now() - started < 4000, line);
    }
  });

  test('and a value that is no number is refused', async () => {
    const env = { KUBECTL_LEASE_MAX_FILE: '1GB' };
    const { code, stderr } = await measured(['ls', '-f', INCIDENT], '/dev/null', env);
    assert.equal(code, 1);
    assert.equal(stderr, 'error: KUBECTL_LEASE_MAX_FILE must be a whole number above 0\n');
  });
});
