#!/usr/bin/env node
// The npm package's entry: says which Node it needs before anything that would not parse there.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 19)) {
  process.stderr.write(
    `error: kubectl lease needs Node.js 22.19 or newer, this is ${process.version}\n` +
      'The file that Krew installs needs no Node at all: kubectl krew install lease\n',
  );
  process.exitCode = 1;
} else {
  await import('../dist/npm/kubectl-lease.js');
}
