// The three programs of a case: kubectl, the shipped file and the npm package.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster.ts';

export interface Program {
  readonly name: 'kubectl' | 'file' | 'npm';
  readonly command: readonly string[];
}

const ROOT = join(import.meta.dirname, '..', '..');

export function programs(cluster: Cluster): readonly Program[] {
  const file = join(ROOT, 'dist', 'kubectl-lease');
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run build`);
  return [
    { name: 'kubectl', command: [join(cluster.bin, 'kubectl')] },
    { name: 'file', command: [file] },
    { name: 'npm', command: [process.execPath, join(ROOT, 'bin', 'run.js')] },
  ];
}
