import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseFlags, type FlagShape } from '../src/pflag.ts';

const shapes: FlagShape[] = [
  { name: 'all-namespaces', char: 'A', type: 'boolean' },
  { name: 'namespace', char: 'n', type: 'option' },
  { name: 'output', char: 'o', type: 'option' },
  { name: 'as-group', type: 'option', multiple: true },
];

function parse(line: string): string {
  const argv = line === '' ? [] : line.split(' ');
  try {
    const { flags, positionals } = parseFlags(argv, shapes, 'ls');
    const given = [...flags].map(([name, values]) => `${name}=${values.join('+')}`);
    return [...given, ...positionals.map((word) => `<${word}>`)].join(' ');
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

describe('a command line is read by pflag’s rules', () => {
  const rows: [line: string, expected: string][] = [
    ['-n ks', 'namespace=ks'],
    ['-nks', 'namespace=ks'],
    ['-n=ks', 'namespace=ks'],
    ['--namespace ks', 'namespace=ks'],
    ['--namespace=ks', 'namespace=ks'],
    ['--namespace=', 'namespace='],
    ['--namespace=a=b', 'namespace=a=b'],
    ['-An ks', 'all-namespaces=true namespace=ks'],
    ['-Aojson', 'all-namespaces=true output=json'],
    ['-A=false', 'all-namespaces=false'],
    ['--all-namespaces=0', 'all-namespaces=false'],
    ['-A x', 'all-namespaces=true <x>'],
    ['x -A', 'all-namespaces=true <x>'],
    ['-o -n', 'output=-n'],
    ['-n a -n b', 'namespace=a+b'],
    ['--as-group a b', 'as-group=a <b>'],
    ['-A -- -n', 'all-namespaces=true <-n>'],
    ['-', '<->'],
    ['--bogus', 'error: unknown flag: --bogus'],
    ['-z', "error: unknown shorthand flag: 'z' in -z"],
    ['-Az', "error: unknown shorthand flag: 'z' in -Az"],
    ['-n', "error: flag needs an argument: 'n' in -n"],
    ['--output', 'error: flag needs an argument: --output'],
    [
      '-A=maybe',
      'error: invalid argument "maybe" for "-A, --all-namespaces" flag: strconv.ParseBool: parsing "maybe": invalid syntax',
    ],
    ['', ''],
  ];
  for (const [line, expected] of rows) {
    test(`${line === '' ? 'nothing' : line} is ${expected === '' ? 'nothing' : expected}`, () => {
      assert.equal(parse(line), expected);
    });
  }
});
