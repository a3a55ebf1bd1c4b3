// Rows about credential plugins that log in.
import { readFileSync } from 'node:fs';
import type { Case, Cases } from '../case.ts';
import { execUser, kubeconfig } from '../kubeconfig.ts';
import { note } from '../notes.ts';
import { V1, credential, plugin } from '../plugin.ts';
import type { FileOf } from '../world.ts';

const V1BETA1 = 'client.authentication.k8s.io/v1beta1';

type Rest = Omit<Case, 'title'> & { readonly exec?: object };

export const execCases: Cases = (world) => {
  const { robot: token, other } = world.tokens;
  const cluster = { server: world.cluster.server, 'certificate-authority': world.ca };
  const row = (title: string, script: string, { exec, ...rest }: Rest = {}): Case => ({
    title,
    as: world.users.robot,
    ...rest,
    files: {
      config: kubeconfig({ cluster, user: execUser(exec) }),
      'bin/plugin': script,
      ...rest.files,
    },
  });
  const good = plugin(credential({ token }));
  const tell = (what: string) => plugin(credential({ token }), `echo "${what}" >> note`);
  const alice = certificateOf(world.file, 'alice');
  const bob = [
    `--client-certificate=${world.file('bob', 'crt')}`,
    `--client-key=${world.file('bob', 'key')}`,
  ];
  const fromDeep = kubeconfig({ cluster, user: execUser({ command: '../bin/plugin' }) });
  const variables = [
    { name: 'ONE', value: 'a b' },
    { name: 'TWO', value: '$ONE' },
  ];
  return [
    row('a plugin that gives a token', good),
    row(
      'a plugin of v1beta1, which need not name its interactiveMode',
      plugin(credential({ token }, V1BETA1)),
      { exec: { apiVersion: V1BETA1, interactiveMode: undefined } },
    ),
    row('a plugin that gives a certificate', plugin(credential(alice)), {
      as: 'alice@example.com',
    }),
    row('a plugin that gives both', plugin(credential({ ...alice, token })), {
      as: 'alice@example.com',
    }),
    row(
      'a plugin that answers in YAML',
      plugin(`apiVersion: ${V1}\nkind: ExecCredential\nstatus:\n  token: ${token}`),
    ),
    row('a command that starts from the kubeconfig', good, {
      files: { 'deep/config': fromDeep },
      env: { KUBECONFIG: 'deep/config' },
    }),
    row('a command that is looked up in PATH', good, {
      exec: { command: 'a-plugin' },
      files: { 'path/a-plugin': good },
    }),
    row('arguments reach the plugin as they are', tell('$# $1 $2'), {
      exec: { args: ['a b', '$HOME;"x"'] },
      trace: note,
    }),
    row('its environment: the list is added, and wins', tell('$ONE $TWO $HOME'), {
      exec: { env: variables },
      env: { ONE: 'other' },
      trace: note,
    }),
    row('its stderr is passed through', plugin(credential({ token }), 'echo "log in at X" >&2'), {
      trace: note,
    }),
    row('--token keeps it from being run', tell('ran'), {
      args: [`--token=${other}`],
      as: world.users.other,
      trace: note,
    }),
    row('a certificate from flags keeps it from being run', tell('ran'), {
      args: bob,
      as: 'bob@example.com',
      trace: note,
    }),
    row(
      'credentials that have expired are still used for one request',
      plugin(credential({ token, expirationTimestamp: '2020-01-01T00:00:00Z' })),
    ),
    row(
      'credentials that expire later',
      plugin(credential({ token, expirationTimestamp: '2999-01-01T00:00:00Z' })),
    ),
    row(
      'as somebody else, by a plugin that gives a certificate',
      plugin(credential(certificateOf(world.file, 'admin'))),
      { args: ['--as=dave', '--as-group=a', '--as-group=b'], as: 'dave' },
    ),
  ];
};

function certificateOf(file: FileOf, user: 'alice' | 'admin'): object {
  return {
    clientCertificateData: readFileSync(file(user, 'crt'), 'utf8'),
    clientKeyData: readFileSync(file(user, 'key'), 'utf8'),
  };
}
