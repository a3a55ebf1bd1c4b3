// The names of what is read, files and kubeconfigs: nothing of them forges a line of an error.
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { tar } from '../archive/reading.ts';
import { ARCHIVE, everyRow, folder, program, type Line } from './rows.ts';

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

/** A file system has no name with these, and a tar none of more than 100 bytes. */
const fileName = (value: string): string =>
  value.replaceAll(/[\0/]/g, '_').toWellFormed().slice(0, 25);

const LINES: Readonly<Record<string, Line>> = {
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
    exec((value) => ({ command: `no-such-${fileName(value)}`, installHint: '' })),
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

everyRow(LINES);

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
