// Every sentence of every command about an archive in which every text, or every name, is hostile.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import type { Outcome } from '../program.ts';
import {
  names,
  objectsOf,
  temporary,
  texts,
  written,
  type Objects,
  type Scene,
} from './archive.ts';
import { forgesNothing, hasTheLinesOf, isNoWider, isPrintable } from './judged.ts';
import { isInert } from './markdown.ts';
import { Program } from './program.ts';
import { HARMLESS, VALUES } from './values.ts';
import { STEPS } from './walk.ts';

const program = new Program();
const folder = temporary();

after(async () => {
  await program.end();
  rmSync(folder, { recursive: true });
});

type Outcomes = Map<(typeof STEPS)[number], Outcome>;

async function walked(change: (objects: Objects) => Objects, suffix: string): Promise<Outcomes> {
  const paths = new Map<Scene, string>();
  for (const scene of ['incident', 'drain', 'operations', 'cluster'] as const) {
    paths.set(scene, written(folder, change(objectsOf(scene))));
  }
  const outcomes: Outcomes = new Map();
  for (const step of STEPS) {
    const path = paths.get(step.scene) ?? '';
    const line = step.line((name) => name + suffix, path);
    outcomes.set(step, await program.type([...line, '-f', `${path}/objects`]));
  }
  for (const path of paths.values()) rmSync(path, { recursive: true });
  return outcomes;
}

function judge(outcomes: Outcomes, harmless: Outcomes): void {
  const wrong: string[] = [];
  for (const [step, outcome] of outcomes) {
    try {
      isPrintable(outcome);
      forgesNothing(outcome);
      if (step.format === 'rows' || step.format === 'lines') isNoWider(outcome, step.format);
      if (step.format === 'markdown') isInert(outcome.stdout);
      hasTheLinesOf(outcome, harmless.get(step) ?? outcome);
    } catch (thrown) {
      const line = step.line((name) => name, '').join(' ');
      wrong.push(`kubectl lease ${line}: ${(thrown as Error).message.slice(0, 1000)}`);
    }
  }
  assert.deepEqual(wrong, []);
}

const LONGEST_NAME = 253;

const KINDS = { text: texts, name: names } as const;

for (const [kind, change] of Object.entries(KINDS)) {
  describe(`an archive whose every ${kind} holds`, async () => {
    const suffixOf = (value: string) => (kind === 'name' ? value : '');
    const harmless = await walked(change(HARMLESS), suffixOf(HARMLESS));
    for (const [title, value] of Object.entries(VALUES)) {
      // A namespace and a name are told apart by the slash.
      if (kind === 'name' && value.includes('/')) continue;
      // A name of more characters than any name has is no name: who holds what is another question.
      const isName = kind === 'text' || value.length < LONGEST_NAME;
      const lines = isName ? 'the lines that it prints without' : 'lines that can be read';
      test(`${title}: prints ${lines}`, async () => {
        const outcomes = await walked(change(value), suffixOf(value));
        judge(outcomes, isName ? harmless : outcomes);
      });
    }
  });
}
