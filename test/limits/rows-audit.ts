// Rows in which an audit log has no end, or is made to be large.
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bomb, bombs } from './answers.ts';
import { raises, type Row } from './row.ts';

const INCIDENT = join(import.meta.dirname, '..', '..', 'examples', 'incident');
const LOG = readFileSync(join(INCIDENT, 'record', 'audit.log'));
const history = (log: string): readonly string[] => [
  ...['history', '-f', join(INCIDENT, '4-cleared-by-hand'), '--audit-log', log],
  'payments/reconciler',
];
const FLAT = 180;

/** An event about the Lease, with this in its body. */
const event = (inside: string, user = 'u'): string =>
  `{"kind":"Event","apiVersion":"audit.k8s.io/v1","auditID":"1","stage":"ResponseComplete","verb":"update",` +
  `"user":{"username":"${user}"},"objectRef":{"resource":"leases","namespace":"payments","name":"reconciler",` +
  `"apiGroup":"coordination.k8s.io"},"responseStatus":{"code":200},"requestObject":{"x":${inside}},` +
  `"stageTimestamp":"2026-11-25T04:45:41.632003Z"}\n`;

const ENDLESS = (log: string): string =>
  `error: one line of ${log} has more than 256000000 bytes\n${raises('KUBECTL_LEASE_MAX_ENDLESS_LINE')}`;
const GROWS = `error: log grows, when it is unpacked, by more than 500 times\n${raises('KUBECTL_LEASE_MAX_RATIO')}`;

const logs: readonly (Omit<Row, 'words'> & { log?: string })[] = [
  {
    title: 'an audit log without end and without lines is read up to the limit',
    log: '/dev/zero',
    stderr: ENDLESS('/dev/zero'),
  },
  {
    title: 'a line of 200 MB in an audit log is passed over, and counted',
    prepare: (directory) => {
      const path = join(directory, 'log');
      writeFileSync(path, LOG);
      for (let part = 0; part < 20; part += 1) {
        writeFileSync(path, Buffer.alloc(10_000_000, part === 0 ? '{' : 'x'), { flag: 'a' });
      }
      writeFileSync(path, '\n', { flag: 'a' });
      return undefined;
    },
    ...{ code: 0, stderr: '', stdout: /1 line/ },
  },
  {
    title: 'a line of 100,000 levels in an audit log is passed over, and counted',
    files: { log: `${LOG.toString()}${event('['.repeat(100_000) + ']'.repeat(100_000))}` },
    ...{ code: 0, stderr: '', stdout: /1 line/ },
  },
  {
    title: 'a line of 5,000,000 values in an audit log is passed over, and counted',
    files: { log: `${LOG.toString()}${event(`[${'[],'.repeat(5_000_000)}[]]`)}` },
    ...{ code: 0, stderr: '', stdout: /1 line/ },
  },
  {
    title: 'a gzip bomb without lines as an audit log is not unpacked',
    files: { log: bomb(300) },
    stderr: GROWS,
  },
  {
    title: 'a gzip bomb of two thousand million empty lines is not unpacked either',
    files: { log: bombs(2000, '\n') },
    stderr: GROWS,
  },
  {
    title: 'an audit log of ever other requests on the Lease is read up to the limit',
    files: {
      log: Array.from({ length: 40 }, (_, at) => event('1', `${'u'.repeat(500_000)}${at}`)).join(
        '',
      ),
    },
    stderr: `error: what the audit logs tell of the Lease has more than 16000000 bytes\n${raises('KUBECTL_LEASE_MAX_AUDIT')}`,
  },
  {
    title: 'an audit log of more requests on the Lease than are kept is read up to the limit',
    files: { log: event('1').repeat(1001) },
    env: { KUBECTL_LEASE_MAX_REQUESTS: '1000' },
    stderr: `error: what the audit logs tell of the Lease has more than 1000 requests\n${raises('KUBECTL_LEASE_MAX_REQUESTS')}`,
  },
  {
    title: 'an audit log in a pipe that nobody writes to is named',
    prepare: (directory) => {
      execFileSync('mkfifo', [join(directory, 'log')]);
      return undefined;
    },
    ...{ code: -1, patience: 5000, stderr: 'waiting for log\n' },
  },
  {
    title: 'an audit log in a pipe that stops within is named once',
    prepare: (directory) => {
      const path = join(directory, 'log');
      execFileSync('mkfifo', [path]);
      const pipe = spawn('sh', ['-c', 'cat - > log; sleep 60'], { cwd: directory });
      pipe.stdin.on('error', () => undefined).write(LOG);
      return () => {
        pipe.kill('SIGKILL');
      };
    },
    ...{ code: -1, patience: 6000, stderr: 'waiting for log\n' },
  },
  {
    title: 'an audit log of 300 MB takes no more memory than a small one',
    prepare: (directory) => {
      const path = join(directory, 'log');
      const other = event('1').replaceAll('payments', 'elsewhere').repeat(20_000);
      writeFileSync(path, LOG);
      for (let part = 0; part < 40; part += 1) writeFileSync(path, other, { flag: 'a' });
      return undefined;
    },
    ...{ code: 0, stderr: '', stdout: /took over/ },
  },
];

export const auditRows: readonly Row[] = [
  ...logs.map(({ log = 'log', ...row }) => ({ ...row, words: history(log), memory: FLAT })),
  {
    title: 'a gzip bomb on standard input as an audit log is not unpacked',
    words: history('-'),
    stdin: bomb(300),
    memory: FLAT,
    stderr: GROWS.replace('log', 'standard input'),
  },
];
