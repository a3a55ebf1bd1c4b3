// A proxy that takes the connection and never answers: nothing waits for it without end.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { after, describe, test } from 'node:test';
import { PROGRAMS, runLine } from '../program.ts';

const taken = new Set<Socket>();
const proxy = createServer((socket) => {
  taken.add(socket);
  socket.on('error', () => undefined);
});
proxy.listen(0, '127.0.0.1');
await once(proxy, 'listening');
const { port } = proxy.address() as AddressInfo;

after(() => {
  for (const socket of taken) socket.destroy();
  proxy.close();
});

const WAYS: [title: string, scheme: string, flags: string, stderr: RegExp, seconds: number][] = [
  ['an http proxy', 'http', '', /within 10s/, 20],
  ['an http proxy and --request-timeout', 'http', '--request-timeout=2s', /timed out after 2s/, 8],
  ['a socks5 proxy', 'socks5', '', /within 10s|timed out|timeout/i, 20],
];

for (const [kind, program] of Object.entries(PROGRAMS)) {
  describe(`a silent proxy (${kind})`, () => {
    for (const [title, scheme, flags, stderr, seconds] of WAYS) {
      test(`${title}: it ends, and says so`, async () => {
        const before = taken.size;
        const started = Date.now();
        const env = { HTTPS_PROXY: `${scheme}://127.0.0.1:${port}` };
        const line = `kubectl lease ls --server https://api.invalid --token t ${flags}`;
        const outcome = await runLine(line, { env, program });
        assert.equal(outcome.code, 1);
        assert.match(outcome.stderr, stderr);
        assert.ok(taken.size > before, 'the fault hit');
        assert.ok(Date.now() - started < seconds * 1000, `${Date.now() - started} ms`);
      });
    }
  });
}
