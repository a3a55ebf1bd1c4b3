// Rows in which a real API server refuses: whom it does not know, and whom RBAC allows less.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mustKubectl } from '../cluster/kubectl.ts';
import { kubeconfigFor, pkiFile } from '../cluster/pki.ts';
import { createLease, electionSpec } from '../live/live.ts';
import { deskFor, setDesk } from './desk.ts';
import { answered } from './real-server.ts';
import { judge } from './scene.ts';
import { GET, LS, reader, sameAsKubectl, until, type RealFault } from './stage.ts';

const HOLDER = 'reconciler-5dd487bb7b-5ffjv_0f6b4b39-ee0c-4853-99f6-31036a1e67f2';

export const rbac: readonly RealFault[] = [
  {
    row: '3.6',
    title: 'who is nobody has to log in',
    async act({ cluster, program, tally }) {
      const authority = readFileSync(pkiFile(cluster, 'ca.crt')).toString('base64');
      const entry = { server: cluster.server, 'certificate-authority-data': authority };
      const desk = await setDesk(entry, { token: 'not-a-token' });
      tally.injected();
      // kubectl asks for the API groups first, which fails in other words.
      const stderr = 'error: You must be logged in to the server (Unauthorized)\n';
      judge(await desk.type(LS, program), { stderr });
      await desk.clear();
      tally.hit();
    },
  },
  {
    row: '3.6',
    title: 'who may nothing is told what, in protobuf and in JSON',
    async act({ cluster, program, tally }) {
      const desk = deskFor(kubeconfigFor(cluster, 'nobody'));
      tally.injected();
      const all = [...GET.slice(0, 2), '-A'];
      await sameAsKubectl(desk, program);
      await sameAsKubectl(desk, program, `${LS} -o json`, [...GET, '-o', 'json']);
      const line = await sameAsKubectl(desk, program, 'kubectl lease ls -A', all);
      assert.match(line, /cannot list resource "leases" .* at the cluster scope$/);
      await until(() => Promise.resolve(answered(cluster, 'nobody', 403) >= 4));
      tally.hit();
    },
  },
  {
    row: '7',
    title: 'who may list one namespace is shown it for the whole cluster',
    async act({ cluster, program, tally }) {
      const desk = await reader(cluster, 'reader');
      tally.injected();
      const came = await desk.type('kubectl lease ls -A', program);
      judge(came, {
        code: 0,
        stderr: /^you may not list Leases in all namespaces: these are of namespace default, .*\n$/,
      });
      await until(() => Promise.resolve(answered(cluster, 'reader', 403) > 0));
      tally.hit();
    },
  },
  {
    row: '8',
    title: 'who may see no Pods is told so, and never that there are none',
    async act({ cluster, program, tally }) {
      const desk = await reader(cluster, 'lease-reader');
      await createLease(cluster, 'default', 'web', electionSpec(HOLDER));
      tally.injected();
      const came = await desk.type('kubectl lease who-holds web', program);
      await mustKubectl(cluster, ['delete', 'lease', 'web', '-n', 'default']);
      assert.match(came.stdout + came.stderr, /cannot get pods in default \(forbidden\)/);
      await until(() => Promise.resolve(answered(cluster, 'lease-reader', 403) > 0));
      tally.hit();
    },
  },
];
