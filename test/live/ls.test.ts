// ls against a real API server.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { testCluster } from '../cluster/cluster.ts';
import { createAll } from '../cluster/create-all.ts';
import { createNamespace, kubectl, mustKubectl } from '../cluster/kubectl.ts';
import { waitFor } from '../cluster/wait.ts';
import { PROGRAMS } from '../program.ts';
import { conforms } from '../schemas/conforms.ts';
import { createLease, electionSpec, lease } from './live.ts';

const cluster = testCluster();

interface ListDocument {
  readonly items: { readonly lease: { metadata: { resourceVersion: string; name: string } } }[];
}

for (const [kind, program] of Object.entries(PROGRAMS)) {
  describe(`ls (${kind})`, () => {
    test('lists what kubectl lists', async () => {
      const first = (line: string) => line.split(/\s+/).slice(0, 2).join('/');
      // Leases of other tests go meanwhile: both have to be asked at one moment.
      await waitFor('both to list the same', async (saw) => {
        const [ours, kubectls] = await Promise.all([
          lease(cluster, 'ls -A --kind all --no-headers', program),
          kubectl(cluster, ['get', 'leases', '-A', '--no-headers']),
        ]);
        assert.deepEqual([ours.stderr, ours.code], ['', 0]);
        const [left, right] = [rows(ours.stdout).map(first), rows(kubectls.stdout).map(first)];
        saw(`${left.join(' ')}, not ${right.join(' ')}`);
        return isDeepStrictEqual(left, right) ? true : undefined;
      });
    });

    test('leaves heartbeats to the server to leave out, and asks for nothing but the list', async () => {
      const mark = `of-this-test=${kind}`;
      const { stdout, stderr } = await lease(
        cluster,
        `ls -A -l '!${mark.split('=')[0] ?? ''}'`,
        program,
      );
      assert.doesNotMatch(stdout, /kube-node-lease/);
      assert.equal(stderr, 'namespace kube-node-lease is not listed: -A --kind all\n');
      const before = audited().length;
      await lease(cluster, `ls -A -l ${mark}`, program);
      const requests = audited()
        .slice(before)
        .map(({ requestURI }) => requestURI)
        .filter((uri) => uri.includes('of-this-test'));
      assert.deepEqual(requests, [
        `/apis/coordination.k8s.io/v1/leases?limit=500&labelSelector=${encodeURIComponent(mark)}&fieldSelector=metadata.namespace%21%3Dkube-node-lease`,
      ]);
    });

    test('looks for heartbeats where they are', async () => {
      const { stdout } = await lease(cluster, 'ls --kind node --no-headers', program);
      assert.match(stdout, /^kube-node-lease +worker-1 +node +worker-1 +held /);
    });

    test('carries each Lease exactly as the server gave it', async (t) => {
      const namespace = await createNamespace(cluster, t);
      await createLease(cluster, namespace, 'exact', electionSpec('somebody'));
      const { stdout } = await lease(cluster, `ls -n ${namespace} -o json`, program);
      const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/exact`;
      const raw: unknown = JSON.parse(await mustKubectl(cluster, ['get', '--raw', path]));
      assert.deepEqual(
        (JSON.parse(stdout) as ListDocument).items.map((item) => item.lease),
        [raw],
      );
    });

    test('follows pages to the end', async (t) => {
      const namespace = await createNamespace(cluster, t);
      const names = Array.from({ length: 620 }, (_, at) => `page-${String(at).padStart(3, '0')}`);
      const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases`;
      await createAll(
        cluster,
        names.map((name) => ({ path, body: { metadata: { name } } })),
      );
      const expected = names.map((name) => `lease.coordination.k8s.io/${name}`);
      const { stdout } = await lease(cluster, `ls -n ${namespace} -o name`, program);
      assert.deepEqual(rows(stdout), expected);
      const { stdout: json } = await lease(cluster, `ls -n ${namespace} -o json`, program);
      const listed = (JSON.parse(json) as ListDocument).items.map(
        (item) => item.lease.metadata.name,
      );
      assert.deepEqual(listed, names);
    });

    test('selects by label on the server', async (t) => {
      const namespace = await createNamespace(cluster, t);
      await createLease(cluster, namespace, 'a', {});
      await createLease(cluster, namespace, 'b', {});
      await mustKubectl(cluster, ['label', 'lease', 'b', '-n', namespace, 'app=x']);
      const { stdout } = await lease(
        cluster,
        `ls -n ${namespace} -l 'app in (x, y)' -o name`,
        program,
      );
      assert.equal(stdout, 'lease.coordination.k8s.io/b\n');
    });

    test('shows a Lease without any field, and one whose holder is hostile', async (t) => {
      const namespace = await createNamespace(cluster, t);
      await createLease(cluster, namespace, 'nothing', {});
      await createLease(cluster, namespace, 'hostile', electionSpec('a\u001b[2J\u202eb\u009bc\rd'));
      const { stdout, code } = await lease(cluster, `ls -n ${namespace} --no-headers`, program);
      assert.match(stdout, /^hostile +election +a\^\[\[2J\\u\{202e\}b\\u\{9b\}c\.\.\. +held /m);
      assert.match(stdout, /^nothing +unknown +never held +\d+s$/m);
      assert.equal(code, 0);
    });
  });
}

describe('ls -A of a user who may list one namespace alone', () => {
  test('says within its document, too, that the others were not seen, and cannot vouch for them', async (t) => {
    const name = 'list-one';
    await mustKubectl(cluster, [
      ...['create', 'role', name, '-n', 'default', '--verb=list', '--resource=leases'],
    ]);
    await mustKubectl(cluster, [
      ...['create', 'rolebinding', name, '-n', 'default', `--role=${name}`, '--user=lister'],
    ]);
    t.after(() => mustKubectl(cluster, ['delete', 'role,rolebinding', name, '-n', 'default']));
    const outcome = await lease(cluster, 'ls -A --as lister -o json --fail-on expired');
    const document = JSON.parse(outcome.stdout) as { otherNamespaces?: object };
    conforms('LeaseList', document);
    assert.deepEqual(document.otherNamespaces, {
      seen: false,
      why: "you may not list Leases in all namespaces: these are of namespace default, which is the context's",
    });
    assert.equal(outcome.code, 6);
  });
});

const SAME_WORDS: [title: string, args: string][] = [
  ['an empty namespace', '-n default'],
  ['a user who may not list', '-n default --as nobody'],
  ['a user who may not list the cluster', '-A --as nobody'],
  ['a selector that is none', "-n default -l 'a in (b'"],
];

describe('ls says what kubectl says', () => {
  for (const [title, args] of SAME_WORDS) {
    test(`of ${title}`, async () => {
      const ours = await lease(cluster, `ls ${args}`);
      const words = args.match(/'[^']*'|\S+/g)?.map((word) => word.replaceAll("'", '')) ?? [];
      const kubectls = await kubectl(cluster, ['get', 'leases.coordination.k8s.io', ...words]);
      assert.equal(firstLine(ours.stderr), firstLine(kubectls.stderr));
      assert.equal(ours.code, kubectls.code);
    });
  }
});

/** Without kubectl's own log lines, and our line about what is not listed. */
function firstLine(stderr: string): string | undefined {
  return stderr.split('\n').find((line) => !/^E\d{4} |^namespace kube-node-lease/.test(line));
}

function rows(stdout: string): string[] {
  return stdout.split('\n').filter((line) => line !== '');
}

interface AuditEvent {
  readonly userAgent?: string;
  readonly requestURI: string;
}

/** What the API server wrote down of this program's requests. */
function audited(): AuditEvent[] {
  return readFileSync(cluster.auditLog, 'utf8')
    .split('\n')
    .filter((line) => line.includes('"userAgent":"kubectl-lease/'))
    .map((line) => JSON.parse(line) as AuditEvent);
}
