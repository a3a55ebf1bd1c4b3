// Rows in which a file of the login, or a credential plugin, has no end.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { truncateSync, writeFileSync } from 'node:fs';
import { execUser, kubeconfig } from '../login/kubeconfig.ts';
import { raises, type Row } from './row.ts';

const ENDLESS = `error: the file /dev/zero has more than 2000000 bytes\n${raises('KUBECTL_LEASE_MAX_CONFIG')}`;
const LS = ['ls', '-n', 'team-a', '--kubeconfig'];

/** Nothing answers there: nothing is asked. */
const CLUSTER = { server: 'https://127.0.0.1:1' };

const config = (user: object, cluster: object = {}): { config: string } => ({
  config: JSON.stringify(kubeconfig({ user, cluster: { ...CLUSTER, ...cluster } })),
});

const plugin = (script: string): Record<string, string> => ({
  ...config({ exec: { ...(execUser() as { exec: object }).exec, command: './plugin' } }),
  plugin: `#!/bin/sh\n${script}\n`,
});

const fifo = (directory: string): undefined => {
  execFileSync('mkfifo', [join(directory, 'pipe')]);
};

/** Nine times nine times nine and so on of one alias. */
const bomb = (levels: number): string =>
  [
    'a0: &a0 [x,x,x,x,x,x,x,x,x]',
    ...Array.from({ length: levels }, (_, at) => {
      const all = Array<string>(9).fill(`*a${at}`).join(',');
      return `a${at + 1}: &a${at + 1} [${all}]`;
    }),
  ].join('\n');

const ALIASES =
  'error: error loading config file "config": yaml: document contains excessive aliasing\n';

const files: readonly Row[] = [
  {
    title: 'a kubeconfig without end is read up to the limit',
    words: [...LS, '/dev/zero'],
    stderr: ENDLESS,
  },
  {
    title: 'a list of kubeconfigs with one without end is read up to the limit',
    words: ['ls'],
    env: { KUBECONFIG: 'config:/dev/zero' },
    files: config({ token: 't' }),
    stderr: ENDLESS,
  },
  {
    title: 'a kubeconfig of 1 GB is read up to the limit',
    words: [...LS, 'large'],
    prepare: (directory) => {
      writeFileSync(join(directory, 'large'), '');
      truncateSync(join(directory, 'large'), 1_000_000_000);
      return undefined;
    },
    stderr: ENDLESS.replace('/dev/zero', 'large'),
  },
  {
    title: 'a kubeconfig in a pipe that nobody writes to is named',
    words: [...LS, 'pipe'],
    prepare: fifo,
    ...{ code: -1, patience: 5000, stderr: 'waiting for the file pipe\n' },
  },
  {
    title: 'a kubeconfig that is a directory is said to be one',
    words: [...LS, 'DIR'],
    stderr: /^error: error loading config file "DIR": read DIR: is a directory\n$/,
  },
  {
    title: 'aliases that stand for millions of values are refused',
    words: [...LS, 'config'],
    files: { config: `apiVersion: v1\nkind: Config\n${bomb(9)}\n` },
    stderr: ALIASES,
  },
  {
    title: 'an alias of what is around it is refused',
    words: [...LS, 'config'],
    files: { config: 'apiVersion: v1\nkind: Config\nextensions: &a [*a]\n' },
    stderr: ALIASES,
  },
  {
    title: 'a kubeconfig of 100,000 levels is refused',
    words: [...LS, 'config'],
    files: { config: `x: ${'['.repeat(100_000)}${']'.repeat(100_000)}` },
    stderr: /^error: error loading config file "config": yaml: nesting exceeded /,
  },
  {
    title: 'a kubeconfig of 650,000 empty lists is read',
    words: [...LS, 'config'],
    files: { config: `x: [${'[],'.repeat(650_000)}[]]` },
    stderr: /./,
  },
  ...[
    { what: 'a token file', files: config({ tokenFile: '/dev/zero' }) },
    {
      what: 'a certificate authority',
      files: config({ token: 't' }, { 'certificate-authority': '/dev/zero' }),
    },
    {
      what: 'a client certificate',
      files: config({ 'client-certificate': '/dev/zero', 'client-key': '/dev/zero' }),
    },
  ].map(({ what, files: these }) => ({
    title: `${what} without end is read up to the limit`,
    words: [...LS, 'config'],
    files: these,
    stderr: ENDLESS,
  })),
  {
    title: 'a policy of credential plugins without end is read up to the limit',
    words: [...LS, 'config', '--kuberc', '/dev/zero'],
    files: plugin('exit 1'),
    stderr: ENDLESS,
  },
];

const plugins: readonly Row[] = [
  {
    title: 'a credential plugin that prints without end is stopped',
    words: [...LS, 'config'],
    files: plugin('exec yes'),
    stderr: `error: the output of the credential plugin DIR/plugin has more than 1000000 bytes\n${raises('KUBECTL_LEASE_MAX_PLUGIN_OUTPUT')}`,
  },
  {
    title: 'a credential plugin that does not end is stopped',
    words: [...LS, 'config'],
    files: plugin('exec sleep 60'),
    env: { KUBECTL_LEASE_MAX_PLUGIN_TIME: '1000' },
    limit: 1000,
    stderr: `Unable to connect to the server: getting credentials: exec: executable DIR/plugin did not answer within 1s\n${raises('KUBECTL_LEASE_MAX_PLUGIN_TIME')}`,
  },
  {
    title: 'a credential plugin that takes its time is named',
    words: [...LS, 'config'],
    files: plugin('exec sleep 60'),
    env: { KUBECTL_LEASE_MAX_PLUGIN_TIME: '4000' },
    limit: 4000,
    stderr: /^waiting for the credential plugin DIR\/plugin\nUnable to connect to the server/,
  },
];

export const loginRows: readonly Row[] = [...files, ...plugins];
