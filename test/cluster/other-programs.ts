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

// The usual name of a controller's program, which client-go makes the name of the field manager.
const MANAGER = 'manager';

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
export const withRelay: Recipe = go('programs/with-relay', ['*.go'], 'with-relay');

function java(name: string): Recipe {
  const pom = ['pom.xml', 'checksums.sha256'];
  return {
    folder: join('programs/java', name),
    sources: [...pom, '*.java', '../*.java'],
    version: ['javac', '-version'],
    build: (output) => {
      const lib = join(output, 'lib');
      const copy = ['dependency:copy-dependencies', '-DincludeScope=runtime'];
      const jars = join(lib, '*');
      return [
        { command: ['mvn', '--quiet', '--batch-mode', ...copy, `-DoutputDirectory=${lib}`] },
        // Exactly these jars: Maven pins nothing of what a library brings along.
        {
          command: ['sh', '-c', '(cd "$1" && sha256sum *) | diff checksums.sha256 -', 'sh', lib],
          env: { LC_ALL: 'C' },
        },
        {
          command: [
            ...['javac', '-d', join(output, 'classes'), '-cp', jars],
            ...['../Ledger.java', 'Elector.java'],
          ],
        },
      ];
    },
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
  return {
    folder: 'programs/rust',
    sources: ['Cargo.toml', 'Cargo.lock', `{ledger,${name}}/**/*.{rs,toml}`],
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
      {
        command: ['cp', join(scratch, target, 'release', `${name}-elector`), join(output, MANAGER)],
      },
    ],
    runtime: 'none',
    run: [`/elector/${MANAGER}`],
  };
}

function go(folder: string, sources: readonly string[], name = MANAGER): Recipe {
  return {
    folder,
    sources,
    version: ['go', 'env', 'GOVERSION'],
    build: (output) => [
      {
        command: [
          ...['go', 'build', '-buildvcs=false', '-trimpath', '-ldflags=-s -w'],
          ...['-o', join(output, name), '.'],
        ],
        env: { CGO_ENABLED: '0', GOFLAGS: '', GOWORK: 'off' },
      },
    ],
    runtime: 'none',
    run: [`/elector/${MANAGER}`],
  };
}
