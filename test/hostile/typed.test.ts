// What is typed, and the names of what is read: nothing of it forges a line of an error.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { tar } from '../archive/reading.ts';
import type { Outcome } from '../program.ts';
import { temporary } from './archive.ts';
import { forgesNothing, hasTheLinesOf, isNoWider, isPrintable } from './judged.ts';
import { Program } from './program.ts';
import { HARMLESS, VALUES } from './values.ts';

const program = new Program();
const folder = temporary();
const ARCHIVE = join(import.meta.dirname, '..', 'fixtures', 'cluster');

after(async () => {
  await program.end();
  rmSync(folder, { recursive: true });
});

type Line = (value: string) => Promise<Outcome> | Outcome;

const typed =
  (...argv: readonly string[]): Line =>
  (value) =>
    program.type(
      argv.map((word) => {
        // No path is longer than 4096 bytes, and no argument holds what is no UTF-8.
        const said = /VALUE$/.test(word) && word.startsWith('/') ? value.slice(0, 200) : value;
        return word.replaceAll('VALUE', () => said.replaceAll('\0', '').toWellFormed());
      }),
    );

const RELEASE = ['force-release', 'payments/reconciler', '-f', ARCHIVE, '--dry-run'];

/** A kubeconfig whose every name is the value; `user` says how one logs in. */
function withKubeconfig(user: (value: string) => object, ...argv: readonly string[]): Line {
  return (value) => {
    const path = join(folder, 'config');
    const context = { cluster: value, user: value, namespace: value };
    const cluster = { server: 'https://127.0.0.1:1' };
    const config = {
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': value },
      contexts: [{ name: value, context }],
      clusters: [{ name: value, cluster }],
      users: [{ name: value, user: user(value) }],
    };
    writeFileSync(path, JSON.stringify(config));
    const words = argv.map((word) => word.replaceAll('VALUE', () => value));
    return program.type([...words, '--kubeconfig', path]);
  };
}

const exec = (fields: (value: string) => object) => (value: string) => ({
  exec: {
    ...{ apiVersion: 'client.authentication.k8s.io/v1', interactiveMode: 'Never' },
    ...fields(value),
  },
});

/** A file system has no name with these, and none of more than 255 bytes. */
const fileName = (value: string): string =>
  value.replaceAll(/[\0/]/g, '_').toWellFormed().slice(0, 50);

