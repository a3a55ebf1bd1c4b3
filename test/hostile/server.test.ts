// What an API server answers: nothing of it forges a line, and what has lines is quoted.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { Outcome } from '../program.ts';
import { forgesNothing, hasTheLinesOf, isNoWider, isPrintable } from './judged.ts';
import { Program } from './program.ts';
import { HARMLESS, VALUES } from './values.ts';

let program = new Program();
let answer: (response: ServerResponse) => void = () => undefined;
const server = createServer((request, response) => {
  request.resume();
  // The clock is measured beside what is asked for, and which of the two answers first is chance.
  if (request.url?.includes('selfsubjectaccessreviews') === true) response.writeHead(404).end();
  else answer(response);
});
let url = '';

before(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

after(async () => {
  server.close();
  server.closeAllConnections();
  await program.end();
});

const JSON_TYPE = { 'Content-Type': 'application/json' };

function status(code: number, fields: object): typeof answer {
  const body = { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, ...fields };
  return (response) => response.writeHead(code, JSON_TYPE).end(JSON.stringify(body));
}

const text =
  (code: number, type: string, body: string): typeof answer =>
  (response) =>
    response.writeHead(code, { 'Content-Type': type }).end(body);

/** Each is told once. */
let warnings = 0;

/** A header holds bytes from 0x20 on, and quotes its text; Node takes each byte for a character. */
function warned(value: string): typeof answer {
  const bytes = Buffer.from(value.toWellFormed().slice(0, 3000)).toString('latin1');
  const quoted = bytes.replaceAll(/[^ -~\x80-\xff]/g, '').replaceAll(/["\\]/g, '\\$&');
  const list = { kind: 'LeaseList', apiVersion: 'coordination.k8s.io/v1', metadata: {}, items: [] };
  return (response) =>
    response
      .writeHead(200, { ...JSON_TYPE, Warning: `299 - "Zq ${(warnings += 1)} ${quoted}"` })
      .end(JSON.stringify(list));
}

const ANSWERS: Readonly<Record<string, (value: string) => typeof answer>> = {
  'the message of a refusal': (value) =>
    status(403, { reason: 'Forbidden', message: `leases is forbidden: ${value}` }),
  'the reason of a refusal': (value) => status(403, { reason: `Zq${value}`, message: 'no' }),
  'the message of an error without a reason': (value) => status(500, { message: `Zq${value}` }),
  'the message behind "not found"': (value) => status(404, { reason: 'NotFound', message: value }),
  'the message behind a login': (value) => status(401, { reason: 'Unauthorized', message: value }),
  'a refusal in plain text': (value) => text(403, 'text/plain', `Zq${value}`),
  'an error in plain text': (value) => text(500, 'text/plain', `Zq${value}`),
  'the kind of what is no list': (value) =>
    text(200, 'application/json', JSON.stringify({ kind: `Zq${value}`, apiVersion: 'v1' })),
  'a warning': warned,
};

const LINES: Readonly<Record<string, readonly string[]>> = {
  ls: ['ls'],
  'who-holds': ['who-holds', 'x'],
  describe: ['describe', 'x', '--watch-for', '0'],
  'force-release': ['force-release', 'x', '--reason', 'hangs', '--yes'],
  'ls -v=9': ['ls', '-v=9'],
};

/** Lines that are quoted of a server's text count as one with the line above them. */
function folded({ stderr, ...others }: Outcome): Outcome {
  // The log of -v has times of its own.
  const lines = stderr.split('\n').filter((line) => !/^(?: {2}\| |I\d{4} |\t)/.test(line));
  return { ...others, stderr: lines.join('\n') };
}

describe('a server whose text is hostile', () => {
  for (const [what, answerOf] of Object.entries(ANSWERS)) {
    for (const [title, line] of Object.entries(LINES)) {
      test(`${what} forges no line of "kubectl lease ${title}"`, async () => {
        const came = async (value: string): Promise<Outcome> => {
          // One process shows a hundred warnings, and here it runs many commands.
          if (warnings > 50) {
            await program.end();
            program = new Program();
            warnings = 0;
          }
          answer = answerOf(value);
          return program.type([...line, '-n', 'n', '-s', url]);
        };
        const harmless = await came(HARMLESS);
        assert.notEqual(harmless.stderr, '');
        const wrong: string[] = [];
        for (const [name, value] of Object.entries(VALUES)) {
          const outcome = await came(value);
          try {
            // The log of -v indents headers by tabs.
            isPrintable({ ...outcome, stderr: outcome.stderr.replaceAll('\n\t', '\n') });
            forgesNothing(folded(outcome));
            assert.doesNotMatch(outcome.stderr, /internal error/);
            if (!title.includes('-v')) isNoWider(outcome, 'lines');
            hasTheLinesOf(folded(outcome), folded(harmless));
          } catch (thrown) {
            wrong.push(`${name}: ${(thrown as Error).message.slice(0, 600)}`);
          }
        }
        assert.deepEqual(wrong, []);
      });
    }
  }

  test('a message of several lines is quoted below its first, as a webhook wrote it', async () => {
    answer = status(400, {
      reason: 'BadRequest',
      message:
        'admission webhook "p" denied the request: [a] no owner\n[b] no ticket\nerror: forged',
    });
    const { stderr, code } = await program.type(['ls', '-n', 'n', '-s', url]);
    assert.equal(
      stderr,
      'Error from server (BadRequest): Unable to list "coordination.k8s.io/v1, Resource=leases": admission webhook "p" denied the request: [a] no owner\n' +
        '  | [b] no ticket\n  | error: forged\n',
    );
    assert.equal(code, 1);
  });
});
