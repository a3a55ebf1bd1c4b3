// The house rules of imports: who may import whom, and one importing folder for each npm package.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, test } from 'node:test';

interface Import {
  readonly file: string;
  readonly target: string;
  readonly typeOnly: boolean;
}

const SOURCE = join(import.meta.dirname, '..', 'src');

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const imports = files.flatMap(importsOf);

/** Static imports and re-exports, import types and dynamic imports alike. */
function importsOf(file: string): Import[] {
  const text = readFileSync(join(SOURCE, file), 'utf8');
  const statements = text.matchAll(
    /^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm,
  );
  const dynamic = text.matchAll(/\bimport\('([^']+)'\)/g);
  return [
    ...[...statements].map(([, type, target = '']) => ({
      file,
      target,
      typeOnly: type !== undefined,
    })),
    ...[...dynamic].map(([, target = '']) => ({ file, target, typeOnly: false })),
  ];
}

/** The room of a file: its folder under src, or its own name without one. */
function roomOf(path: string): string {
  const [first = '', second] = path.split('/');
  return second === undefined ? first.replace(/\.ts$/, '') : first;
}

/** What each room may import at run time; types of `lease` and `operation` are free to all. */
const MAY_IMPORT: ReadonlyMap<string, readonly string[]> = new Map([
  ['main', ['command-set', 'command', 'errors', 'help', 'timers']],
  ['help', []],
  ['command-set', ['commands']],
  [
    'commands',
    ['sources', 'operation', 'view', 'terminal', 'lease', 'command', 'flags', 'errors', 'timers'],
  ],
  ['sources', ['cluster', 'archive', 'audit', 'files', 'flags', 'errors']],
  ['command', ['flags', 'view', 'text', 'errors']],
  ['flags', ['pflag', 'lease', 'errors']],
  ['pflag', ['errors']],
  [
    'cluster',
    ['lease', 'errors', 'json', 'limits', 'json-size', 'text', 'timers', 'waiting', 'yaml'],
  ],
  ['archive', ['files', 'lease', 'errors', 'json', 'limits', 'timers', 'yaml']],
  ['files', ['errors']],
  ['audit', ['lease', 'errors', 'limits', 'json-size', 'waiting']],
  ['operation', ['lease', 'errors', 'timers']],
  ['view', ['json', 'lease', 'text', 'yaml']],
  ['terminal', ['errors', 'text', 'timers']],
  ['lease', []],
  ['errors', []],
  ['json', []],
  ['text', []],
  ['limits', ['errors']],
  ['json-size', ['limits']],
  ['timers', []],
  ['waiting', ['text', 'timers']],
  ['yaml', []],
]);

/** One npm package, one importing folder; @oclif/core belongs to the command line's own rooms. */
const IMPORTED_BY: ReadonlyMap<string, readonly string[]> = new Map([
  ['@kubernetes/client-node', ['cluster']],
  ['@oclif/core', ['main', 'help', 'command', 'command-set', 'flags', 'commands', 'sources']],
  ['date-fns', ['view']],
  ['fast-string-width', ['view']],
  ['inquirer', ['terminal']],
  ['js-yaml', ['yaml']],
  ['listr2', ['terminal']],
  ['socks', ['cluster']],
]);

function filesWith(pattern: RegExp): string[] {
  return files.filter((file) => pattern.test(readFileSync(join(SOURCE, file), 'utf8')));
}

