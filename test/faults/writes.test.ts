// What is done to a write: a redirect is not followed, a lost answer is not asked for again.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { apiOver } from '../../src/cluster/api.ts';
import { noTls } from '../../src/cluster/tls.ts';
import { limitsFrom } from '../../src/limits.ts';
import { openTransport } from '../../src/cluster/transport.ts';
import { close, first, json, redirect, text, truncate } from './answers.ts';
import type { Visit } from './fault.ts';
import { serve } from './server.ts';

const PATH = '/apis/coordination.k8s.io/v1/namespaces/team-a/leases/a';

interface Write {
  readonly title: string;
  readonly answer: (visit: Visit) => void;
  readonly visits: number;
  /** Undefined where it succeeds. */
  readonly sentence?: RegExp;
}

const writes: readonly Write[] = [
  {
    title: 'a redirect, even on the same server, is not followed',
    answer: redirect(307, ({ path }) => path),
    visits: 1,
    sentence: /^error: \S+ answered a PATCH with a redirect to \S+, which is not followed$/,
  },
  {
    title: 'a lost connection says nothing of what was done: it is not sent again',
    answer: close,
    visits: 1,
    sentence: /^Unable to connect to the server: EOF$/,
  },
  {
    title: 'nor is one whose answer was cut off',
    answer: truncate,
    visits: 1,
    sentence: /^unexpected error when reading response body\. .* unexpected EOF$/,
  },
  {
    title: 'a 503 may come after the deed: it is not sent again',
    answer: text(503, 'later', { 'Retry-After': '0' }),
    visits: 1,
    sentence: /\(patch leases\.coordination\.k8s\.io a\)$/,
  },
  {
    title: 'a 429 comes before it: it is sent again',
    answer: first(1, text(429, 'slow', { 'Retry-After': '0' }), json({ kind: 'Lease' })),
    visits: 2,
  },
];

describe('of a write', () => {
  for (const { title, answer, visits, sentence } of writes) {
    test(title, async () => {
      const server = await serve({ answer });
      const api = await apiTo(server.url);
      const call = api.call({ method: 'PATCH', path: PATH, body: '{}' });
      try {
        if (sentence) await assert.rejects(call, { message: sentence });
        else assert.equal((await call).status, 200);
        assert.equal(server.visits(), visits);
      } finally {
        api.close();
        server.close();
      }
    });
  }
});

async function apiTo(server: string) {
  const connection = {
    ...{ context: '', server, namespace: 'team-a', tls: noTls, headers: [], login: undefined },
    ...{ proxy: undefined, compression: true, requestTimeout: 0, verbosity: 0 },
    limits: limitsFrom({}),
  };
  return apiOver(await openTransport(connection), connection, '0.0.0');
}
