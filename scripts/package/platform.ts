// The platforms that a program is built for, by the names that Go and so Krew give them.

export interface Platform {
  readonly os: string;
  readonly arch: string;
  /** The file name of its archive. */
  readonly archive: string;
}

const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  darwin: 'darwin',
};
const ARCHITECTURES: Readonly<Partial<Record<NodeJS.Architecture, string>>> = {
  x64: 'amd64',
  arm64: 'arm64',
};

export function hostPlatform(): Platform {
  const [os, arch] = [SYSTEMS[process.platform], ARCHITECTURES[process.arch]];
  if (os === undefined || arch === undefined) {
    throw new Error(`there is no package for ${process.platform} on ${process.arch}`);
  }
  return { os, arch, archive: `kubectl-lease_${os}_${arch}.tar.gz` };
}
