// The package: what is in it, and what the real Krew and its validator make of it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import packageJson from '../../package.json' with { type: 'json' };
import { pack } from '../../scripts/package.ts';
import { hostPlatform } from '../../scripts/package/platform.ts';
import { DIST, KREW_MANIFEST } from '../../scripts/paths.ts';
import { run } from '../../scripts/run.ts';
import { testCluster } from '../cluster/cluster.ts';
import { setDesk, type Desk } from './desk.ts';

const ARCHIVE = join(DIST, hostPlatform().archive);
const sha256 = async () =>
  createHash('sha256')
    .update(await readFile(ARCHIVE))
    .digest('hex');

describe('the package', () => {
  const cluster = testCluster();
  let desk: Desk;
  let krewRoot: string;
  before(async () => {
    await pack();
    desk = await setDesk();
    krewRoot = await mkdtemp(join(tmpdir(), 'kubectl-lease-krew-'));
  });
  after(async () => {
    await desk.clear();
    await rm(krewRoot, { recursive: true });
  });

  test('holds the program, executable, and the licence, owned by nobody and of no time', async () => {
    const listing = await run('tar', ['-tvzf', ARCHIVE, '--numeric-owner'], {
      ...process.env,
      TZ: 'UTC',
    });
    const entries = listing
      .trim()
      .split('\n')
      .map((line) => line.split(/ +/));
    assert.deepEqual(
      entries.map(([mode, owner, , day, time, name]) => [mode, owner, day, time, name].join(' ')),
      ['-rw-r--r-- 0/0 1970-01-01 00:00 LICENSE', '-rwxr-xr-x 0/0 1970-01-01 00:00 kubectl-lease'],
    );
  });

  test('is the same, byte for byte, when it is packed again', async () => {
    const first = await sha256();
    await pack();
    assert.equal(await sha256(), first);
  });

  test('has a manifest with its version and its checksum, and nothing left to fill in', async () => {
    const manifest = await readFile(KREW_MANIFEST, 'utf8');
    assert.match(manifest, new RegExp(`^ {2}version: v${packageJson.version}$`, 'm'));
    assert.match(manifest, new RegExp(`^ +sha256: '${await sha256()}'$`, 'm'));
    assert.doesNotMatch(manifest, /\{\{/);
    const [, short = ''] = /^ {2}shortDescription: (.*)$/m.exec(manifest) ?? [];
    assert.ok(short.length > 0 && short.length <= 50, short);
    for (const line of manifest.split('\n'))
      assert.ok(line.length <= 80 || /^ +(uri|sha256):/.test(line), line);
  });

  test('is installed by Krew, and kubectl lease ls -A answers through it', async () => {
    const env = { KREW_ROOT: krewRoot, KUBECONFIG: cluster.kubeconfig };
    await rm(join(desk.bin, 'kubectl-lease'));
    await symlink(join(cluster.bin, 'krew'), join(desk.bin, 'kubectl-krew'));
    const install = `kubectl krew install --manifest=${KREW_MANIFEST} --archive=${ARCHIVE}`;
    const installed = await desk.type(install, env);
    assert.equal(installed.code, 0, installed.stderr);
    const PATH = `${desk.bin}:${join(krewRoot, 'bin')}`;
    const { code, stdout } = await desk.type('kubectl lease ls -A', { ...env, PATH });
    assert.equal(code, 0);
    assert.match(stdout, /^kube-system +kube-scheduler +election +/m);
  });

  test('is accepted by the validator of the Krew index, which installs it from its address', async () => {
    const served: string[] = [];
    const server = await serveArchive(served);
    try {
      const { port } = server.address() as AddressInfo;
      const manifest = (await readFile(KREW_MANIFEST, 'utf8')).replace(
        /uri: .*\//,
        `uri: http://127.0.0.1:${port}/`,
      );
      // The validator takes the plugin's name from the file's.
      const path = join(desk.directory, 'lease.yaml');
      await writeFile(path, manifest);
      const validated = await desk.type(`${cluster.bin}/validate-krew-manifest -manifest ${path}`);
      assert.equal(validated.code, 0, validated.stderr);
      assert.deepEqual(served, [`/${hostPlatform().archive}`]);
    } finally {
      server.close();
    }
  });
});

/** Notes what it was asked for. */
async function serveArchive(served: string[]): Promise<Server> {
  const server = createServer((request, response) => {
    served.push(request.url ?? '');
    createReadStream(ARCHIVE).pipe(response);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}