const LINES: Readonly<Record<string, Line>> = {
  'an unknown command': typed('VALUE'),
  'an unknown command whose help is wanted': typed('help', 'VALUE'),
  'an unknown flag': typed('ls', '--VALUE'),
  'an unknown short flag': typed('ls', '-ZVALUE'),
  'a flag before the command': typed('--VALUE'),
  'a flag of the wrong type': typed('ls', '--no-headers=VALUE', '-f', ARCHIVE),
  'an argument too many': typed('ls', 'VALUE', '-f', ARCHIVE),
  'a name of no Lease': typed('who-holds', '-n', 'payments', 'VALUE', '-f', ARCHIVE),
  'a namespace of no Lease': typed('who-holds', '-n', 'VALUE', 'x', '-f', ARCHIVE),
  'a namespace without Leases': typed('ls', '-n', 'VALUE', '-f', ARCHIVE),
  'a node that is not there': typed('who-holds', '--node', 'VALUE', '-f', ARCHIVE),
  'a zone that is not there': typed('who-holds', '--zone', 'VALUE', '-f', ARCHIVE),
  'a Pod that is not there': typed('who-holds', '--pod', 'VALUE', '-f', ARCHIVE),
  'a workload of an unknown kind': typed('who-holds', '--workload', 'VALUE/x', '-f', ARCHIVE),
  'a ServiceAccount that is not there': typed(
    'who-holds',
    '--serviceaccount',
    'VALUE',
    '-f',
    ARCHIVE,
  ),
  'a format': typed('ls', '-o', 'VALUE', '-f', ARCHIVE),
  'a kind of Lease': typed('ls', '--kind', 'VALUE', '-f', ARCHIVE),
  'a standing': typed('ls', '--standing', 'VALUE', '-f', ARCHIVE),
  'a standing to fail on': typed('ls', '--fail-on', 'VALUE', '-f', ARCHIVE),
  'an order': typed('ls', '--sort-by', 'VALUE', '-f', ARCHIVE),
  'a selector': typed('ls', '-l', 'VALUE', '-f', ARCHIVE),
  'a time': typed('ls', '--at', 'VALUE', '-f', ARCHIVE),
  'an operation': typed('history', 'payments/late', '--operation', 'VALUE', '-f', ARCHIVE),
  'a duration': typed('describe', 'payments/late', '--watch-for', 'VALUE', '-f', ARCHIVE),
  'a timeout': typed('ls', '--request-timeout', 'VALUE'),
  'a verbosity': typed('ls', '-v', 'VALUE'),
  'a kind to treat it as': typed(...RELEASE, '--reason', 'x', '--treat-as', 'VALUE'),
  'a candidate': typed(...RELEASE, '--reason', 'x', '--to', 'VALUE'),
  'a place to record to': typed(...RELEASE, '--reason', 'x', '--record-to', '/nonexistent/VALUE'),
  'a place to save to': typed(
    'describe',
    'payments/late',
    '-f',
    ARCHIVE,
    '--save',
    '/nonexistent/VALUE',
  ),
  'an archive that is not there': typed('ls', '-f', '/nonexistent/VALUE'),
  'an audit log that is not there': typed(
    'history',
    'payments/late',
    '-f',
    ARCHIVE,
    '--audit-log',
    '/nonexistent/VALUE',
  ),
  'a kubeconfig that is not there': typed('ls', '--kubeconfig', '/nonexistent/VALUE'),
  'a kuberc that is not there': typed('ls', '--kuberc', '/nonexistent/VALUE'),
  'a certificate that is not there': typed(
    'ls',
    '-s',
    'https://127.0.0.1:1',
    '--client-certificate',
    '/nonexistent/VALUE',
    '--client-key',
    '/nonexistent/VALUE',
  ),
  'an authority that is not there': typed(
    'ls',
    '-s',
    'https://127.0.0.1:1',
    '--certificate-authority',
    '/nonexistent/VALUE',
  ),
  'a server': typed('ls', '-s', 'VALUE'),
  'a user to act as': typed('ls', '-s', 'http://127.0.0.1:1', '--as', 'VALUE'),
  'a context that is not there': withKubeconfig(() => ({}), 'ls', '--context', 'xVALUE'),
  'a cluster that is not there': withKubeconfig(() => ({}), 'ls', '--cluster', 'xVALUE'),
  'a user that is not there': withKubeconfig(() => ({}), 'ls', '--user', 'xVALUE'),
  'the names of a kubeconfig': withKubeconfig(() => ({}), 'ls'),
  'the files of a kubeconfig': withKubeconfig(
    (value) => ({ 'client-certificate': `/nonexistent/${value}`, 'client-key': value }),
    'ls',
  ),
  'an auth provider': withKubeconfig((name) => ({ 'auth-provider': { name } }), 'ls'),
  'a credential plugin that is not there': withKubeconfig(
    exec((value) => ({ command: `no-such-${value}`, installHint: '' })),
    'ls',
  ),
  'what a credential plugin prints': withKubeconfig(
    exec((value) => ({ command: 'printf', args: ['%s', value.replaceAll('\0', '')] })),
    'ls',
  ),
  'the version of a credential plugin': withKubeconfig(
    (value) => ({ exec: { apiVersion: value, command: 'true', interactiveMode: 'Never' } }),
    'ls',
  ),
  'the mode of a credential plugin': withKubeconfig(
    exec((value) => ({ command: 'true', interactiveMode: value })),
    'ls',
  ),
  'a file that is no YAML': (value) => {
    const path = join(folder, 'text');
    writeFileSync(path, `a: [${value}\n`);
    return program.type(['ls', '-f', path]);
  },
  'the name of a file in a folder': (value) => {
    const path = join(folder, 'files');
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, `${fileName(value)}.yaml`), 'a: [');
    const outcome = program.type(['ls', '-A', '-f', path]);
    return outcome.finally(() => {
      rmSync(path, { recursive: true });
    });
  },
  'the name of a file in a tar': (value) => {
    const path = join(folder, 'some.tar');
    writeFileSync(path, tar({ [`${fileName(value)}.yaml`]: 'a: [' }));
    return program.type(['ls', '-A', '-f', path]);
  },
  'the name of a compressed file in a tar': (value) => {
    const path = join(folder, 'some.tar');
    writeFileSync(path, tar({ [`${fileName(value)}.gz`]: gzipSync('a: [').subarray(0, 12) }));
    return program.type(['ls', '-A', '-f', path]);
  },
  'the name of an audit log': (value) => {
    const path = join(folder, fileName(value));
    writeFileSync(path, '{"kind":');
    const outcome = program.type(['history', 'payments/late', '-f', ARCHIVE, '--audit-log', path]);
    return outcome.finally(() => {
      rmSync(path);
    });
  },
};

/** Where the value decides which sentence is said: a slash parts a namespace, a header has no controls. */
const SENTENCES: ReadonlySet<string> = new Set([
  'a name of no Lease',
  'a Pod that is not there',
  'a ServiceAccount that is not there',
  'a server',
  'a user to act as',
]);

for (const [what, line] of Object.entries(LINES)) {
  test(`${what}: hostile text forges no line of what is said of it`, async () => {
    const harmless = await line(HARMLESS);
    assert.notEqual(harmless.stdout + harmless.stderr, '');
    const wrong: string[] = [];
    for (const [title, value] of Object.entries(VALUES)) {
      const outcome = await line(value);
      try {
        assert.doesNotMatch(outcome.stderr, /internal error/);
        isPrintable(outcome);
        forgesNothing(outcome);
        isNoWider(outcome, 'lines');
        if (!SENTENCES.has(what)) hasTheLinesOf(outcome, harmless);
      } catch (thrown) {
        wrong.push(`${title}: ${(thrown as Error).message.slice(0, 500)}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

describe('the hint of a credential plugin that is not installed', () => {
  test('is shown in lines that cannot be taken for ours', async () => {
    const installHint = 'brew install it\nerror: forged\u001b[2J';
    const { stderr, code } = await withKubeconfig(
      exec(() => ({ command: 'no-such-plugin', installHint })),
      'ls',
    )('x');
    assert.equal(code, 1);
    assert.match(stderr, /\n {2}\| brew install it\n {2}\| error: forgedU\+001B\[2J\n$/);
  });
});
