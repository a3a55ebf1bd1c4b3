// Rows about credential plugins that give no credentials; nothing of what they print may be told.
import type { Case, Cases } from '../case.ts';
import { execUser, kubeconfig } from '../kubeconfig.ts';
import { note } from '../notes.ts';
import { V1, credential, plugin } from '../plugin.ts';

export const execFailureCases: Cases = (world) => {
  const { robot } = world.tokens;
  const cluster = { server: world.cluster.server, 'certificate-authority': world.ca };
  const row = (
    title: string,
    script: string | undefined,
    exec: object,
    fails: string,
    rest: Omit<Case, 'title'> = {},
  ): Case => ({
    title,
    fails,
    ...rest,
    files: {
      config: kubeconfig({ cluster, user: execUser(exec) }),
      ...(script === undefined ? {} : { 'bin/plugin': script }),
      ...rest.files,
    },
  });
  const printing = (title: string, text: string, fails: string, reason?: RegExp): Case =>
    row(title, plugin(text), {}, fails, reason ? { reason } : {});
  const decoding = /^Unable to connect to the server: getting credentials: decoding stdout: [^;]*;/;
  const unregistered = /decoding stdout: no kind "\w*" is registered for version "[^"]*"/;
  return [
    row(
      'a command that PATH does not have, with the hint how to install it',
      undefined,
      { command: 'no-such-plugin', installHint: 'brew install it\n\u001b[1mnow' },
      'exec: executable no-such-plugin not found',
      // The hint is the kubeconfig's: its lines cannot be taken for ours.
      {
        ours: /no-such-plugin not found\n\nIt looks like [^]* brew install it/,
      },
    ),
    row('a path where there is nothing', undefined, {}, 'no such file or directory'),
    row('a file that is no program', undefined, { command: './config' }, 'permission denied'),
    row(
      'a plugin that fails',
      plugin('', 'echo "log in first" >&2; exit 3'),
      {},
      'failed with exit code 3',
      { reason: /getting credentials: .*$/ },
    ),
    row('a plugin that is killed', plugin('', 'kill -9 $$'), {}, 'failed with exit code -1'),
    printing('a bare token', robot, 'decoding stdout', decoding),
    printing('a list', `["${robot}"]`, 'decoding stdout', decoding),
    printing(
      'nothing',
      '',
      'getting credentials',
      /^Unable to connect to the server: getting credentials: /,
    ),
    printing(
      'JSON that is broken',
      `{"token": "${robot}"`,
      'decoding stdout',
      /^Unable to connect to the server: getting credentials: decoding stdout: /,
    ),
    printing(
      'an empty object',
      '{}',
      'plugin returned version client.authentication.k8s.io/__internal',
    ),
    printing('no status', credential(undefined), "exec plugin didn't return a status field"),
    printing(
      'an empty status',
      credential({}),
      "exec plugin didn't return a token or cert/key pair",
    ),
    printing(
      'a certificate without a key',
      credential({ clientCertificateData: 'x' }),
      'exec plugin returned only certificate or key, not both',
    ),
    printing(
      'a certificate that is none',
      credential({ clientCertificateData: 'x', clientKeyData: robot }),
      'failed parsing client key/certificate: tls: failed to find any PEM data in certificate input',
    ),
    printing(
      'a token that is a number',
      credential({ token: 5 }),
      'decoding stdout',
      /^Unable to connect to the server: getting credentials: decoding stdout: /,
    ),
    printing(
      'another version than asked for',
      credential({ token: robot }, `${V1}beta1`),
      `exec plugin is configured to use API version ${V1}, plugin returned version ${V1}beta1`,
    ),
    printing(
      'a version that there is not',
      credential({ token: robot }, `${V1}9`),
      'is registered for version',
      unregistered,
    ),
    row(
      'an apiVersion that is no more',
      plugin(''),
      { apiVersion: 'client.authentication.k8s.io/v1alpha1' },
      'exec plugin: invalid apiVersion "client.authentication.k8s.io/v1alpha1"',
    ),
    row(
      'no apiVersion',
      plugin(''),
      { apiVersion: undefined },
      'apiVersion must be specified for it',
    ),
    row('no command', plugin(''), { command: '' }, 'command must be specified for it'),
    row(
      'no interactiveMode',
      plugin(''),
      { interactiveMode: undefined },
      'interactiveMode must be specified for it',
    ),
    row(
      'an interactiveMode that there is not',
      plugin(''),
      { interactiveMode: 'Sometimes' },
      'invalid interactiveMode for it: "Sometimes"',
    ),
    row(
      'a variable without a name',
      plugin(''),
      { env: [{ name: '', value: 'x' }] },
      'env variable name must be specified for it',
    ),
    row(
      'two mistakes are both told',
      plugin(''),
      { apiVersion: undefined, command: '' },
      'Error in configuration: \n* command must be specified',
    ),
    row(
      'one that must ask, without a terminal',
      plugin(''),
      { interactiveMode: 'Always' },
      'exec plugin cannot support interactive mode: standard input is not a terminal',
    ),
    row(
      'a token that the server refuses twice',
      plugin(credential({ token: 'swordfish' }), 'echo ran >> note'),
      {},
      'You must be logged in to the server',
      { trace: note },
    ),
    row(
      'a program in the working directory is not run by its name',
      undefined,
      { command: 'a-plugin' },
      'exec: executable a-plugin not found',
      {
        files: { 'a-plugin': plugin(credential({ token: robot })) },
        env: { PATH: '.:/usr/bin:/bin' },
      },
    ),
  ];
};
