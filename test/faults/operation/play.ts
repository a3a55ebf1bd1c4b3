// Plays a row: a step-down over a server that injects, then what it said, what it asked, what is kept.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Outcome } from '../../program.ts';
import { conforms } from '../../schemas/conforms.ts';
import type { Scene } from '../scene.ts';
import type { Act } from './acts.ts';
import { castOf, Electors, type Cast } from './electors.ts';
import { brokenBy } from './promises.ts';
import { forceRelease, type Running } from './run.ts';
import { serveLease, type Injection, type LeaseServer } from './server.ts';
import { LEASE, World } from './world.ts';

export interface Stage {
  readonly server: LeaseServer;
  readonly world: World;
  readonly electors: Electors;
  /** The program, while it runs. */
  readonly run: Running;
  /** Another operator's run, confirmed, with the same reason. */
  readonly colleague: () => Running;
  /** Those that there were. */
  readonly colleagues: readonly Running[];
}

/** As an injection of the server, with all that is on the stage in its hands. */
export interface Blow extends Omit<Injection, 'before' | 'then'> {
  readonly before?: (stage: Stage) => unknown;
  readonly then?: (stage: Stage) => unknown;
}

export interface OperationFault {
  /** Of faults.md, section 2. */
  readonly row: string;
  readonly title: string;
  readonly cast?: Cast;
  /** Besides the name and the reason: `--yes` unless said otherwise. */
  readonly args?: readonly string[];
  /** Before the program starts. */
  readonly given?: (stage: Omit<Stage, 'run'>) => unknown;
  readonly blows: readonly Blow[];
  readonly code: number;
  /** The outcome in the document; undefined where there is none. */
  readonly word?: string;
  readonly recorded?: { readonly event: boolean; readonly lease: boolean };
  /** How many requests of these kinds arrive. */
  readonly met?: Partial<Record<Act, number>>;
  readonly stderr?: RegExp;
  readonly stdout?: RegExp;
  /** What else is to be so in the end. */
  readonly then?: (stage: Stage, came: Outcome) => unknown;
}

export function onLeaseServer(fault: OperationFault): Scene {
  const { row, title, cast = {}, args = ['--yes'], blows } = fault;
  return {
    row,
    title,
    async play(program, tally) {
      const world = new World();
      const electors = new Electors(world, castOf(cast));
      const colleagues: Running[] = [];
      let stage: Stage | undefined;
      const injections = blows.map((blow) => injected(blow, () => stage));
      const server = await serveLease(world, injections);
      const home = await homeFor(server.url);
      try {
        const words = [LEASE, '--reason', 'it hangs', '-o', 'json'];
        const colleague = () => {
          const running = forceRelease(program, [...words, '--yes'], home);
          colleagues.push(running);
          return running;
        };
        const cast = { server, world, electors, colleague, colleagues };
        await fault.given?.(cast);
        const run = forceRelease(program, [...words, ...args], home);
        stage = { ...cast, run };
        tally.injected();
        const came = await run.ended;
        judge(fault, stage, came);
        await fault.then?.(stage, came);
        for (const injection of injections) {
          const { on, times = 1 } = injection;
          const hits = server.hits.get(injection) ?? 0;
          const wanted = times === Infinity ? Math.max(1, hits) : times;
          assert.equal(hits, wanted, `the fault on ${on} hit ${hits} times`);
        }
        tally.hit();
      } finally {
        for (const run of [...colleagues, ...(stage ? [stage.run] : [])]) run.signal('SIGKILL');
        electors.end();
        server.down();
        await rm(home, { recursive: true });
      }
    },
  };
}

function injected({ before, then, ...rest }: Blow, stage: () => Stage | undefined): Injection {
  const on = (act: Blow['before']) => () => {
    const there = stage();
    return there && act?.(there);
  };
  return {
    ...rest,
    ...(before && { before: on(before) }),
    ...(then && { then: on(then) }),
  };
}

/** A bearer token that no stream may show. */
export const TOKEN = 'bG9vcGJhY2stdG9rZW4';

export async function homeFor(server: string): Promise<string> {
  const home = await mkdtemp(join(tmpdir(), 'kubectl-lease-faults-'));
  const named = { cluster: 'loopback', user: 'alice', namespace: 'team-a' };
  const config = {
    ...{ apiVersion: 'v1', kind: 'Config', 'current-context': 'there' },
    clusters: [{ name: 'loopback', cluster: { server } }],
    users: [{ name: 'alice', user: { token: TOKEN } }],
    contexts: [{ name: 'there', context: named }],
  };
  await writeFile(join(home, 'config'), JSON.stringify(config));
  return home;
}

function judge(fault: OperationFault, stage: Stage, came: Outcome): void {
  const { code, word, recorded, met = {}, stderr, stdout } = fault;
  const told = `${came.stderr}${came.stdout}`;
  const document = documentOf(came.stdout);
  assert.equal(document?.outcome?.word, word, told);
  assert.equal(came.code, code, told);
  if (stderr) assert.match(came.stderr, stderr);
  if (stdout) assert.match(came.stdout, stdout);
  if (recorded) {
    const { event, lease } = document?.recorded ?? {};
    assert.deepEqual({ event, lease }, recorded, told);
  }
  for (const [act, times] of Object.entries(met)) {
    assert.equal(stage.server.met.get(act as Act) ?? 0, times, `requests of the kind ${act}`);
  }
  if (document) conforms('StepDown', document);
  assert.deepEqual(brokenBy(stage, came, document), [], told);
}

export interface StepDown {
  readonly operationId?: string;
  readonly plan?: { readonly action?: string };
  readonly outcome?: { readonly word?: string };
  readonly recorded?: { readonly event?: boolean; readonly lease?: boolean };
}

function documentOf(stdout: string): StepDown | undefined {
  return stdout === '' ? undefined : (JSON.parse(stdout) as StepDown);
}
