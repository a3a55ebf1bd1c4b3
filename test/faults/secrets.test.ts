// No token, key or password appears in any stream at any verbosity, whatever goes wrong.
import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PROGRAMS } from '../program.ts';
import { close, html, leases, redirect, status, text } from './answers.ts';
import { certified } from './certificates.ts';
import { setDesk, type Entry } from './desk.ts';
import { lease, type Visit } from './fault.ts';
import { serve } from './server.ts';

const SECRETS = {
  bearer: 'bearer-5ecret-2f9c',
  password: 'basic-5ecret-81aa',
  plugin: 'plugin-5ecret-77e0',
  userinfo: 'userinfo-5ecret-c4d1',
};
const basic = Buffer.from(`robot:${SECRETS.password}`).toString('base64');
const { ca, cert, key } = certified({});
const client = certified({});
/** A line of the key is enough to find it. */
const keyLine = client.key.split('\n')[1] ?? '';
const forbidden = [
  ...Object.values(SECRETS),
  basic,
  keyLine,
  Buffer.from(client.key).toString('base64'),
];

/** What a server may do with what it was sent: the worst is to send it back. */
const answers: readonly [title: string, answer: (visit: Visit) => void][] = [
  ['answers', leases(lease('a'))],
  ['refuses', status(403, 'Forbidden', 'no')],
  ['wants another login', text(401, 'no')],
  ['sends a web page', html(200, '<html></html>')],
  [
    'redirects',
    redirect(
      302,
      () => `https://user:${SECRETS.userinfo}@elsewhere.example/?t=${SECRETS.userinfo}`,
    ),
  ],
  ['hangs up', close],
];

const echo = ({ request, response }: Visit): void => {
  const body = JSON.stringify({ kind: 'LeaseList', items: [], echoed: request.headers });
  response.setHeader('Content-Type', 'application/json').end(body);
};

/** In the words that are shown to a person: of a refusal, of another one, of a warning. */
const quoting: readonly [title: string, answer: (visit: Visit) => void][] = [403, 401, 400].map(
  (code) => [
    `quotes it in a ${code}`,
    ({ request, response }) => {
      const message = `no rights with ${request.headers.authorization ?? 'nothing'}`;
      const reason = code === 401 ? 'Unauthorized' : 'Forbidden';
      response.setHeader('Warning', `299 - "you sent ${request.headers.authorization ?? ''}"`);
      response.writeHead(code, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify({ kind: 'Status', status: 'Failure', code, reason, message }));
    },
  ],
);

interface User {
  readonly title: string;
  readonly user: object;
  readonly flags?: string;
}

describe('no secret is told', { concurrency: 2 }, () => {
  let directory = '';
  let users: User[] = [];
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-secrets-'));
    users = await usersIn(directory);
  });
  after(() => rm(directory, { recursive: true }));

  for (const [kind, program] of Object.entries(PROGRAMS)) {
    for (const [title, answer] of [
      ...answers,
      ...quoting,
      ['echoes what it was sent', echo] as const,
    ]) {
      test(`where a server ${title} (${kind})`, async () => {
        for (const user of users) await keepsQuiet(user, program, answer);
      });
    }

    test(`where the server's URL or a proxy's holds a password (${kind})`, async () => {
      const at = (scheme: string) => `${scheme}://user:${SECRETS.userinfo}@127.0.0.1:1`;
      for (const flags of [
        `--server=${at('https')}`,
        `--server=${at('http')}/%zz`,
        `--server=${at('ftp')}`,
      ]) {
        await quiet(
          { server: 'https://127.0.0.1:1' },
          {},
          `${flags} --token=${SECRETS.bearer}`,
          program,
        );
      }
      const proxied = { server: 'https://server.example', 'proxy-url': at('http') };
      await quiet(proxied, { token: SECRETS.bearer }, '', program);
      await quiet(
        { ...proxied, 'proxy-url': at('socks5') },
        {},
        `--token=${SECRETS.bearer}`,
        program,
      );
    });
  }
});

async function usersIn(directory: string): Promise<User[]> {
  const plugin = join(directory, 'plugin');
  const chatty = join(directory, 'chatty');
  const status = JSON.stringify({
    ...{ apiVersion: 'client.authentication.k8s.io/v1', kind: 'ExecCredential' },
    status: { token: SECRETS.plugin },
  });
  await writeFile(plugin, `#!/bin/sh\ncat <<'END'\n${status}\nEND\n`);
  await writeFile(chatty, `#!/bin/sh\necho ${SECRETS.plugin}\n`);
  await Promise.all([plugin, chatty].map((path) => chmod(path, 0o700)));
  const exec = (command: string) => ({
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never' },
  });
  const data = (pem: string) => Buffer.from(pem).toString('base64');
  return [
    { title: 'a token', user: { token: SECRETS.bearer } },
    { title: 'a token as a flag', user: {}, flags: `--token=${SECRETS.bearer}` },
    { title: 'a password', user: { username: 'robot', password: SECRETS.password } },
    { title: 'a plugin', user: exec(plugin) },
    { title: 'a plugin that prints the bare token', user: exec(chatty) },
    {
      title: 'a certificate',
      user: {
        'client-certificate-data': data(client.cert),
        'client-key-data': data(client.key),
      },
    },
    {
      title: 'a key that fits no certificate',
      user: { 'client-certificate-data': data(cert), 'client-key-data': data(client.key) },
    },
  ];
}

async function keepsQuiet(
  { user, flags = '' }: User,
  program: string,
  answer: (visit: Visit) => void,
): Promise<void> {
  const server = await serve({ answer, tls: { cert, key } });
  const authority = { 'certificate-authority-data': Buffer.from(ca).toString('base64') };
  try {
    await quiet({ server: server.url, ...authority }, user, flags, program);
  } finally {
    server.close();
  }
}

async function quiet(entry: Entry, user: object, flags: string, program: string): Promise<void> {
  const desk = await setDesk(entry, user);
  try {
    const line = `kubectl lease ls ${flags} -v=9 --request-timeout=1s`;
    const { stdout, stderr } = await desk.type(line, program);
    assert.notEqual(stderr, '', 'something was said');
    for (const secret of forbidden) {
      assert.ok(!(stdout + stderr).includes(secret), `${line}\n${stdout}${stderr}`);
    }
  } finally {
    await desk.clear();
  }
}
