// Where the build and the package leave their files.
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..');
export const DIST = join(ROOT, 'dist');

/** The npm package's code: an entry and the chunks that it loads when they are wanted. */
export const BUNDLE = join(DIST, 'npm');
export const BUNDLE_ENTRY = join(BUNDLE, 'kubectl-lease.js');
/** esbuild's account of which source went into which chunk. */
export const METAFILE = join(DIST, 'metafile.json');

/** The program for this machine: one file that needs no Node. */
export const PROGRAM = join(DIST, 'kubectl-lease');

export const KREW_MANIFEST = join(DIST, 'krew-manifest.yaml');
