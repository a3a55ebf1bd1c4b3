// The environment runs no code in the shipped file and prints nothing that it sends.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { SEALED } from '../../scripts/build/sealed-runtime.ts';
import { ROOT } from '../../scripts/paths.ts';
import { PROGRAMS, run, type Outcome } from '../program.ts';

const TOKEN = 'a-bearer-token-that-nobody-may-see';

const folder = mkdtempSync(join(tmpdir(), 'kubectl-lease-doors-'));
const marker = join(folder, 'foreign-code-ran');
const code = join(folder, 'foreign.js');
writeFileSync(code, `require('node:fs').writeFileSync(${JSON.stringify(marker)}, '');\n`);
const override = join(folder, 'override.txt');
writeFileSync(override, 'override {a}{ return 1; }\nwith {a}{ return 2; }\n');

/** What makes a door open, where it is there: each variable is tried with every one of these. */
const KEYS = ['1', code, `--preload=${code}`];

let server: Server;
let connections = 0;
let usual: Outcome;
let usualConnections: number;

function list(env: NodeJS.ProcessEnv, home = '/nonexistent'): Promise<Outcome> {
  const { port } = server.address() as AddressInfo;
  const words = ['ls', '-A', `--server=http://127.0.0.1:${port}`, `--token=${TOKEN}`];
  const variables = { PATH: process.env['PATH'], HOME: home, KUBECONFIG: '/nonexistent/config' };
  return run(PROGRAMS.file, words, { ...variables, ...env });
}

function assertClosed({ stdout, stderr }: Outcome, door: string): void {
  assert.equal(existsSync(marker), false, `${door} runs foreign code`);
  assert.equal((stdout + stderr).includes(TOKEN), false, `${door} prints the token`);
}

describe('the shipped file in a hostile environment', () => {
  before(async () => {
    const leases = readFileSync(join(ROOT, 'scripts', 'build', 'leases.pb'));
    server = createServer((_request, response) => {
      response.setHeader('Content-Type', 'application/vnd.kubernetes.protobuf');
      response.end(leases);
    });
    server.on('connection', () => (connections += 1));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    usual = await list({});
    usualConnections = connections;
    assert.equal(usual.code, 0, usual.stderr);
  });

  after(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  test('the same foreign code runs, and the token is printed, where the runtime is Bun itself', async () => {
    const bun = join(ROOT, 'node_modules', '.bin', 'bun');
    const program = join(folder, 'program.js');
    const { port } = server.address() as AddressInfo;
    const request = `fetch('http://127.0.0.1:${port}', {headers: {Authorization: 'Bearer ${TOKEN}'}})`;
    writeFileSync(program, `await ${request};\n`);
    const env = { PATH: process.env['PATH'], HOME: folder };
    const { stderr } = await run(bun, [program], {
      ...env,
      BUN_OPTIONS: `--preload=${code}`,
      BUN_CONFIG_VERBOSE_FETCH: 'curl',
    });
    assert.equal(existsSync(marker), true);
    assert.match(stderr, new RegExp(TOKEN));
    rmSync(marker);
  });

  for (const name of SEALED) {
    test(`${name} changes nothing`, async () => {
      for (const value of [...KEYS, override, 'curl']) {
        const outcome = await list({ [name]: value });
        assertClosed(outcome, `${name}=${value}`);
        if (!name.startsWith('BUN_JSC_')) assert.deepEqual(outcome, usual, value);
        else assert.match(outcome.stderr, /invalid JSC environment variable/);
      }
    });
  }

  test('no debugger is called: BUN_INSPECT_CONNECT_TO makes no connection', async () => {
    const { port } = server.address() as AddressInfo;
    const before = connections;
    await list({ BUN_INSPECT_CONNECT_TO: `ws://127.0.0.1:${port}/` });
    assert.equal(connections - before, usualConnections);
  });

  test('no variable that the runtime names runs code or prints the token', async (t) => {
    const names = runtimeVariables();
    assert.ok(names.length > 80, `only ${names.length} names were found`);
    const tries = names.flatMap((name) => KEYS.map((value) => [name, value] as const));
    while (tries.length > 0) {
      const several = tries.splice(0, 8).map(async ([name, value]) => {
        assertClosed(await list({ [name]: value }), `${name}=${value}`);
      });
      await Promise.all(several);
    }
    t.diagnostic(`variables: ${names.length}, values of each: ${KEYS.length}, doors open: 0`);
  });

  test('settings in the home folder run no code', async () => {
    const toml = `preload = [${JSON.stringify(code)}]\n[run]\npreload = [${JSON.stringify(code)}]\n`;
    const config = join(folder, '.config');
    mkdirSync(config);
    for (const directory of [folder, config])
      for (const name of ['.bunfig.toml', 'bunfig.toml'])
        writeFileSync(join(directory, name), toml);
    const outcome = await list({ XDG_CONFIG_HOME: config }, folder);
    assertClosed(outcome, 'bunfig.toml');
    assert.deepEqual(outcome, usual);
  });

  test('settings and packages in the current folder run no code', async () => {
    const here = mkdtempSync(join(folder, 'here-'));
    writeFileSync(join(here, 'bunfig.toml'), `preload = [${JSON.stringify(code)}]\n`);
    writeFileSync(join(here, '.env'), `BUN_OPTIONS=--preload=${code}\n`);
    writeFileSync(join(here, 'package.json'), '{"type": "commonjs", "imports": {"#a": "./a.js"}}');
    writeFileSync(join(here, 'tsconfig.json'), '{"compilerOptions": {"baseUrl": "."}}');
    for (const name of optionalPackages()) {
      mkdirSync(join(here, 'node_modules', name), { recursive: true });
      writeFileSync(join(here, 'node_modules', name, 'index.js'), readFileSync(code));
    }
    const { port } = server.address() as AddressInfo;
    const words = `ls -A --server=http://127.0.0.1:${port} --token=${TOKEN}`;
    const outcome = await run('sh', ['-c', `cd ${here} && exec ${PROGRAMS.file} ${words}`], {
      PATH: process.env['PATH'],
      HOME: '/nonexistent',
      NODE_PATH: join(here, 'node_modules'),
    });
    assertClosed(outcome, 'the current folder');
    assert.deepEqual(outcome, usual);
  });
});

/** Every name in the runtime that looks like a variable of its own. */
function runtimeVariables(): string[] {
  const text = readFileSync(join(ROOT, 'node_modules', '.bin', 'bun')).toString('latin1');
  const names = text.matchAll(
    /(?<![A-Z0-9_])(?:BUN|NODE|JSC|WTF)_[A-Z][A-Z0-9_]{2,60}(?=[^A-Z0-9_])/g,
  );
  return [...new Set([...names].map(([name]) => name))].sort();
}

/** What the bundle still imports by name when it runs, and what libraries like to try. */
function optionalPackages(): string[] {
  const { outputs } = JSON.parse(readFileSync(join(ROOT, 'dist', 'metafile.json'), 'utf8')) as {
    outputs: Record<string, { imports: { path: string; external?: boolean }[] }>;
  };
  const external = Object.values(outputs)
    .flatMap(({ imports }) => imports)
    .filter(({ external: isExternal, path }) => isExternal === true && !path.startsWith('node:'));
  return [...external.map(({ path }) => path), 'typescript', 'ts-node', 'tsx', 'ejs', 'semver'];
}
