// -v tells what goes over the wire, in the form of kubectl's log, and nothing that is secret.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { PROGRAMS } from '../program.ts';
import { first, json, text } from './answers.ts';
import { setDesk } from './desk.ts';
import { lease, leaseList, type Visit } from './fault.ts';
import { serve } from './server.ts';

const PATH = '/apis/coordination.k8s.io/v1/namespaces/team-a/leases';
const LINE = String.raw`I\d{4} \d\d:\d\d:\d\d\.\d{6} +\d+ kubectl-lease\] `;
const list = json(leaseList(Array.from({ length: 20 }, (_, at) => lease(`lease-${at}`))));

async function logOf(program: string, flags: string, answer: (visit: Visit) => void = list) {
  const server = await serve({ answer });
  const desk = await setDesk({ server: server.url });
  try {
    const told = await desk.type(`kubectl lease ls ${flags} >/dev/null`, program);
    return { ...told, stderr: ofLeases(told.stderr), all: told.stderr };
  } finally {
    server.close();
    await desk.clear();
  }
}

/** Without the review by which the server's clock is measured meanwhile: this server has none. */
function ofLeases(stderr: string): string {
  const entries = stderr.split(/(?=^I\d{4} )/m);
  return entries
    .filter((it) => !/selfsubjectaccessreviews|Response Body" body=""/.test(it))
    .join('');
}

for (const [kind, program] of Object.entries(PROGRAMS)) {
  describe(`-v (${kind})`, () => {
    test('below 6 says nothing', async () => {
      assert.equal((await logOf(program, '-v=5')).stderr, '');
    });

    test('6 tells method, URL, status and milliseconds of every request', async () => {
      const again = first(1, text(429, 'slow', { 'Retry-After': '0' }), list);
      const { stderr, all } = await logOf(program, '-v 6', again);
      const request = (status: string) =>
        String.raw`${LINE}"Response" verb="GET" url="http://127\.0\.0\.1:\d+${PATH}\?limit=\d+" status="${status}" milliseconds=\d+\n`;
      assert.match(stderr, new RegExp(`^${request('429 Too Many Requests')}${request('200 OK')}$`));
      assert.match(all, /verb="POST" url=".*\/selfsubjectaccessreviews" status="404 Not Found"/);
    });

    test('7 tells the headers of the request as well', async () => {
      const { stderr } = await logOf(program, '--v=7');
      const headers = String.raw`headers=<\n\tAccept: .*\n\tUser-Agent: kubectl-lease/v.*\n >\n`;
      assert.match(stderr, new RegExp(`^${LINE}"Request" verb="GET" url=".*" ${headers}${LINE}`));
      assert.doesNotMatch(stderr, /Response Body/);
    });

    test('8 tells the headers of the answer and the beginning of its body', async () => {
      const { stderr } = await logOf(program, '-v8');
      assert.match(stderr, /"Response" .* headers=<\n\tcontent-type: application\/json\n/);
      assert.match(stderr, /"Response Body" body="\{.{900,1600} \[truncated \d+ chars\]"\n$/);
    });

    test('9 tells more of the body', async () => {
      const { stderr } = await logOf(program, '-v=9');
      assert.match(stderr, /"Response Body" body="\{.*lease-19.*\}"\n$/);
    });

    test('refuses what is no number in the words of pflag', async () => {
      const { stderr, code } = await logOf(program, '-v=x');
      const words =
        'error: invalid argument "x" for "-v, --v" flag: strconv.ParseInt: parsing "x": invalid syntax\n';
      assert.ok(stderr.startsWith(words), stderr);
      assert.equal(code, 1);
    });
  });
}
