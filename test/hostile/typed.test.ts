// What is typed: nothing of it forges a line of an error.
import { ARCHIVE, everyRow, program, type Line } from './rows.ts';

const typed =
  (...argv: readonly string[]): Line =>
  (value) =>
    program.type(
      argv.map((word) => {
        // No path is longer than 4096 bytes, and no argument holds what is no UTF-8.
        const said = /VALUE$/.test(word) && word.startsWith('/') ? value.slice(0, 200) : value;
        return word.replaceAll('VALUE', () => said.replaceAll('\0', '').toWellFormed());
      }),
    );

const RELEASE = ['force-release', 'payments/reconciler', '-f', ARCHIVE, '--dry-run'];

const LINES: Readonly<Record<string, Line>> = {
  'an unknown command': typed('VALUE'),
  'an unknown command whose help is wanted': typed('help', 'VALUE'),
  'an unknown flag': typed('ls', '--VALUE'),
  'an unknown short flag': typed('ls', '-ZVALUE'),
  'a flag before the command': typed('--VALUE'),
  'a flag of the wrong type': typed('ls', '--no-headers=VALUE', '-f', ARCHIVE),
  'an argument too many': typed('ls', 'VALUE', '-f', ARCHIVE),
  'a name of no Lease': typed('who-holds', '-n', 'payments', 'VALUE', '-f', ARCHIVE),
  'a namespace of no Lease': typed('who-holds', '-n', 'VALUE', 'x', '-f', ARCHIVE),
  'a namespace without Leases': typed('ls', '-n', 'VALUE', '-f', ARCHIVE),
  'a node that is not there': typed('who-holds', '--node', 'VALUE', '-f', ARCHIVE),
  'a zone that is not there': typed('who-holds', '--zone', 'VALUE', '-f', ARCHIVE),
  'a Pod that is not there': typed('who-holds', '--pod', 'VALUE', '-f', ARCHIVE),
  'a workload of an unknown kind': typed('who-holds', '--workload', 'VALUE/x', '-f', ARCHIVE),
  'a ServiceAccount that is not there': typed(
    'who-holds',
    '--serviceaccount',
    'VALUE',
    '-f',
    ARCHIVE,
  ),
  'a format': typed('ls', '-o', 'VALUE', '-f', ARCHIVE),
  'a kind of Lease': typed('ls', '--kind', 'VALUE', '-f', ARCHIVE),
  'a standing': typed('ls', '--standing', 'VALUE', '-f', ARCHIVE),
  'a standing to fail on': typed('ls', '--fail-on', 'VALUE', '-f', ARCHIVE),
  'an order': typed('ls', '--sort-by', 'VALUE', '-f', ARCHIVE),
  'a selector': typed('ls', '-l', 'VALUE', '-f', ARCHIVE),
  'a time': typed('ls', '--at', 'VALUE', '-f', ARCHIVE),
  'an operation': typed('history', 'payments/late', '--operation', 'VALUE', '-f', ARCHIVE),
  'a duration': typed('describe', 'payments/late', '--watch-for', 'VALUE', '-f', ARCHIVE),
  'a timeout': typed('ls', '--request-timeout', 'VALUE'),
  'a verbosity': typed('ls', '-v', 'VALUE'),
  'a kind to treat it as': typed(...RELEASE, '--reason', 'x', '--treat-as', 'VALUE'),
  'a candidate': typed(...RELEASE, '--reason', 'x', '--to', 'VALUE'),
  'a place to record to': typed(...RELEASE, '--reason', 'x', '--record-to', '/nonexistent/VALUE'),
  'a place to save to': typed(
    'describe',
    'payments/late',
    '-f',
    ARCHIVE,
    '--save',
    '/nonexistent/VALUE',
  ),
  'an archive that is not there': typed('ls', '-f', '/nonexistent/VALUE'),
  'an audit log that is not there': typed(
    'history',
    'payments/late',
    '-f',
    ARCHIVE,
    '--audit-log',
    '/nonexistent/VALUE',
  ),
  'a kubeconfig that is not there': typed('ls', '--kubeconfig', '/nonexistent/VALUE'),
  'a kuberc that is not there': typed('ls', '--kuberc', '/nonexistent/VALUE'),
  'a certificate that is not there': typed(
    'ls',
    '-s',
    'https://127.0.0.1:1',
    '--client-certificate',
    '/nonexistent/VALUE',
    '--client-key',
    '/nonexistent/VALUE',
  ),
  'an authority that is not there': typed(
    'ls',
    '-s',
    'https://127.0.0.1:1',
    '--certificate-authority',
    '/nonexistent/VALUE',
  ),
  'a server': typed('ls', '-s', 'VALUE'),
  'a user to act as': typed('ls', '-s', 'http://127.0.0.1:1', '--as', 'VALUE'),
};

// A slash parts a namespace from a name, a host has no blanks, and a header no controls.
everyRow(LINES, {
  otherwise: [
    'a name of no Lease',
    'a Pod that is not there',
    'a ServiceAccount that is not there',
    'a server',
    'a user to act as',
  ],
});
