// Bundles the program for Node: an entry, and a chunk for whatever is imported lazily.
import { readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, parse, relative } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { commandFacts } from '../../src/command-set.ts';
import { BUNDLE, BUNDLE_ENTRY, METAFILE, ROOT } from '../paths.ts';
import { stubs } from './stubs.ts';
import { treeShaking } from './tree-shaking.ts';

/** CommonJS dependencies call require(); the minifier never makes up a name as long as this one. */
const REQUIRE =
  "import { createRequire as createRequireOfBundle } from 'node:module';" +
  'const require = createRequireOfBundle(import.meta.url);';

export async function bundle(): Promise<void> {
  const metafile = await bundleProgram('bin/dev.js', BUNDLE_ENTRY);
  await writeFile(METAFILE, JSON.stringify(metafile));
  await removeStale(metafile);
}

/** Any program, bundled as the shipped one is. */
export async function bundleProgram(program: string, entry: string): Promise<Metafile> {
  const { metafile, warnings } = await build({
    absWorkingDir: ROOT,
    entryPoints: { [parse(entry).name]: program },
    outdir: dirname(entry),
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node22.19',
    minify: true,
    // One character beyond Latin-1 makes V8 hold the whole source in two bytes each.
    charset: 'ascii',
    banner: { js: REQUIRE },
    define: {
      COMMAND_FACTS: JSON.stringify(await commandFacts()),
      // Bun would put this machine's path in the place of CommonJS's names.
      __dirname: 'import.meta.dirname',
      __filename: 'import.meta.filename',
    },
    plugins: [stubs(), treeShaking()],
    metafile: true,
    // What is wrong is in the error that it throws.
    logLevel: 'silent',
  });
  if (warnings.length > 0) throw new Error(warnings.map(({ text }) => text).join('\n'));
  return metafile;
}

/** Chunks of an earlier build, which had other names. */
async function removeStale({ outputs }: Metafile): Promise<void> {
  for (const name of await readdir(BUNDLE)) {
    const path = join(BUNDLE, name);
    if (outputs[relative(ROOT, path)] === undefined) await rm(path);
  }
}
