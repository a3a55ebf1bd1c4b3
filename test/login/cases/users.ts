// Rows about tokens, certificates, basic authentication and auth providers.
import type { Case, Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const userCases: Cases = (world) => {
  const { robot, other } = world.tokens;
  const cluster = { server: world.cluster.server, 'certificate-authority': world.ca };
  const files = {
    'client-certificate': world.file('alice', 'crt'),
    'client-key': world.file('alice', 'key'),
  };
  const data = {
    'client-certificate-data': world.data('alice', 'crt'),
    'client-key-data': world.data('alice', 'key'),
  };
  const row = (title: string, user: object, rest: Omit<Case, 'title'>): Case => ({
    title,
    ...rest,
    files: { config: kubeconfig({ cluster, user }), ...rest.files },
  });
  const alice = 'alice@example.com';
  const oidc = (config: object) => ({
    'auth-provider': {
      name: 'oidc',
      config: { 'idp-issuer-url': 'https://127.0.0.1:9', 'client-id': 'kubectl', ...config },
    },
  });
  return [
    row('a token', { token: robot }, { as: world.users.robot }),
    row(
      'a token in a file that changes between two runs',
      { tokenFile: 'token' },
      {
        files: { token: `${robot}\n` },
        as: world.users.robot,
        then: { files: { token: other }, as: world.users.other },
      },
    ),
    row(
      'a token file beats a token',
      { tokenFile: 'token', token: other },
      { files: { token: robot }, as: world.users.robot },
    ),
    row(
      'a token file beats even --token',
      { tokenFile: 'token' },
      {
        files: { token: robot },
        args: [`--token=${other}`],
        as: world.users.robot,
      },
    ),
    row(
      'a token stands in for a token file that is missing',
      { tokenFile: 'token', token: robot },
      { as: world.users.robot },
    ),
    row(
      'a token file that is missing',
      { tokenFile: 'token' },
      { fails: 'token: no such file or directory' },
    ),
    row(
      'an empty token file is nobody',
      { tokenFile: 'token' },
      {
        files: { token: '' },
        fails: 'EOF',
        ours: /^error: cannot log in: user "it" has no token/,
      },
    ),
    row('a certificate in files', files, { as: alice }),
    row('a certificate as data', data, { as: alice }),
    row(
      'a certificate as data and its key in a file',
      { ...data, 'client-key-data': '', 'client-key': world.file('alice', 'key') },
      { as: alice },
    ),
    row('certificate and key from flags replace data', data, {
      args: [
        `--client-certificate=${world.file('bob', 'crt')}`,
        `--client-key=${world.file('bob', 'key')}`,
      ],
      as: 'bob@example.com',
    }),
    row(
      'paths in flags start from the working directory',
      { token: other },
      {
        files: {
          'sub/config': kubeconfig({
            cluster,
            user: { 'client-certificate': 'nowhere', 'client-key': 'nowhere' },
          }),
        },
        env: { KUBECONFIG: 'sub/config' },
        args: ['--client-certificate=../pki/alice.crt', '--client-key=../pki/alice.key'],
        as: alice,
      },
    ),
    row(
      'a certificate and a token: the server takes the certificate',
      { ...data, token: robot },
      { as: alice },
    ),
    row(
      'a certificate without a key',
      { 'client-certificate': world.file('alice', 'crt') },
      { fails: 'client-key-data or client-key must be specified for it' },
    ),
    row(
      'a certificate that is missing, and its key',
      { 'client-certificate': 'a', 'client-key': 'b' },
      { fails: '* unable to read client-key' },
    ),
    row(
      'a certificate given twice',
      { ...data, 'client-certificate': files['client-certificate'] },
      { fails: 'client-cert-data and client-cert are both specified for it' },
    ),
    row(
      'a key of another certificate',
      { ...data, 'client-key-data': world.data('bob', 'key') },
      {
        fails: 'tls: private key does not match public key',
        reason: /tls: private key does not match public key$/,
      },
    ),
    row(
      'a certificate that is none',
      { ...data, 'client-certificate-data': Buffer.from('hello').toString('base64') },
      { fails: 'tls: failed to find any PEM data in certificate input' },
    ),
    row(
      'basic authentication, which no server takes any more: it is nobody',
      { username: 'alice', password: 'swordfish' },
      { as: 'system:anonymous' },
    ),
    row(
      'a token and basic authentication',
      { token: robot, username: 'alice', password: 'swordfish' },
      { fails: 'more than one authentication method found for it' },
    ),
    row(
      'a token file and basic authentication',
      { tokenFile: 'token', username: 'alice', password: 'swordfish' },
      {
        files: { token: robot },
        fails: 'username/password or bearer token may be set, but not both',
      },
    ),
    row('an oidc user whose id-token is valid', oidc({ 'id-token': robot }), {
      as: world.users.robot,
    }),
    row(
      'an oidc user whose id-token has expired and who cannot refresh it',
      oidc({ 'id-token': expired() }),
      { fails: 'No valid id-token, and cannot refresh without refresh-token' },
    ),
    row(
      'an oidc user without an issuer',
      { 'auth-provider': { name: 'oidc', config: { 'client-id': 'x' } } },
      { fails: 'Must provide idp-issuer-url' },
    ),
    row(
      'an auth provider that is gone',
      { 'auth-provider': { name: 'gcp' } },
      { fails: 'The gcp auth plugin has been removed.' },
    ),
    row(
      'an auth provider that never was',
      { 'auth-provider': { name: 'nope' } },
      { fails: 'no Auth Provider found for name "nope"' },
    ),
  ];
};

function expired(): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'none' }), part({ exp: 1 }), 'signature'].join('.');
}
