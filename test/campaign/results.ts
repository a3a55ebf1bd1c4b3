// The results: one line a run, so that a campaign that was ended goes on where it was.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Run } from './scenario.ts';

export interface Results {
  readonly path: string;
  /** The last line of each run. */
  runs(): Run[];
  add(run: Run, evidence: Readonly<Record<string, string>>): void;
}

export function openResults(path: string): Results {
  return {
    path,
    runs() {
      const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
      const all = text.split('\n').flatMap((line) => parsed(line) ?? []);
      return [...new Map(all.map((run) => [keyOf(run), run])).values()];
    },
    add(run, evidence) {
      appendFileSync(path, `${JSON.stringify(run)}\n`);
      if (run.broken.length > 0) keep(`${path}.evidence`, run, evidence);
    },
  };
}

export function keyOf({ scenario, run }: Pick<Run, 'scenario' | 'run'>): string {
  return `${scenario}#${run}`;
}

/** Beside the results, what a broken promise is understood from. */
function keep(folder: string, run: Run, evidence: Readonly<Record<string, string>>): void {
  const own = join(folder, `${run.scenario.replaceAll(/[^\w.-]+/g, '-')}-${run.run}`);
  mkdirSync(own, { recursive: true });
  for (const [name, text] of Object.entries(evidence)) writeFileSync(join(own, name), text);
}

// The last line may be cut off, where its writer was killed.
function parsed(line: string): Run | undefined {
  try {
    return JSON.parse(line) as Run;
  } catch {
    return undefined;
  }
}
