// Readers that go away, streams that are closed and disks that are full: as kubectl does.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setDesk, type Desk } from './desk.ts';

/** More than a pipe holds, so that the reader is gone before the end is written. */
const MANY = 3000;
const AS_OF =
  'as of 2026-11-25T03:00:00Z, the newest time in many.json, which does not say when it was taken: --at TIME does\n';

/** Prints as much with no server: what is compared with. */
const KUBECTL = 'kubectl create configmap many --from-file=many.json --dry-run=client -o yaml';
const LEASE = 'kubectl lease ls -n team-a -f many.json -o yaml';

describe('standard output', () => {
  let desk: Desk;
  before(async () => {
    desk = await setDesk();
    await writeFile(join(desk.directory, 'many.json'), JSON.stringify(manyLeases()));
  });
  after(() => desk.clear());

  test('may be closed by its reader: both end with 141 and say nothing of it', async () => {
    assert.deepEqual(await desk.type(`${KUBECTL} | /usr/bin/head -1`), {
      code: 141,
      stdout: 'apiVersion: v1\n',
      stderr: '',
    });
    assert.deepEqual(await desk.type(`${LEASE} | /usr/bin/head -1`), {
      code: 141,
      stdout: 'apiVersion: kubectl-lease.github.io/v1alpha1\n',
      stderr: AS_OF,
    });
  });

  test('may be closed from the start: both succeed', async () => {
    assert.deepEqual(await desk.type(`${KUBECTL} >&-`), { code: 0, stdout: '', stderr: '' });
    assert.deepEqual(await desk.type(`${LEASE} >&-`), { code: 0, stdout: '', stderr: AS_OF });
  });

  test('may be a full disk: both say so in the same words', async () => {
    const stderr = 'error: write /dev/stdout: no space left on device\n';
    assert.deepEqual(await desk.type(`${KUBECTL} >/dev/full`), { code: 1, stdout: '', stderr });
    assert.deepEqual(await desk.type(`${LEASE} >/dev/full`), {
      code: 1,
      stdout: '',
      stderr: AS_OF + stderr,
    });
  });
});

function manyLeases(): object {
  const lease = (index: number) => ({
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { name: `lease-${index}`, namespace: 'team-a' },
    spec: { holderIdentity: `holder-${index}`, renewTime: '2026-11-25T03:00:00.000000Z' },
  });
  return {
    apiVersion: 'v1',
    kind: 'List',
    items: Array.from({ length: MANY }, (_, i) => lease(i)),
  };
}
