// The Krew manifest: the template at the root, filled for the archives that were made.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { ROOT } from '../paths.ts';
import type { Archive } from './archive.ts';

const { version } = packageJson;

export async function krewManifest(archives: readonly Archive[]): Promise<string> {
  const template = await readFile(join(ROOT, 'krew-manifest.yaml'), 'utf8');
  const [plugin = '', platform = ''] = template
    .replace(/^#.*\n/gm, '')
    .split(/(?<=^ {2}platforms:\n)/m);
  return (
    fill(plugin, { version }) +
    archives.map((archive) => fill(platform, { version, ...archive })).join('')
  );
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`krew-manifest.yaml: nothing is known as {{${name}}}`);
    return value;
  });
}
