// Rows about flags that override the file (conventions §3.2 and §6.2).
import type { Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const flagCases: Cases = (world) => {
  const { robot, other } = world.tokens;
  const { server } = world.cluster;
  const cluster = { server, 'certificate-authority': world.ca };
  const config = {
    ...kubeconfig({ cluster, user: { token: robot } }),
    contexts: [
      { name: 'it', context: { cluster: 'it', user: 'it' } },
      { name: 'second', context: { cluster: 'it', user: 'second' } },
    ],
    users: [
      { name: 'it', user: { token: robot } },
      { name: 'second', user: { token: other } },
    ],
  };
  const files = { config };
  const dead = kubeconfig({ cluster: { server: 'https://127.0.0.1:9' }, user: { token: robot } });
  return [
    {
      title: '--context chooses another context',
      files,
      args: ['--context', 'second'],
      as: world.users.other,
    },
    {
      title: 'of two --context the last wins',
      files,
      args: ['--context=it', '--context=second'],
      as: world.users.other,
    },
    {
      title: '--context has to exist',
      files,
      args: ['--context=gone'],
      fails: 'context "gone" does not exist',
    },
    { title: '--user chooses another user', files, args: ['--user=second'], as: world.users.other },
    {
      title: '--user has to exist',
      files,
      args: ['--user=gone'],
      fails: 'auth info "gone" does not exist',
    },
    {
      title: '--cluster has to exist',
      files,
      args: ['--cluster=gone'],
      fails: 'cluster "gone" does not exist',
    },
    {
      title: '--token replaces the token of the file',
      files,
      args: ['--token', other],
      as: world.users.other,
    },
    { title: 'an empty --token says nothing', files, args: ['--token='], as: world.users.robot },
    {
      title: 'a wrong --token is not logged in',
      files,
      args: ['--token=swordfish'],
      fails: 'You must be logged in to the server',
    },
    {
      title: '--server replaces the server of the file',
      files: { config: dead },
      args: ['-s', server, `--certificate-authority=${world.ca}`],
      as: world.users.robot,
    },
    {
      title: '--cluster chooses another cluster',
      files: {
        config: {
          ...dead,
          clusters: [
            { name: 'it', cluster: { server: 'https://127.0.0.1:9' } },
            { name: 'alive', cluster },
          ],
        },
      },
      args: ['--cluster', 'alive'],
      as: world.users.robot,
    },
    {
      title: 'a --cluster that is given twice: the last wins',
      files,
      args: ['--cluster=gone', '--cluster=it'],
      as: world.users.robot,
    },
    {
      title: 'an empty --context, --cluster and --user say nothing',
      files,
      args: ['--context=', '--cluster=', '--user=', '--server=', '--as='],
      as: world.users.robot,
    },
    {
      title: 'a boolean in another of its spellings',
      files,
      args: ['--insecure-skip-tls-verify=F', '--disable-compression=T'],
      as: world.users.robot,
    },
    {
      title: 'a boolean that is none',
      files,
      args: ['--insecure-skip-tls-verify=perhaps'],
      fails: 'strconv.ParseBool: parsing "perhaps": invalid syntax',
      reason: /invalid argument "perhaps" for "--insecure-skip-tls-verify" flag: .*/,
    },
    {
      title: 'a flag that there is not',
      files,
      args: ['--bogus'],
      fails: 'unknown flag: --bogus',
      reason: /unknown flag: --bogus/,
    },
    {
      title: 'a flag without its value',
      files,
      args: ['--token'],
      fails: 'flag needs an argument: --token',
      reason: /flag needs an argument: --token/,
    },
    {
      title: '--request-timeout in seconds, and with a unit',
      files,
      args: ['--request-timeout=1h', '--request-timeout=30'],
      as: world.users.robot,
    },
    {
      title: 'a --request-timeout that is none',
      files,
      args: ['--request-timeout=soon'],
      fails: 'Invalid timeout value.',
    },
  ];
};
