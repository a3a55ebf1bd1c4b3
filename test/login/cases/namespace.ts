// Rows about which namespace is asked about without -n.
import type { Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const namespaceCases: Cases = (world) => {
  const cluster = { server: world.cluster.server, 'certificate-authority': world.ca };
  const user = { token: world.tokens.robot };
  const as = world.users.robot;
  const gone = kubeconfig({ cluster, user });
  return [
    {
      title: 'the namespace is that of the context',
      files: { config: kubeconfig({ cluster, user, context: { namespace: 'of-context' } }) },
      namespace: 'of-context',
      as,
    },
    {
      title: 'without one in the context it is default',
      files: { config: kubeconfig({ cluster, user }) },
      namespace: 'default',
      as,
    },
    {
      title: 'of two -n the last wins',
      files: { config: kubeconfig({ cluster, user, context: { namespace: 'of-context' } }) },
      args: ['-n', 'first', '-nsecond'],
      namespace: 'second',
      as,
    },
    {
      title: 'without -n a --context that does not exist is told in other words',
      files: { config: gone },
      args: ['--context=gone'],
      namespace: '',
      fails: 'Error in configuration: context was not found for specified context: gone',
    },
  ];
};
