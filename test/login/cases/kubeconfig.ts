// Rows about which files are read and which entries count (conventions §4, rows 9 to 11 and 19).
import type { Case, Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const kubeconfigCases: Cases = (world) => {
  const { robot, other } = world.tokens;
  const cluster = { server: world.cluster.server, 'certificate-authority': world.ca };
  const asRobot = kubeconfig({ cluster, user: { token: robot } });
  const asOther = kubeconfig({ cluster, user: { token: other } });
  const elsewhere = kubeconfig({ cluster, user: { token: other } }, 'elsewhere');
  const invalid = (
    title: string,
    config: string | object,
    fails: string,
    reason?: RegExp,
  ): Case => ({
    title,
    files: { config },
    fails,
    ...(reason ? { reason } : {}),
  });
  return [
    { title: 'KUBECONFIG names one file', files: { config: asRobot }, as: world.users.robot },
    {
      title: 'KUBECONFIG names a file by its whole path',
      files: { 'deep/config': asRobot },
      env: { KUBECONFIG: 'deep/../deep/config' },
      as: world.users.robot,
    },
    {
      title: 'without KUBECONFIG it is ~/.kube/config',
      files: { '.kube/config': asRobot },
      env: { KUBECONFIG: undefined },
      as: world.users.robot,
    },
    {
      title: 'an empty KUBECONFIG counts as none',
      files: { '.kube/config': asRobot },
      env: { KUBECONFIG: '' },
      as: world.users.robot,
    },
    {
      title: '--kubeconfig beats KUBECONFIG and is read alone',
      files: { config: elsewhere, given: asRobot },
      args: ['--kubeconfig=given'],
      as: world.users.robot,
    },
    {
      title: '--kubeconfig has to exist',
      files: { config: asRobot },
      args: ['--kubeconfig=nowhere'],
      fails: 'stat nowhere: no such file or directory',
    },
    {
      title: 'a missing file in the list is skipped',
      files: { config: asRobot },
      env: { KUBECONFIG: 'nowhere:config::also-nowhere' },
      as: world.users.robot,
    },
    {
      title: 'an empty file in the list says nothing',
      files: { empty: '', config: asRobot },
      env: { KUBECONFIG: 'empty:config' },
      as: world.users.robot,
    },
    {
      title: 'of entries with one name the first file has its say',
      files: { first: asRobot, second: asOther },
      env: { KUBECONFIG: 'first:second' },
      as: world.users.robot,
    },
    {
      title: 'the first current-context wins',
      files: { first: asRobot, second: elsewhere },
      env: { KUBECONFIG: 'first:second' },
      as: world.users.robot,
    },
    {
      title: 'context, cluster and user may come from three files',
      files: {
        contexts: {
          'current-context': 'mine',
          contexts: [{ name: 'mine', context: { cluster: 'c', user: 'u' } }],
        },
        clusters: { clusters: [{ name: 'c', cluster }] },
        users: { users: [{ name: 'u', user: { token: robot } }] },
      },
      env: { KUBECONFIG: 'contexts:clusters:users' },
      as: world.users.robot,
    },
    {
      title: 'a file that is not YAML is named',
      files: { config: 'clusters: [' },
      fails: 'error loading config file "config": yaml: ',
      reason: /^error: error loading config file "config": yaml: /,
    },
    invalid(
      'a file that holds a mere text is named',
      'hello',
      `error loading config file "config": couldn't get version/kind`,
      /^error: error loading config file "config": couldn't get version\/kind/,
    ),
    invalid(
      'two entries of one name in one file are an error',
      {
        ...asRobot,
        clusters: [
          { name: 'it', cluster },
          { name: 'it', cluster },
        ],
      },
      'duplicate name "it" in list',
      /^error: error loading config file "config": error converting \*\[\]NamedCluster into \*map\[string\]\*api\.Cluster: duplicate name "it" in list/,
    ),
    invalid(
      'a token that YAML reads as a number is refused',
      kubeconfig({ cluster, user: { token: 1234 } }),
      'cannot unmarshal number into Go struct field AuthInfo.users.user.token of type string',
    ),
    invalid(
      'another apiVersion is refused',
      { ...asRobot, apiVersion: 'v2' },
      'no kind "Config" is registered for version "v2"',
      /^error: .*no kind "Config" is registered for version "v2"/,
    ),
    invalid(
      'another kind is refused',
      { ...asRobot, kind: 'Pod' },
      'no kind "Pod" is registered for version "v1"',
      /^error: .*no kind "Pod" is registered for version "v1"/,
    ),
    invalid(
      'data that is not base64 is refused at its place',
      kubeconfig({ cluster: { ...cluster, 'certificate-authority-data': 'abcd*' }, user: {} }),
      'illegal base64 data at input byte 4',
    ),
    invalid(
      'a current-context that does not exist is an error',
      { 'current-context': 'gone' },
      'context was not found for specified context: gone',
    ),
    {
      title: 'a context whose cluster does not exist leads to localhost:8080',
      files: { config: { ...asRobot, clusters: [] } },
      fails: 'The connection to the server localhost:8080 was refused',
    },
    {
      title: 'no configuration at all leads to localhost:8080',
      env: { KUBECONFIG: undefined },
      fails: 'The connection to the server localhost:8080 was refused',
    },
    {
      title: 'KUBERNETES_MASTER stands in for a server that is not configured',
      env: { KUBECONFIG: undefined, KUBERNETES_MASTER: 'http://127.0.0.1:9' },
      fails: 'The connection to the server 127.0.0.1:9 was refused',
    },
    {
      title: 'relative paths start from the file that holds them',
      files: {
        'deep/config': kubeconfig({
          cluster: { server: world.cluster.server, 'certificate-authority-data': world.caData },
          user: { tokenFile: 'secrets/token' },
        }),
        'deep/secrets/token': robot,
      },
      env: { KUBECONFIG: 'deep/config' },
      as: world.users.robot,
    },
    {
      title: 'a context without a user fails where kubectl would ask for a name',
      files: { config: kubeconfig({ cluster }) },
      fails: 'EOF',
      ours: /^error: cannot log in: context "it" names no user\n/,
    },
    {
      title: 'a context without a user takes --token',
      files: { config: kubeconfig({ cluster }) },
      args: [`--token=${robot}`],
      as: world.users.robot,
    },
  ];
};
