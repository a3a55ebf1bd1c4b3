// Container images without a registry: a Docker archive around a static program.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tar } from './tar.ts';
import type { TarFile } from './tar.ts';

export interface Image {
  readonly name: string;
  /** The program on this machine, and its path in the image, which is also the entry point. */
  readonly program: string;
  readonly entrypoint: string;
}

const architectures = new Map([
  ['x64', 'amd64'],
  ['arm64', 'arm64'],
]);

/** All images in one archive, as `docker save` writes it and `ctr images import` reads it. */
export function dockerArchive(images: readonly Image[]): Buffer {
  const built = images.map(build);
  const manifest = built.map(({ manifest }) => manifest);
  return tar([
    { name: 'manifest.json', content: Buffer.from(JSON.stringify(manifest)) },
    ...built.flatMap(({ files }) => files),
  ]);
}

function build({ name, program, entrypoint }: Image) {
  const layer = tar([
    { name: entrypoint.slice(1), content: readFileSync(program), executable: true },
  ]);
  const digest = createHash('sha256').update(layer).digest('hex');
  const config = {
    architecture: architectures.get(process.arch) ?? process.arch,
    os: 'linux',
    config: { Entrypoint: [entrypoint] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest}`] },
  };
  const files: TarFile[] = [
    { name: `${digest}.json`, content: Buffer.from(JSON.stringify(config)) },
    { name: `${digest}.tar`, content: layer },
  ];
  const [first, second] = files.map((file) => file.name);
  return { files, manifest: { Config: first, RepoTags: [name], Layers: [second] } };
}
