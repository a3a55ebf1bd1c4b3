// No answer costs more requests than it may.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { test } from 'node:test';
import { openArchive } from '../../src/archive/archive.ts';
import { leaseFrom } from '../../src/lease/lease.ts';
import { sparing } from '../../src/lease/sparing.ts';
import { rawPod } from './holder-scene.ts';
import { rawLease } from './leases.ts';

test('what is asked beyond the requests that there are is not seen, and says so', async () => {
  const items = [rawLease(), rawPod({ name: 'a' })];
  const archive = await openArchive({
    path: '-',
    at: 0,
    stdin: Readable.from([JSON.stringify({ apiVersion: 'v1', kind: 'List', items })]),
    note: () => Promise.resolve(),
  });
  const evidence = sparing(archive, 3);
  const { lease } = await evidence.lease(leaseFrom(rawLease()).ref);
  assert.equal(lease.ref.name, 'reconciler');
  assert.equal((await evidence.version()).seen, false);
  const look = { resource: 'pods', namespace: 'payments' } as const;
  assert.equal((await evidence.look(look)).seen, true);
  const spent = { seen: false, why: 'not looked at: 3 requests were spent' };
  assert.deepEqual(await evidence.look(look), spent);
  assert.deepEqual(await evidence.version(), spent);
});
