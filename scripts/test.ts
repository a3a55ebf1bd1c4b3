// npm test: builds the program, starts one real cluster, runs every test, ends non-zero on any failure.
// `npm test -- FILE...` runs some of them, `npm test -- --no-cluster FILE...` without a cluster.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

const args = process.argv.slice(2);
const needsCluster = !args.includes('--no-cluster');
const named = args.filter((argument) => argument !== '--no-cluster');

const child = spawn(
  process.execPath,
  [
    '--test',
    ...(needsCluster ? [`--test-global-setup=${join(ROOT, 'test', 'setup.ts')}`] : []),
    ...(named.length > 0 ? named : ['test/**/*.test.ts', 'src/**/*.test.ts']),
  ],
  { cwd: ROOT, stdio: 'inherit' },
);
// The runner ends its cluster on these; the terminal sends them to both of us.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => child.kill(signal));
const [code] = (await once(child, 'close')) as [number | null];
process.exitCode = code ?? 1;
