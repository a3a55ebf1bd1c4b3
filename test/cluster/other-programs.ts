// The electors that are not today's client-go: what each is built from, how, and what it runs on (data).
import { join } from 'node:path';

export const OTHER_LIBRARIES = [
  'fabric8',
  'java',
  'asyncio',
  'python',
  'kube-leader-election',
  'kubert',
  'client-go-1.26',
] as const;

export type OtherLibrary = (typeof OTHER_LIBRARIES)[number];

export interface Command {
  readonly command: readonly string[];
  /** In the folder of the sources unless said otherwise. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface Recipe {
  /** Beside this file; the commands run here. */
  readonly folder: string;
  /** What decides the outcome: paths in the folder, or the folders beside it. */
  readonly sources: readonly string[];
  /** Tells the version of what builds it, which decides the outcome too. */
  readonly version: readonly string[];
  /** Makes the program in the folder `output`; `scratch` is removed afterwards. */
  build(output: string, scratch: string): readonly Command[];
  /** What the machine has to lend to the Pod. */
  readonly runtime: 'java' | 'python' | 'none';
  /** What runs, where `output` is mounted as /elector; its runtime's own path comes before it. */
  readonly run: readonly string[];
}

export const recipes: Readonly<Record<OtherLibrary, Recipe>> = {
  fabric8: java('fabric8'),
  java: java('official'),
  asyncio: python('asyncio'),
  python: python('official'),
  'kube-leader-election': rust('kube-leader-election'),
  kubert: rust('kubert'),
  'client-go-1.26': go('programs/client-go-1.26', ['*.go', 'go.mod', 'go.sum']),
};

/** Not an elector: the way from a Pod to the API server. */
export const withRelay: Recipe = go('programs/with-relay', ['*.go']);

function java(name: string): Recipe {
  const pom = ['pom.xml', 'checksums.sha256'];
  return {
    folder: join('programs/java', name),
    sources: [...pom, '*.java', '../*.java'],
    version: ['javac', '-version'],
    build: (output, scratch) => [
      {
        command: [
          ...['mvn', '--quiet', '--batch-mode', 'dependency:copy-dependencies'],
          ...['-DincludeScope=runtime', `-DoutputDirectory=${join(output, 'lib')}`],
        ],
      },
      // A copy beside the jars, because the list is relative to them.
      { command: ['cp', 'checksums.sha256', scratch] },
      {
        command: ['sha256sum', '--check', '--strict', '--quiet', join(scratch, 'checksums.sha256')],
        cwd: join(output, 'lib'),
      },
      {
        command: [
          ...['javac', '-d', join(output, 'classes'), '-cp', join(output, 'lib', '*')],
          ...['../Ledger.java', 'Elector.java'],
        ],
      },
    ],
    runtime: 'java',
    // Small and soon at work: several of them share a machine with two processors.
    run: [
      ...['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xmx128m'],
      ...['-cp', '/elector/classes:/elector/lib/*', 'Elector'],
    ],
  };
}

function python(name: string): Recipe {
  return {
    folder: join('programs/python', name),
    sources: ['*.py', 'requirements.txt', '../*.py'],
    version: ['python3', '-VV'],
    build: (output) => [
      {
        command: [
          ...['python3', '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check'],
          ...['--root-user-action=ignore', '--no-deps', '--require-hashes'],
          ...['--only-binary=:all:', '--target', output, '--requirement', 'requirements.txt'],
        ],
      },
      { command: ['cp', 'elector.py', '../ledger.py', output] },
    ],
    runtime: 'python',
    run: ['-u', '/elector/elector.py'],
  };
}

function rust(name: string): Recipe {
  const target = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-unknown-linux-gnu`;
  const workspace = ['Cargo.toml', 'Cargo.lock', 'ledger', 'kube-leader-election', 'kubert'];
  return {
    folder: 'programs/rust',
    sources: workspace.map((path) => (path.startsWith('Cargo') ? path : `${path}/**/*.{rs,toml}`)),
    version: ['rustc', '-V'],
    build: (output, scratch) => [
      {
        command: [
          ...['cargo', 'build', '--quiet', '--release', '--locked', '--target', target],
          ...['--target-dir', scratch, '--package', `${name}-elector`],
        ],
        // Static, so that it needs nothing of the machine on which it runs.
        env: { RUSTFLAGS: '-C target-feature=+crt-static' },
      },
      { command: ['cp', join(scratch, target, 'release', `${name}-elector`), binary(output)] },
    ],
    runtime: 'none',
    run: ['/elector/manager'],
  };
}

function go(folder: string, sources: readonly string[]): Recipe {
  return {
    folder,
    sources,
    version: ['go', 'env', 'GOVERSION'],
    build: (output) => [
      {
        command: [
          ...['go', 'build', '-buildvcs=false', '-trimpath', '-ldflags=-s -w'],
          ...['-o', binary(output), '.'],
        ],
        env: { CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
      },
    ],
    runtime: 'none',
    run: ['/elector/manager'],
  };
}

// The name of a controller's program, which client-go makes the name of the field manager.
const binary = (output: string) => join(output, 'manager');
