import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clockFor, versionOnce } from '../../src/lease/server-version.ts';
import { clock, lease, type LeaseOptions } from './leases.ts';

const rows: [title: string, leases: LeaseOptions[], requests: number][] = [
  ['is not asked for where every clock is right', [{}, { skew: 1 }], 0],
  ['is not asked for where nothing is listed', [], 0],
  ['is asked for where one clock is ahead', [{}, { skew: 3600 }, {}], 1],
  ['is asked for where one clock is behind', [{ skew: -3600 }], 1],
];
for (const [title, leases, requests] of rows) {
  test(`the version of the server ${title}`, async () => {
    let asked = 0;
    const version = () => {
      asked += 1;
      const value = { major: 1, minor: 36, gitVersion: 'v1.36.3' };
      return Promise.resolve({ seen: true, value } as const);
    };
    const withVersion = versionOnce({ version });
    for (let again = 0; again < 3; again++) {
      const { restamps } = await clockFor(leases.map(lease), clock(), withVersion);
      assert.equal(restamps, requests > 0 ? true : undefined);
    }
    assert.equal(asked, requests);
  });
}

test('a server that does not tell its version is not asked again', async () => {
  let asked = 0;
  const version = () => {
    asked += 1;
    return Promise.resolve({ seen: false, why: 'forbidden' } as const);
  };
  const withVersion = versionOnce({ version });
  for (let again = 0; again < 3; again++) {
    assert.equal((await withVersion(clock())).restamps, undefined);
  }
  assert.equal(asked, 1);
});
