// npm run bench: whole processes beside kubectl on the same server; fails when a promise is broken.
// `npm run bench -- 65,000` runs the rows whose titles hold that.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { benchCluster } from './bench/cluster.ts';
import { runPairs } from './bench/pairs.ts';
import { header, report } from './bench/report.ts';
import { ROWS, type Row, type Size } from './bench/rows.ts';
import { build } from './build.ts';
import { PROGRAM } from './paths.ts';
import { script } from './script.ts';

/** The rows that the same cluster serves; those that the command line names, or all. */
function bySize(): Map<Size, Row[]> {
  const named = process.argv.slice(2);
  const wanted = ROWS.filter(
    ({ title }) => named.length === 0 || named.some((part) => title.includes(part)),
  );
  if (wanted.length === 0) {
    throw new Error(`no such row; there are: ${ROWS.map(({ title }) => title).join('; ')}`);
  }
  return Map.groupBy(wanted, ({ size }) => size);
}

async function bench(program: string, home: string): Promise<number> {
  let broken = 0;
  for (const [size, rows] of bySize()) {
    const cluster = await benchCluster(size);
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