describe('the architecture', () => {
  test('every file stands in a room that the rules name', () => {
    const strangers = files.filter((file) => !MAY_IMPORT.has(roomOf(file)));
    assert.deepEqual(strangers, []);
  });

  test('a room imports only the rooms below it', () => {
    const broken = imports.filter(({ file, target, typeOnly }) => {
      if (!target.startsWith('.')) return false;
      const path = normalize(join(dirname(file), target));
      if (path === '../package.json') return roomOf(file) !== 'main';
      const [from, to] = [roomOf(file), roomOf(path)];
      if (from === to || (typeOnly && ['lease', 'operation', 'cluster'].includes(to))) return false;
      return !MAY_IMPORT.get(from)?.includes(to);
    });
    assert.deepEqual(broken, []);
  });

  test('each npm package is imported by the folder that owns it', () => {
    const packages = imports.filter(
      ({ target }) => !target.startsWith('.') && !target.startsWith('node:'),
    );
    const broken = packages.filter(({ file, target }) => {
      const name = target
        .split('/')
        .slice(0, target.startsWith('@') ? 2 : 1)
        .join('/');
      return !IMPORTED_BY.get(name)?.includes(roomOf(file));
    });
    assert.deepEqual(broken, []);
  });

  test('the core reads no clock, no file and no network', () => {
    const core = files.filter((file) => ['lease', 'view'].includes(roomOf(file)));
    const impure = core.filter((file) => {
      const text = readFileSync(join(SOURCE, file), 'utf8');
      return /from 'node:|\bDate\.now\(|new Date\(\)|\bprocess[.[]['\w]|\bfetch\(/.test(text);
    });
    assert.deepEqual(impure, []);
  });

  test('nothing is ever replaced or deleted: no such method, no such call', () => {
    const forbidden =
      /['"`](?:PUT|DELETE)['"`]|\b(?:replace|delete|patch)(?:Namespaced|Cluster|Collection)\w*\b/;
    assert.deepEqual(filesWith(forbidden), []);
  });

  test('what patches or creates stands in one file of the edge', () => {
    // Reviews are questions that are asked with POST; they store nothing.
    const writes =
      /method: ['"`]PATCH['"`]|['"`]application\/(?:json|merge)-patch\+json['"`]|\bcreateNamespacedPodEviction\b/;
    assert.deepEqual(filesWith(writes), ['cluster/writing.ts']);
    const creates = /\bcreateNamespaced(?!PodEviction|LocalSubjectAccessReview)\w+/;
    assert.deepEqual(filesWith(creates), []);
  });

  test('only an operation asks for a write, and only commands start one', () => {
    const asks = /\.(?:patchLease|createEvent|evict)\(/;
    assert.deepEqual(
      filesWith(asks).filter((file) => roomOf(file) !== 'operation'),
      [],
    );
    const starters = imports.filter(
      ({ file, target, typeOnly }) =>
        !typeOnly && /\boperation\//.test(target) && roomOf(file) !== 'commands',
    );
    assert.deepEqual(starters, []);
  });

  test('an operation reaches a server only through its two interfaces', () => {
    const reaches = imports.filter(
      ({ file, target }) =>
        roomOf(file) === 'operation' && /^(?:node:(?:http|net|tls|fs)|\.\.\/cluster)/.test(target),
    );
    assert.deepEqual(reaches, []);
  });

  test('every timer is made in one file, which takes any duration', () => {
    const makes = /\bnode:timers|(?<![.\w])set(?:Timeout|Interval)\(|\bAbortSignal\.timeout\b/;
    assert.deepEqual(filesWith(makes), ['timers.ts']);
    // Of a socket or a request, which times nothing but a constant.
    assert.deepEqual(filesWith(/\.setTimeout\((?![A-Z_]+,|0\))/), []);
  });

  test('text reaches a terminal in few places, each of which makes lines of it', () => {
    // Commands print what only src/view/escape.ts makes, and note lines; the type checker sees to that.
    assert.deepEqual(filesWith(/\b(?:stdout|stderr)\.write\(|\bconsole\./).sort(), [
      'cluster/kuberc.ts',
      'cluster/verbose.ts',
      'cluster/warnings.ts',
      'commands/afterwards.ts',
      'commands/carrying-out.ts',
      'commands/confirming.ts',
      'commands/force-releasing.ts',
      'commands/unwritten.ts',
      'main.ts',
      'terminal/plain.ts',
      'terminal/progress.ts',
      'terminal/prompts.ts',
      'waiting.ts',
    ]);
    assert.deepEqual(filesWith(/\bas Printable\b/).sort(), [
      'view/document.ts',
      'view/escape.ts',
      'view/folded.ts',
      'view/markdown.ts',
      'view/record-page.ts',
      'view/table.ts',
    ]);
  });

  test('there are no barrels', () => {
    const barrels = files.filter((file) => /(^|\/)index\.ts$/.test(file));
    assert.deepEqual(barrels, []);
  });
});
