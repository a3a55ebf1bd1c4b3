// The command lines of the walk: every command, every format, each where its sentences are.
import type { Scene } from './archive.ts';

export interface Step {
  readonly scene: Scene;
  /** The Lease, or the name behind a flag; undefined where the line names none. */
  readonly line: (named: (name: string) => string, folder: string) => readonly string[];
  readonly format: 'rows' | 'lines' | 'document' | 'markdown';
}

const FORMATS = {
  json: 'document',
  yaml: 'document',
  wide: 'rows',
  name: 'lines',
  markdown: 'markdown',
} as const;

function step(scene: Scene, words: string, format: Step['format'] = 'lines'): Step {
  return {
    scene,
    format,
    // "payments/reconciler" is a namespace and a name; "--node=worker-1" names what follows.
    line: (named, folder) =>
      words.split(' ').map((word) => {
        if (word === 'AUDIT') return `${folder}/audit.log`;
        const [, flag, name] =
          /^(--(?:node|pod|workload|zone|serviceaccount)=(?:deploy\/)?)(.*)$/.exec(word) ?? [];
        if (flag !== undefined) return flag + named(name ?? '');
        return /^[a-z0-9-]+:$/.test(word) ? named(word.slice(0, -1)) : word;
      }),
  };
}

function inFormats(
  scene: Scene,
  words: string,
  formats: readonly (keyof typeof FORMATS)[],
): Step[] {
  return formats.map((format) => step(scene, `${words} -o ${format}`, FORMATS[format]));
}

const RELEASE = '--reason hangs --dry-run';

export const STEPS: readonly Step[] = [
  step('incident', 'ls -A', 'rows'),
  ...inFormats('incident', 'ls -A', ['wide', 'name', 'json', 'yaml']),
  step('incident', 'who-holds -n payments: reconciler:'),
  ...inFormats('incident', 'who-holds -n payments: reconciler:', ['json']),
  step('incident', 'describe -n payments: reconciler:'),
  ...inFormats('incident', 'describe -n payments: reconciler:', ['markdown', 'json', 'yaml']),
  step('incident', 'describe -n payments: reconciler: --audit-log AUDIT -o markdown', 'markdown'),
  step('incident', 'history -n payments: reconciler:', 'rows'),
  step('incident', 'history -n payments: reconciler: --audit-log AUDIT', 'rows'),
  ...inFormats('incident', 'history -n payments: reconciler: --audit-log AUDIT', ['json', 'yaml']),
  step('incident', `force-release -n payments: reconciler: ${RELEASE}`),
  step('incident', `force-release -n payments: reconciler: ${RELEASE} --evict-pod`),
  step('drain', 'who-holds --node=worker-1', 'rows'),
  ...inFormats('drain', 'who-holds --node=worker-1', ['wide', 'json', 'yaml', 'name']),
  step('drain', 'who-holds --zone=a', 'rows'),
  step('drain', 'who-holds -n payments: --workload=deploy/reconciler', 'rows'),
  step('drain', 'who-holds -n payments: --serviceaccount=reconciler', 'rows'),
  step('drain', `force-release -n db: ledger: ${RELEASE}`),
  step('drain', 'describe -n kube-system: kube-scheduler:'),
  step('operations', 'ls -A', 'rows'),
  ...['fenced', 'left', 'over', 'stepped', 'coordinated', 'resumed', 'bare'].flatMap((name) => [
    step('operations', `describe -n payments: ${name}:`),
    step('operations', `describe -n payments: ${name}: -o markdown`, 'markdown'),
    step('operations', `who-holds -n payments: ${name}:`),
    step('operations', `history -n payments: ${name}:`, 'rows'),
    step('operations', `force-release -n payments: ${name}: ${RELEASE}`),
  ]),
  step('operations', 'history -n payments: outcomes:', 'rows'),
  step('operations', 'describe -n payments: nothing:'),
  step('cluster', 'ls -A -o wide', 'rows'),
  ...['worker-2', 'worker-3'].map((name) =>
    step('cluster', `describe -n kube-node-lease: ${name}:`),
  ),
  ...['reconciler', 'exporter', 'silent', 'skewed', 'stuck', 'late'].flatMap((name) => [
    step('cluster', `who-holds -n payments: ${name}:`),
    step('cluster', `describe -n payments: ${name}: -o markdown`, 'markdown'),
    step('cluster', `force-release -n payments: ${name}: ${RELEASE}`),
  ]),
];
