// What the cases have in common: the cluster, its users, and servers and proxies in front of it.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testCluster, type Cluster } from '../cluster/cluster.ts';
import { createNamespace, mustKubectl } from '../cluster/kubectl.ts';
import { issue, pkiFile } from '../cluster/pki.ts';
import { startPod, type Pod } from './pod.ts';
import { connectProxy, socksProxy, type Recorder } from './proxies.ts';
import { kubectlProxy, prefixServer, type Server } from './servers.ts';

export type FileOf = (user: 'admin' | 'alice' | 'bob', kind: 'crt' | 'key') => string;

export interface World {
  readonly cluster: Cluster;
  readonly directory: string;
  /** The URL of the API server under a name that its certificate has and only proxies resolve. */
  readonly hiddenServer: string;
  readonly ca: string;
  readonly caData: string;
  /** A CA that signed nothing here. */
  readonly otherCa: string;
  /** The path of a certificate or key of a user. */
  readonly file: FileOf;
  /** The same in base64. */
  readonly data: FileOf;
  readonly namespace: string;
  /** Of two ServiceAccounts. */
  readonly tokens: { readonly robot: string; readonly other: string };
  readonly users: { readonly robot: string; readonly other: string };
  readonly proxies: Readonly<Record<'http' | 'login' | 'https' | 'socks', Recorder>>;
  /** https, under /clusters/one. */
  readonly prefixed: Server;
  /** kubectl proxy: plain http, as the administrator. */
  readonly plain: Server;
  readonly pod: Pod;
  /** What must never be seen in any stream. */
  readonly secrets: readonly string[];
  close(): Promise<void>;
}

/** Hosts that the certificate for the proxies and servers of the cases is for. */
const HOSTS = ['127.0.0.1', 'localhost'];

export async function openWorld(): Promise<World> {
  const cluster = testCluster();
  const directory = mkdtempSync(join(tmpdir(), 'kubectl-lease-login-'));
  const pki = certificates(cluster, directory);
  const path = (name: string) => join(pki, name);
  const text = (name: string) => readFileSync(path(name), 'utf8');
  const namespace = await createNamespace(cluster);
  const [robot, other] = [
    await account(cluster, namespace, 'robot'),
    await account(cluster, namespace, 'other'),
  ];
  const identity = { cert: text('front.crt'), key: text('front.key') };
  const proxies = {
    http: await connectProxy({}),
    login: await connectProxy({ login: 'gate:sesame' }),
    https: await connectProxy({ identity }),
    socks: await socksProxy(),
  };
  const prefixed = await prefixServer(cluster, identity, '/clusters/one');
  const plain = await kubectlProxy(cluster);
  const pod = await startPod(cluster, namespace, directory);
  const closing = [...Object.values(proxies), prefixed, plain];
  return {
    cluster,
    directory,
    hiddenServer: `https://kubernetes.default.svc:${new URL(cluster.server).port}`,
    ca: path('ca.crt'),
    caData: Buffer.from(text('ca.crt')).toString('base64'),
    otherCa: join(directory, 'other', 'pki', 'ca.crt'),
    file: (user, kind) => path(`${user}.${kind}`),
    data: (user, kind) => Buffer.from(text(`${user}.${kind}`)).toString('base64'),
    namespace,
    tokens: { robot, other },
    users: {
      robot: `system:serviceaccount:${namespace}:robot`,
      other: `system:serviceaccount:${namespace}:other`,
    },
    proxies,
    prefixed,
    plain,
    pod,
    secrets: [
      robot,
      other,
      ...['sesame', 'swordfish'].flatMap(passwordForms),
      ...['admin', 'alice', 'bob'].flatMap((user) => keyForms(text(`${user}.key`))),
    ],
    close: async () => {
      for (const one of closing) one.close();
      await mustKubectl(cluster, ['delete', 'namespace', namespace, '--wait=false']);
      await rm(directory, { recursive: true });
    },
  };
}

/** The cluster's CA signs users and servers of our own; another signs nothing. */
function certificates(cluster: Cluster, directory: string): string {
  const pki = join(directory, 'pki');
  mkdirSync(pki);
  for (const file of ['ca.crt', 'ca.key', 'admin.crt', 'admin.key']) {
    copyFileSync(pkiFile(cluster, file), join(pki, file));
  }
  const place = { ...cluster, directory };
  issue(place, [
    { name: 'alice', commonName: 'alice@example.com', organizations: ['operators', 'on-call'] },
    { name: 'bob', commonName: 'bob@example.com' },
    { name: 'front', commonName: 'front', hosts: HOSTS },
  ]);
  const other = join(directory, 'other');
  mkdirSync(other);
  issue({ ...place, directory: other }, [{ name: 'nobody', commonName: 'nobody' }]);
  return pki;
}

async function account(cluster: Cluster, namespace: string, name: string): Promise<string> {
  const scope = ['--namespace', namespace];
  await mustKubectl(cluster, ['create', 'serviceaccount', name, ...scope]);
  return (await mustKubectl(cluster, ['create', 'token', name, ...scope])).trim();
}

/** As it is, and as basic authentication sends it. */
function passwordForms(password: string): string[] {
  const pairs = ['alice', 'gate'].map((name) => `${name}:${password}`);
  return [password, ...pairs.map((pair) => Buffer.from(pair).toString('base64'))];
}

/** A line from the middle of a PEM, and what a kubeconfig holds of it. */
function keyForms(pem: string): string[] {
  return [pem.split('\n')[1] ?? '', Buffer.from(pem).toString('base64').slice(100, 140)];
}
