// npm run bench: whole processes beside kubectl on the same server; fails when a promise is broken.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { benchCluster } from './bench/cluster.ts';
import { runPairs } from './bench/pairs.ts';
import { header, report } from './bench/report.ts';
import { ROWS, type Row } from './bench/rows.ts';
import { build } from './build.ts';
import { PROGRAM } from './paths.ts';
import { script } from './script.ts';

/** The rows that the same cluster serves, by how many Leases it holds. */
function bySize(rows: readonly Row[]): Map<number, Row[]> {
  const least = Math.min(...rows.map(({ leases = Infinity }) => leases));
  return Map.groupBy(rows, ({ leases = least }) => leases);
}

async function bench(program: string, home: string): Promise<number> {
  let broken = 0;
  for (const [leases, rows] of bySize(ROWS)) {
    const cluster = await benchCluster(leases);
    try {
      const programs = {
        ours: program,
        theirs: join(cluster.bin, 'kubectl'),
        env: { HOME: home, KUBECONFIG: cluster.kubeconfig },
      };
      for (const row of rows) {
        const result = report(row, await runPairs(row, programs));
        console.log(result.text);
        broken += result.broken;
      }
    } finally {
      await cluster.release();
    }
  }
  return broken;
}

/** A file that a linker has just written lies in memory in large pieces, which count as its own. */
async function settledCopy(directory: string): Promise<string> {
  const copy = join(directory, 'kubectl-lease');
  const inSmallPieces = { highWaterMark: 32 * 1024 };
  await pipeline(
    createReadStream(PROGRAM, inSmallPieces),
    createWriteStream(copy, { ...inSmallPieces, mode: 0o755 }),
  );
  return copy;
}

async function main(): Promise<void> {
  await build();
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-bench-'));
  try {
    console.log(`\n${header()}`);
    const broken = await bench(await settledCopy(directory), directory);
    if (broken > 0) throw new Error(`${broken} of the promises were not kept`);
  } finally {
    await rm(directory, { recursive: true });
  }
}

await script(main);
