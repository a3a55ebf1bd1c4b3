// Rows about what a credential plugin is told, and whom it may ask.
import type { Case, Cases } from '../case.ts';
import { execUser, kubeconfig } from '../kubeconfig.ts';
import { info, note } from '../notes.ts';
import { credential, plugin } from '../plugin.ts';

const V1BETA1 = 'client.authentication.k8s.io/v1beta1';

type Rest = Omit<Case, 'title'> & { readonly exec?: object; readonly cluster?: object };

export const execInfoCases: Cases = (world) => {
  const token = world.tokens.robot;
  const base = { server: world.cluster.server, 'certificate-authority': world.ca };
  const row = (title: string, script: string, { exec, cluster, ...rest }: Rest): Case => ({
    title,
    as: world.users.robot,
    ...rest,
    files: {
      config: kubeconfig({ cluster: { ...base, ...cluster }, user: execUser(exec) }),
      'bin/plugin': script,
    },
  });
  const tell = 'printf %s "$KUBERNETES_EXEC_INFO" > note';
  const telling = plugin(credential({ token }), tell);
  const asking = plugin(
    credential({ token }),
    'read -r answer; echo "got $answer" > note; echo "Code?" >&2',
  );
  const provideClusterInfo = true;
  const withConfig = {
    'tls-server-name': 'localhost',
    extensions: [
      { name: 'client.authentication.k8s.io/exec', extension: { audience: 'a', list: [1] } },
    ],
  };
  const never = { interactiveMode: 'Never' };
  const ifAvailable = { interactiveMode: 'IfAvailable' };
  const always = { interactiveMode: 'Always' };
  return [
    row('KUBERNETES_EXEC_INFO', telling, { trace: info }),
    row('KUBERNETES_EXEC_INFO of v1beta1', plugin(credential({ token }, V1BETA1), tell), {
      exec: { apiVersion: V1BETA1 },
      trace: info,
    }),
    row('KUBERNETES_EXEC_INFO with the cluster', telling, {
      exec: { provideClusterInfo },
      cluster: withConfig,
      trace: info,
    }),
    row('KUBERNETES_EXEC_INFO with an insecure cluster', telling, {
      exec: { provideClusterInfo },
      args: ['--insecure-skip-tls-verify', '--disable-compression'],
      trace: info,
    }),
    row('KUBERNETES_EXEC_INFO with a proxy', telling, {
      exec: { provideClusterInfo },
      cluster: { 'proxy-url': world.proxies.http.url },
      trace: info,
    }),
    row('stdin is empty where there is nobody to ask', asking, { exec: ifAvailable, trace: note }),
    row('at a terminal it may ask', asking, { exec: ifAvailable, typed: '1234\n', trace: note }),
    row('at a terminal it can ask', asking, { exec: always, typed: '1234\n', trace: note }),
    row('at a terminal it is told so', telling, { exec: always, typed: '', trace: info }),
    row('at a terminal it never asks', telling, { exec: never, typed: '', trace: info }),
  ];
};
