// Rows about being somebody else: user, uid, groups and extra, from the file and from flags.
import type { Case, Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const impersonationCases: Cases = (world) => {
  const cluster = { server: world.cluster.server, 'certificate-authority': world.ca };
  const admin = {
    'client-certificate': world.file('admin', 'crt'),
    'client-key': world.file('admin', 'key'),
  };
  const row = (title: string, user: object, rest: Omit<Case, 'title'>): Case => ({
    title,
    ...rest,
    files: { config: kubeconfig({ cluster, user: { ...admin, ...user } }), ...rest.files },
  });
  const all = {
    as: 'carol',
    'as-uid': '1234',
    'as-groups': ['ops', 'night shift'],
    'as-user-extra': { 'example.com/Reason': ['one', 'two'], 'ümlaut key%': ['three'] },
  };
  return [
    row('a user from the file', { as: 'carol' }, { as: 'carol' }),
    row('user, uid, groups and extra from the file', all, { as: 'carol' }),
    row('a user from --as', {}, { args: ['--as=dave'], as: 'dave' }),
    row('a user whose name is not ASCII', {}, { args: ['--as=jürgen 学'], as: 'jürgen 学' }),
    row(
      'a ServiceAccount from --as',
      {},
      {
        args: ['--as=system:serviceaccount:kube-system:default'],
        as: 'system:serviceaccount:kube-system:default',
      },
    ),
    row(
      'all of it from flags',
      {},
      {
        args: [
          '--as=dave',
          '--as-uid=99',
          '--as-group=a,b',
          '--as-group',
          'c',
          '--as-user-extra=scopes=view',
          '--as-user-extra=scopes=edit=x',
          '--as-user-extra=nothing',
        ],
        as: 'dave',
      },
    ),
    row('flags replace what the file says, one by one', all, {
      args: ['--as=dave', '--as-group=z', '--as-user-extra=scopes=view'],
      as: 'dave',
    }),
    row(
      'a uid in the file without a user',
      { 'as-uid': '1234' },
      { fails: 'requesting uid, groups or user-extra for it without impersonating a user' },
    ),
    row(
      'groups in flags without a user',
      {},
      {
        args: ['--as-group=ops'],
        fails: 'requesting uid, groups or user-extra for it without impersonating a user',
      },
    ),
    row(
      'somebody who may not be somebody else stays who he is, and is refused',
      { token: world.tokens.robot, 'client-certificate': '', 'client-key': '' },
      { args: ['--as=dave'], as: world.users.robot },
    ),
    ...['http', 'https', 'socks'].map((kind) =>
      row(
        `several groups through a proxy: ${kind}`,
        { as: 'carol', 'as-groups': ['a', 'b'] },
        {
          as: 'carol',
          files: {
            config: kubeconfig({
              cluster: { ...cluster, 'proxy-url': world.proxies[kind as 'http'].url },
              user: { ...admin, as: 'carol', 'as-groups': ['a', 'b'] },
            }),
          },
        },
      ),
    ),
  ];
};
