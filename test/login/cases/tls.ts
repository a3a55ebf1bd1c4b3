// Rows about whom to trust: certificate authorities, names, and doing without.
import type { Case, Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

const UNKNOWN = 'tls: failed to verify certificate: x509: certificate signed by unknown authority';

/** Go adds which authority of the same name it is not. */
const unknown = {
  fails: UNKNOWN,
  reason: new RegExp(`^Unable to connect to the server: ${UNKNOWN}`),
};

export const tlsCases: Cases = (world) => {
  const { server } = world.cluster;
  const user = { token: world.tokens.robot };
  const as = world.users.robot;
  const ca = { 'certificate-authority': world.ca };
  const caData = { 'certificate-authority-data': world.caData };
  const insecure = { 'insecure-skip-tls-verify': true };
  const otherCa = { 'certificate-authority': world.otherCa };
  const both = 'specifying a root certificates file with the insecure flag is not allowed';
  const row = (title: string, cluster: object, rest: Omit<Case, 'title'>): Case => ({
    title,
    files: { config: kubeconfig({ cluster: { server, ...cluster }, user }) },
    ...rest,
  });
  return [
    row('an authority as data', caData, { as }),
    row(
      'an authority in a file and as data',
      { ...ca, ...caData },
      { fails: 'certificate-authority-data and certificate-authority are both specified for it' },
    ),
    row(
      'an authority whose file is missing',
      { 'certificate-authority': 'nowhere' },
      { fails: 'unable to read certificate-authority' },
    ),
    row(
      'an authority that is no certificate',
      { 'certificate-authority-data': Buffer.from('hello').toString('base64') },
      { fails: 'unable to load root certificates: unable to parse bytes as PEM block' },
    ),
    row('an authority that did not sign', otherCa, { ...unknown }),
    row('no authority: the system does not know this one', {}, { ...unknown }),
    row('no authority: the system knows this one', {}, { env: { SSL_CERT_FILE: world.ca }, as }),
    row('NODE_TLS_REJECT_UNAUTHORIZED weakens nothing', otherCa, {
      env: { NODE_TLS_REJECT_UNAUTHORIZED: '0' },
      ...unknown,
    }),
    row('NODE_EXTRA_CA_CERTS adds nobody', otherCa, {
      env: { NODE_EXTRA_CA_CERTS: world.ca },
      ...unknown,
    }),
    row('insecure in the file', insecure, { as }),
    row('insecure with an authority in the file', { ...insecure, ...ca }, { fails: both }),
    row('--insecure-skip-tls-verify clears the authority of the file', otherCa, {
      args: ['--insecure-skip-tls-verify'],
      as,
    }),
    row('--insecure-skip-tls-verify=false says nothing', insecure, {
      args: ['--insecure-skip-tls-verify=false'],
      as,
    }),
    row('--insecure-skip-tls-verify=false after it takes it back', otherCa, {
      args: ['--insecure-skip-tls-verify', '--insecure-skip-tls-verify=false'],
      ...unknown,
    }),
    row(
      '--certificate-authority clears insecure and the data of the file',
      { ...insecure },
      { args: [`--certificate-authority=${world.otherCa}`], ...unknown },
    ),
    row(
      '--certificate-authority replaces the data of the file',
      { 'certificate-authority-data': Buffer.from('hello').toString('base64') },
      { args: [`--certificate-authority=${world.ca}`], as },
    ),
    row(
      'both flags at once',
      {},
      { args: ['--insecure-skip-tls-verify', `--certificate-authority=${world.ca}`], fails: both },
    ),
    row(
      'a tls-server-name of the certificate',
      { ...ca, 'tls-server-name': 'kubernetes.default.svc' },
      { as },
    ),
    row(
      'a tls-server-name that the certificate does not have',
      { ...ca, 'tls-server-name': 'elsewhere.example' },
      { fails: 'not elsewhere.example' },
    ),
    row(
      '--tls-server-name replaces it',
      { ...ca, 'tls-server-name': 'elsewhere.example' },
      { args: ['--tls-server-name=localhost'], as },
    ),
    row(
      '--server drops it',
      { ...ca, 'tls-server-name': 'elsewhere.example' },
      { args: [`--server=${server}`], as },
    ),
    row('--server and --tls-server-name together', ca, {
      args: [`--server=${server}`, '--tls-server-name=elsewhere.example'],
      fails: 'not elsewhere.example',
    }),
  ];
};
