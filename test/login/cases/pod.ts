// Rows about a Pod's own configuration, run in a Pod on the real node (client-go's fallback order).
import type { Case, Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const podCases: Cases = (world) => {
  const { server } = world.cluster;
  const cluster = { server, 'certificate-authority': world.ca };
  const user = { token: world.tokens.robot };
  const as = world.pod.user;
  const row = (title: string, rest: Omit<Case, 'title'>): Case => ({
    title: `in a Pod: ${title}`,
    inPod: true,
    ...rest,
    env: { KUBECONFIG: undefined, ...rest.env },
  });
  const configured = { files: { '.kube/config': kubeconfig({ cluster, user }) } };
  const elsewhere = kubeconfig({ cluster, user, context: { namespace: 'elsewhere' } });
  const local = { fails: 'The connection to the server localhost:8080 was refused' };
  const unknown = /x509: certificate signed by unknown authority/;
  return [
    row('without a kubeconfig it is its ServiceAccount', { as }),
    row('a kubeconfig that is missing is none', { env: { KUBECONFIG: 'nowhere' }, as }),
    row('an empty kubeconfig says nothing', { files: { '.kube/config': '' }, as }),
    row('its namespace is asked about', { namespace: world.namespace, as }),
    row('POD_NAMESPACE beats it', {
      env: { POD_NAMESPACE: 'by-variable' },
      namespace: 'by-variable',
      as,
    }),
    row('-n beats both', { args: ['-n=by-flag'], namespace: 'by-flag', as }),
    row('a kubeconfig counts more', { ...configured, as: world.users.robot }),
    row('its namespace counts where the kubeconfig names none', {
      ...configured,
      namespace: world.namespace,
      as: world.users.robot,
    }),
    row('the namespace of the kubeconfig counts more', {
      files: { '.kube/config': elsewhere },
      namespace: 'elsewhere',
      as: world.users.robot,
    }),
    row('--token replaces its token', {
      args: [`--token=${world.tokens.robot}`],
      as: world.users.robot,
    }),
    row('--certificate-authority replaces its authority', {
      args: [`--certificate-authority=${world.otherCa}`],
      fails: 'x509: certificate signed by unknown authority',
      reason: unknown,
    }),
    row('--insecure-skip-tls-verify says nothing', { args: ['--insecure-skip-tls-verify'], as }),
    row('with --as it is asked no more', { args: ['--as=dave'], ...local }),
    row('with --request-timeout it is asked no more', { args: ['--request-timeout=5s'], ...local }),
    row('with --server it is asked no more', {
      args: [`--server=${server}`, `--certificate-authority=${world.ca}`],
      fails: 'EOF',
      ours: /^error: cannot log in: /,
    }),
    row('without KUBERNETES_SERVICE_HOST it is none', {
      env: { KUBERNETES_SERVICE_HOST: undefined },
      ...local,
    }),
  ];
};
