// Rows about kuberc's policy for credential plugins (KEP-3104's table, and where kuberc is found).
import type { Case, Cases } from '../case.ts';
import { execUser, kubeconfig } from '../kubeconfig.ts';
import { credential, plugin } from '../plugin.ts';

const V1BETA1 = 'kubectl.config.k8s.io/v1beta1';

function kuberc(fields: object, apiVersion = V1BETA1): object {
  return { apiVersion, kind: 'Preference', ...fields };
}

const allowing = (...commands: object[]): object =>
  kuberc({ credentialPluginPolicy: 'Allowlist', credentialPluginAllowlist: commands });

const DENY = kuberc({ credentialPluginPolicy: 'DenyAll' });

export const policyCases: Cases = (world) => {
  const cluster = { server: world.cluster.server, 'certificate-authority': world.ca };
  const as = world.users.robot;
  const good = plugin(credential({ token: world.tokens.robot }));
  const row = (
    title: string,
    policy: object | string | undefined,
    rest: Omit<Case, 'title'>,
    command = 'a-plugin',
  ): Case => ({
    title,
    ...rest,
    files: {
      config: kubeconfig({ cluster, user: execUser({ command }) }),
      'path/a-plugin': good,
      'bin/plugin': good,
      ...(policy === undefined ? {} : { '.kube/kuberc': policy }),
      ...rest.files,
    },
  });
  const denied = { fails: 'not allowed: policy set to "DenyAll"' };
  const notListed = { fails: 'is not permitted by the credential plugin allowlist' };
  const list = [{ command: 'a-plugin' }];
  return [
    row('no policy allows all', kuberc({}), { as }),
    row('AllowAll', kuberc({ credentialPluginPolicy: 'AllowAll' }), { as }),
    row(
      'AllowAll with a list is a mistake',
      kuberc({ credentialPluginPolicy: 'AllowAll', credentialPluginAllowlist: list }),
      { fails: 'plugin policy is "AllowAll" but allowlist is non-nil' },
    ),
    row('a list without a policy is a mistake', kuberc({ credentialPluginAllowlist: list }), {
      fails: 'plugin policy is "" but allowlist is non-nil',
    }),
    row('DenyAll', DENY, denied),
    row(
      'DenyAll with a list is a mistake',
      kuberc({ credentialPluginPolicy: 'DenyAll', credentialPluginAllowlist: list }),
      { fails: 'plugin policy is "DenyAll" but allowlist is non-nil' },
    ),
    row('DenyAll does not keep a token from being used', DENY, {
      args: [`--token=${world.tokens.robot}`],
      as,
    }),
    row('Allowlist names it', allowing(...list), { as }),
    row('Allowlist names it as 1.35 did', allowing({ name: 'a-plugin' }), { as }),
    row('Allowlist names another', allowing({ command: 'b-plugin' }), notListed),
    row('Allowlist names its path', allowing({ command: '/nowhere/a-plugin' }), notListed),
    row(
      'a path is not allowed by the name of another program',
      allowing({ command: 'plugin' }),
      notListed,
      './bin/plugin',
    ),
    row(
      'Allowlist, and a program that PATH does not have',
      allowing({ command: 'x' }),
      { fails: 'cannot be resolved for credential plugin allowlist check' },
      'no-such-plugin',
    ),
    row('Allowlist without a list is a mistake', kuberc({ credentialPluginPolicy: 'Allowlist' }), {
      fails: 'but allowlist is unspecified',
    }),
    row('Allowlist with an empty list is a mistake', allowing(), {
      fails: 'but allowlist is empty; use "DenyAll" policy instead',
    }),
    row('Allowlist with an empty entry is a mistake', allowing({}), {
      fails: 'empty allowlist entry #1',
    }),
    row(
      'Allowlist with a path that is not normal is a mistake',
      allowing({ command: 'x/../a-plugin' }),
      { fails: 'non-normalized file path: "x/../a-plugin" vs "a-plugin"' },
    ),
    row(
      'Allowlist with two names in an entry is a mistake',
      allowing({ command: 'a-plugin', name: 'b-plugin' }),
      { env: { KUBERC: '.kube/kuberc' }, fails: 'no valid preferences found' },
    ),
    row('another policy is a mistake', kuberc({ credentialPluginPolicy: 'Perhaps' }), {
      fails: 'unknown plugin policy: "Perhaps"',
    }),
    row('v1alpha1 knew no policy', kuberc({}, 'kubectl.config.k8s.io/v1alpha1'), { as }),
    row('an empty kuberc says nothing', '', { as }),
    row('a kuberc that cannot be read is warned of and ignored', 'hello', { as }),
    row('KUBERC names another file', kuberc({}), {
      files: { deny: DENY },
      env: { KUBERC: 'deny' },
      ...denied,
    }),
    row('KUBERC has to exist', kuberc({}), {
      env: { KUBERC: 'nowhere' },
      fails: 'kuberc error kuberc: open nowhere: no such file or directory',
    }),
    row('--kuberc beats KUBERC', undefined, {
      files: { deny: DENY, allow: kuberc({}) },
      env: { KUBERC: 'allow' },
      args: ['--kuberc=deny'],
      ...denied,
    }),
    row('KUBERC=off reads none', DENY, { env: { KUBERC: 'off' }, as }),
    row('KUBECTL_KUBERC=false reads none', DENY, { env: { KUBECTL_KUBERC: 'false' }, as }),
    row('KUBERC=off and --kuberc contradict each other', DENY, {
      env: { KUBERC: 'off' },
      args: ['--kuberc=.kube/kuberc'],
      fails: 'are mutually exclusive',
    }),
    row(
      'of several documents the first Preference counts',
      `kind: Other\n---\n${JSON.stringify(DENY)}\n---\n${JSON.stringify(kuberc({}))}\n`,
      denied,
    ),
  ];
};
