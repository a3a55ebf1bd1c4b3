// The electors on other libraries: what they are built from, before anything is built.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { OTHER_LIBRARIES, recipes } from './other-programs.ts';
import type { OtherLibrary } from './other-programs.ts';

/** The file that pins an elector's libraries, and what one checked package looks like in it. */
const pins: Readonly<Record<OtherLibrary, readonly [file: string, checked: RegExp]>> = {
  fabric8: ['checksums.sha256', /^[0-9a-f]{64} {2}kubernetes-client-7\.9\.0\.jar$/m],
  java: ['checksums.sha256', /^[0-9a-f]{64} {2}client-java-extended-25\.0\.0\.jar$/m],
  asyncio: ['requirements.txt', /^kubernetes-asyncio==36\.1\.0 \\\n +--hash=sha256:/m],
  python: ['requirements.txt', /^kubernetes==37\.0\.2 \\\n +--hash=sha256:/m],
  'kube-leader-election': [
    'Cargo.lock',
    /^name = "kube-leader-election"\nversion = "0\.44\.0"\n.*\nchecksum = /m,
  ],
  kubert: ['Cargo.lock', /^name = "kubert"\nversion = "0\.25\.0"\n.*\nchecksum = /m],
  'client-go-1.26': ['go.sum', /^k8s\.io\/client-go v0\.26\.15 h1:/m],
};

describe('an elector on another library', () => {
  for (const library of OTHER_LIBRARIES) {
    const { folder, sources } = recipes[library];
    const cwd = join(import.meta.dirname, folder);
    const [file, checked] = pins[library];

    test(`${library}: the version that was measured is pinned with its checksum`, () => {
      assert.match(readFileSync(join(cwd, file), 'utf8'), checked);
    });

    test(`${library}: its pins and its code decide which build is taken from the cache`, () => {
      const found = globSync([...sources], { cwd });
      assert.ok(found.includes(file), `${file} is not among ${found.join(', ')}`);
      for (const source of sources) {
        assert.notDeepEqual(globSync(source, { cwd }), [], `nothing matches ${source}`);
      }
    });
  }
});
