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
  ];
};
