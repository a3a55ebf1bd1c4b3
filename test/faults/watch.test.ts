// A watch outlives what happens to connections: a loopback server really does it to it.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { createInterface } from 'node:readline';
import { after, describe, test } from 'node:test';
import { PROGRAMS } from '../program.ts';
import {
  close,
  closeServers,
  drop,
  leaseOf,
  listed,
  refuse,
  serve,
  status,
  watched,
  written,
  type Handler,
} from './watch-server.ts';

after(closeServers);

/** The first `count` lines of the watch: HOLDER and STANDING of each; then it is ended. */
async function watch(
  program: string,
  url: string,
  count: number,
  milliseconds = 20_000,
): Promise<{ rows: string[]; stderr: string }> {
  const [command, ...args] = [
    ...program.split(' '),
    'ls',
    '-w',
    '--no-headers',
    '--server',
    url,
    '--token',
    't',
  ];
  const child = spawn(command, args, {
    env: { HOME: '/nonexistent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const rows: string[] = [];
  const timer = setTimeout(() => child.kill(), milliseconds);
  for await (const line of createInterface(child.stdout)) {
    rows.push(line.split(/ +/).slice(3, 5).join(' '));
    if (rows.length === count) break;
  }
  clearTimeout(timer);
  await endOf(child);
  return { rows, stderr };
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.kill('SIGINT')) await once(child, 'exit');
}

const resumedAt = (hits: readonly string[]) =>
  hits.map((url) => /resourceVersion=(\d+)/.exec(url)?.[1] ?? 'list');

const isRead = (url: string) => url.endsWith('/leases/x');

/** A holder that was last heard of when it was listed; `read` answers who asks for its Lease. */
function silentHolder(read: (lease: object, response: ServerResponse) => void): Handler {
  let lease: object | undefined;
  return (request, response) => {
    lease ??= leaseOf('a', '4', 4);
    if (isRead(request.url ?? '')) read({ kind: 'Lease', ...lease }, response);
    else if (request.url?.includes('watch=true')) watched([])(request, response);
    else listed('5', lease)(request, response);
  };
}

for (const [kind, program] of Object.entries(PROGRAMS)) {
  describe(`ls -w (${kind})`, () => {
    const rows: [
      title: string,
      handlers: [Handler, ...Handler[]],
      rows: string[],
      hits: string[],
    ][] = [
      [
        'goes on from the last event when the server closes the watch',
        [
          listed('5', leaseOf('a', '4')),
          watched([written(leaseOf('b', '7'))], close),
          watched([written(leaseOf('c', '9'))]),
        ],
        ['a held', 'b held', 'c held'],
        ['list', '5', '7'],
      ],
      [
        'goes on from the last bookmark',
        [
          listed('5', leaseOf('a', '4')),
          watched(
            [{ type: 'BOOKMARK', object: { kind: 'Lease', metadata: { resourceVersion: '8' } } }],
            close,
          ),
          watched([written(leaseOf('c', '9'))]),
        ],
        ['a held', 'c held'],
        ['list', '5', '8'],
      ],
      [
        'goes on when the connection breaks, and loses and repeats nothing',
        [
          listed('5', leaseOf('a', '4')),
          watched([written(leaseOf('b', '7'))], drop),
          watched([written(leaseOf('b', '7')), written(leaseOf('c', '9'))]),
        ],
        ['a held', 'b held', 'c held'],
        ['list', '5'],
      ],
      [
        'lists again when its place is too old, and repeats no row',
        [
          listed('5', leaseOf('a', '4')),
          watched([{ type: 'ERROR', object: status(410, 'Expired') }], close),
          listed('20', leaseOf('a', '4')),
          watched([written(leaseOf('c', '21'))]),
        ],
        ['a held', 'c held'],
        ['list', '5', 'list', '20'],
      ],
      [
        'lists again when a watch is refused as too old',
        [
          listed('5', leaseOf('a', '4')),
          refuse(410, 'Expired'),
          listed('20', leaseOf('b', '19')),
          watched([]),
        ],
        ['a held', 'b held'],
        ['list', '5', 'list'],
      ],
      [
        'goes on when the server is overloaded for a while',
        [
          listed('5', leaseOf('a', '4')),
          refuse(503, 'ServiceUnavailable'),
          watched([written(leaseOf('c', '9'))]),
        ],
        ['a held', 'c held'],
        ['list', '5', '5'],
      ],
    ];
    for (const [title, handlers, expected, hits] of rows) {
      test(title, async () => {
        const server = await serve(...handlers);
        const { rows: seen } = await watch(program, server.url, expected.length);
        assert.deepEqual(seen, expected);
        assert.deepEqual(resumedAt(server.hits).slice(0, hits.length), hits);
      });
    }

    test('prints that a silent holder is late and expired, although no event comes', async () => {
      const server = await serve(
        silentHolder((lease, response) => response.end(JSON.stringify(lease))),
      );
      const { rows: seen } = await watch(program, server.url, 3);
      assert.deepEqual(seen, ['a held', 'a late', 'a expired']);
    });

    test('says nothing of a silent holder while the API server cannot be heard', async () => {
      const refusals = 12;
      const server = await serve(
        silentHolder((lease, response) => {
          const reads = server.hits.filter(isRead).length;
          if (reads <= refusals) response.writeHead(500).end('no');
          else response.end(JSON.stringify(lease));
        }),
      );
      const { rows: seen, stderr } = await watch(program, server.url, 2);
      assert.deepEqual(seen, ['a held', 'a expired']);
      assert.match(stderr, /^Nothing is said of any holder until the API server answers\.$/m);
      assert.match(stderr, /^The API server answers again\.$/m);
    });

    test('asks a server that ends every watch at once less and less often', async () => {
      const server = await serve(listed('5', leaseOf('a', '4')), watched([], close));
      const started = Date.now();
      await watch(program, server.url, 2, 3000);
      const allowed = 4 + (Date.now() - started) / 1000;
      assert.ok(server.hits.length <= allowed, `${server.hits.length} requests`);
    });

    test('goes on after an error that is no end of its place, without a new list', async () => {
      const server = await serve(
        listed('5', leaseOf('a', '4')),
        watched([{ type: 'ERROR', object: status(500, 'InternalError') }], close),
        watched([written(leaseOf('c', '9'))]),
      );
      const { rows: seen } = await watch(program, server.url, 2);
      assert.deepEqual(seen, ['a held', 'c held']);
      assert.deepEqual(resumedAt(server.hits), ['list', '5', '5']);
    });

    test('ends when the server refuses for good', async () => {
      const server = await serve(listed('5'), refuse(403, 'Forbidden'));
      const { rows: seen, stderr } = await watch(program, server.url, 1);
      assert.deepEqual(seen, []);
      assert.match(stderr, /^Error from server \(Forbidden\): Forbidden$/m);
    });
  });
}
