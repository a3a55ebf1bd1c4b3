// The record of real Leases: a Deployment's, a node's, an API server's, the control plane's.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { testCluster } from '../cluster/cluster.ts';
import { startElectors } from '../cluster/electors.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { PROGRAMS } from '../program.ts';
import { conforms } from '../schemas/conforms.ts';
import { lease } from './live.ts';

const cluster = testCluster();

/** Each is found somewhere in the page. */
function says(page: string, lines: readonly RegExp[]): void {
  for (const line of lines) assert.match(page, new RegExp(line.source, 'm'));
}

describe('describe', () => {
  test('tells what runs, who stands by and how it is timed, of a Deployment', async (t) => {
    const namespace = await createNamespace(cluster, t);
    const { leader } = await startElectors(cluster, { namespace, replicas: 3 });
    const pod = leader.split('_')[0] ?? '';
    for (const program of Object.values(PROGRAMS)) {
      const { stdout, code } = await lease(cluster, `describe ${namespace}/reconciler`, program);
      says(stdout, [
        new RegExp(
          `^${namespace}/reconciler   held, renewed \\ds ago, \\d+s left   election, written by manager$`,
        ),
        new RegExp(`^Holder       Pod ${pod}, certain: `),
        /^ {13}container manager ready, 0 restarts, image registry\.example\/reconciler:2\.4\.1, node worker-1$/,
        /^ {13}Deployment reconciler, revision 1, 3 of 3 replicas ready$/,
        new RegExp(`^ {13}ServiceAccount ${namespace}/reconciler$`),
        /^Since {8}\d\d:\d\d:\d\d UTC, \d+s, first holder$/,
        /^Standing by {2}reconciler-\w+-\w+, reconciler-\w+-\w+$/,
        /^Timing {7}term 15s, renews every 2s \(the flags of its Pod; seen [12]\.\d(?: to [23]\.\d)?s\)$/,
        /^ {13}if its holder dies, the next leads within 24s$/,
        /^Set by {7}--lease-namespace=/,
        /^ {15}all namespaces {3}get, list, watch {8}secrets/,
      ]);
      assert.equal(code, 0);
    }
  });

  test('tells of a heartbeat what the control plane made of it', async () => {
    const { stdout, code } = await lease(cluster, `describe kube-node-lease/${cluster.node ?? ''}`);
    says(stdout, [
      /^kube-node-lease\/worker-1 {3}held, .* node, written by kubelet$/,
      /^Node {9}Ready is True since .*, KubeletReady$/,
      /called lost after 50s of silence/,
    ]);
    assert.equal(code, 0);
  });

  test('tells of an API server how many there are', async () => {
    const names = await mustKubectl(cluster, [
      ...['get', 'leases', '-n', 'kube-system', '-o', 'name'],
      ...['-l', 'apiserver.kubernetes.io/identity'],
    ]);
    const { stdout, code } = await lease(cluster, `describe -n kube-system ${names.trim()}`);
    says(stdout, [/^API servers {2}1 of them, none stale, no clock off by more than 2s$/]);
    assert.equal(code, 0);
  });

  test('tells of the control plane as whom it acts', async () => {
    const { stdout } = await lease(cluster, 'describe kube-system/kube-controller-manager');
    says(stdout, [/^Authority {4}User system:kube-controller-manager, likely: /]);
  });

  test('says to who may see one Lease alone what could not be looked at, and never "none"', async (t) => {
    const namespace = await createNamespace(cluster, t);
    await startElectors(cluster, { namespace, replicas: 1 });
    const name = 'sees-one-lease';
    await mustKubectl(cluster, [
      ...['create', 'role', name, '-n', namespace, '--verb=get', '--resource=leases'],
      '--resource-name=reconciler',
    ]);
    await mustKubectl(cluster, [
      ...['create', 'rolebinding', name, '-n', namespace, `--role=${name}`, '--user=reader'],
    ]);
    const command = `describe ${namespace}/reconciler --as reader`;
    const { stdout, code } = await lease(cluster, command);
    says(stdout, [
      /cannot get pods in .* \(forbidden\)/,
      /^Authority {4}not known: /,
      /not known: cannot list clusterrolebindings \(forbidden\)/,
      /not known: cannot list rolebindings in all namespaces \(forbidden\)/,
    ]);
    assert.equal(code, 0);
    const { stdout: json } = await lease(cluster, `${command} -o json`);
    const document = JSON.parse(json) as { timing: { renewInterval: { seen: object } } };
    conforms('LeaseRecord', document);
    const why = `cannot watch leases in ${namespace} (forbidden)`;
    assert.deepEqual(document.timing.renewInterval.seen, { seen: false, why });
  });
});
