// What this plugin does about credential plugins where kubectl does less: it sends a refused request
// again with what a second run gave, and does not wait for ever for one that can ask nobody.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { apply } from '../cluster/kubectl.ts';
import { auditSize, lister } from './audit.ts';
import { layOut } from './files.ts';
import { execUser, kubeconfig } from './kubeconfig.ts';
import { credential, plugin } from './plugin.ts';
import { programs } from './programs.ts';
import { run, type Outcome } from './run.ts';
import { openWorld } from './world.ts';

const ours = programs(testCluster()).filter(({ name }) => name !== 'kubectl');
const world = await openWorld();
const { namespace, cluster } = world;
const lease = { namespace, name: 'lease' };
await apply(cluster, [
  {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: lease,
    spec: { holderIdentity: 'reconciler-5d4f8-abcde_1', leaseDurationSeconds: 15 },
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { namespace, name: 'robot' },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'admin' },
    subjects: [{ kind: 'ServiceAccount', namespace, name: 'robot' }],
  },
]);

let count = 0;

/** The directory of a user whose plugin is this script. */
function directoryWith(script: string, exec: object = {}): string {
  count += 1;
  const directory = join(world.directory, `plugin-${count}`);
  mkdirSync(directory);
  const user = execUser(exec);
  const server = { server: cluster.server, 'certificate-authority': world.ca };
  layOut(directory, {
    files: { config: kubeconfig({ cluster: server, user }), 'bin/plugin': script },
  });
  return directory;
}

function runs(directory: string): number {
  const note = join(directory, 'note');
  return existsSync(note) ? readFileSync(note, 'utf8').split('\n').length - 1 : 0;
}

function quiet({ stdout, stderr }: Outcome): void {
  for (const secret of world.secrets) assert.ok(!(stdout + stderr).includes(secret), 'a secret');
}

const TELL = 'echo ran >> note';
const good = credential({ token: world.tokens.robot });
const bad = credential({ token: 'swordfish' });
/** The first run gives what the server does not take. */
const second = plugin(good, `[ -e note ] || { ${TELL}; echo '${bad}'; exit; }`, TELL);

describe('credential plugins', () => {
  after(() => world.close());
  for (const { name, command } of ours) {
    test(`${name}: a refused token is followed by one more run, whose token is used`, async () => {
      const directory = directoryWith(second);
      const from = await auditSize(cluster);
      const subject = `${namespace}-${name}`;
      const outcome = await run([...command, 'ls', '-n', subject], {}, directory);
      const asked = await lister(cluster, from, (listed) => listed.namespace === subject);
      assert.equal(asked?.identity.username, world.users.robot);
      assert.equal(runs(directory), 2);
      quiet(outcome);
    });

    test(`${name}: a certificate that is refused is replaced on a connection of its own`, async () => {
      const stranger = readFileSync(join(world.directory, 'other', 'pki', 'nobody.crt'), 'utf8');
      const key = readFileSync(join(world.directory, 'other', 'pki', 'nobody.key'), 'utf8');
      const wrong = credential({ clientCertificateData: stranger, clientKeyData: key });
      const script = plugin(good, `[ -e note ] || { ${TELL}; cat wrong; exit; }`, TELL);
      const directory = directoryWith(script);
      layOut(directory, { files: { wrong } });
      const outcome = await run([...command, 'ls', '-n', namespace], {}, directory);
      assert.equal(outcome.code, 0, outcome.stderr);
      assert.equal(runs(directory), 2);
      quiet(outcome);
    });

    test(`${name}: what a plugin says on stderr reaches the user`, async () => {
      const directory = directoryWith(plugin(good, 'echo "open https://login.example" >&2'));
      const outcome = await run([...command, 'ls', '-n', namespace], {}, directory);
      assert.equal(outcome.code, 0, outcome.stderr);
      assert.match(outcome.stderr, /^open https:\/\/login\.example$/m);
    });

    test(`${name}: one run serves all requests of a command`, async () => {
      const directory = directoryWith(plugin(good, TELL));
      const outcome = await run([...command, 'who-holds', 'lease', '-n', namespace], {}, directory);
      assert.ok(outcome.stdout.includes('reconciler-5d4f8-abcde'), outcome.stderr);
      assert.equal(runs(directory), 1);
    });

    test(`${name}: credentials that have expired are made anew for the next request`, async () => {
      const expired = { token: world.tokens.robot, expirationTimestamp: '2020-01-01T00:00:00Z' };
      const directory = directoryWith(plugin(credential(expired), TELL));
      const outcome = await run([...command, 'who-holds', 'lease', '-n', namespace], {}, directory);
      assert.ok(outcome.stdout.includes('reconciler-5d4f8-abcde'), outcome.stderr);
      assert.ok(runs(directory) > 1);
    });

    test(`${name}: nothing that a plugin prints is told when it is no credential`, async () => {
      const directory = directoryWith(plugin(`${world.tokens.robot}\nsesame: {`));
      const outcome = await run([...command, 'ls', '-n', namespace], {}, directory);
      assert.equal(outcome.code, 1);
      quiet(outcome);
    });
  }

  test('one that can ask nobody is waited for a minute, and ended', async () => {
    await Promise.all(
      ours.map(async ({ command }) => {
        const directory = directoryWith(plugin(good, 'echo $$ > pid; exec sleep 300'));
        const started = Date.now();
        const outcome = await run([...command, 'ls', '-n', namespace], {}, directory, 90_000);
        const seconds = (Date.now() - started) / 1000;
        assert.match(
          outcome.stderr,
          /getting credentials: exec: executable .* did not answer within 60s/,
        );
        assert.ok(seconds > 59 && seconds < 70, `it took ${seconds} s`);
        const pid = readFileSync(join(directory, 'pid'), 'utf8').trim();
        assert.ok(!existsSync(`/proc/${pid}`), 'the plugin still runs');
      }),
    );
  });
});
