// The archive of one platform: the same bytes whenever and by whomever it is packed.
import { createHash } from 'node:crypto';
import { chmod, copyFile, cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DIST, PROGRAM, ROOT } from '../paths.ts';
import { run } from '../run.ts';
import type { Platform } from './platform.ts';

export interface Archive extends Platform {
  readonly sha256: string;
}

/** GNU tar: entries in order, no time, no owner, no mode that this machine's umask decides. */
const REPRODUCIBLE = [
  '--format=ustar',
  '--sort=name',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--mode=u=rwX,go=rX',
  '--use-compress-program=gzip --no-name',
];

export async function packArchive(platform: Platform): Promise<Archive> {
  const archive = join(DIST, platform.archive);
  // Copies, because Krew refuses the links that tar makes of files that are linked to each other.
  const directory = await mkdtemp(join(tmpdir(), 'kubectl-lease-package-'));
  try {
    const entries = await collect(directory);
    await run('tar', [
      '--create',
      `--file=${archive}`,
      `--directory=${directory}`,
      ...REPRODUCIBLE,
      ...entries,
    ]);
  } finally {
    await rm(directory, { recursive: true });
  }
  return {
    ...platform,
    sha256: createHash('sha256')
      .update(await readFile(archive))
      .digest('hex'),
  };
}

/** What a person gets; returns the names at the archive's top, where Krew looks for them. */
async function collect(directory: string): Promise<string[]> {
  await copyFile(PROGRAM, join(directory, 'kubectl-lease'));
  await chmod(join(directory, 'kubectl-lease'), 0o755);
  await copyFile(join(ROOT, 'LICENSE'), join(directory, 'LICENSE'));
  const completions = join(ROOT, 'completions');
  if (!existsSync(completions)) return ['LICENSE', 'kubectl-lease'];
  await cp(completions, join(directory, 'completions'), { recursive: true, dereference: true });
  return ['LICENSE', 'completions', 'kubectl-lease'];
}
