// npm run package: the archive that Krew installs on this machine, and the manifest that names it.
import { writeFile } from 'node:fs/promises';
import { build } from './build.ts';
import { packArchive } from './package/archive.ts';
import { krewManifest } from './package/manifest.ts';
import { hostPlatform } from './package/platform.ts';
import { KREW_MANIFEST } from './paths.ts';
import { script } from './script.ts';
import { step } from './step.ts';

/** Of the program that the last build left. */
export async function pack(): Promise<void> {
  const platform = hostPlatform();
  const archive = await step(`dist/${platform.archive} packed`, () => packArchive(platform));
  await step('dist/krew-manifest.yaml filled', async () => {
    await writeFile(KREW_MANIFEST, await krewManifest([archive]));
  });
}

if (import.meta.main) {
  await script(async () => {
    await build();
    await pack();
  });
}
