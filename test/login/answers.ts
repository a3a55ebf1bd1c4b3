// What a program of a case comes to: somebody whom the API server knows, or a sentence.
import type { World } from './world.ts';
import { auditSize, identity, lister, type Identity, type Listed } from './audit.ts';
import type { Case } from './case.ts';
import type { Program } from './programs.ts';
import { run, type Outcome } from './run.ts';

type Step = Omit<Case, 'title'>;

export interface Answer {
  readonly identity: Identity | undefined;
  /** What was asked about, in a case of namespaces. */
  readonly namespace: string | undefined;
  readonly sentence: string | undefined;
  readonly trace: readonly string[];
  /** All that was printed. */
  readonly streams: string;
}

export async function answerOf(
  world: World,
  program: Program,
  step: Step,
  directory: string,
  subject: string,
): Promise<Answer> {
  step.trace?.(directory);
  const answer =
    program.name === 'kubectl' && step.namespace === undefined
      ? await whoami(world, program, step, directory, subject)
      : await listing(world, program, step, directory, asking(program, step, subject));
  return { ...answer, trace: step.trace?.(directory) ?? [] };
}

type Known = Omit<Answer, 'trace'>;

/** kubectl asks for a SelfSubjectReview. */
async function whoami(
  world: World,
  program: Program,
  step: Step,
  directory: string,
  subject: string,
): Promise<Known> {
  const words = [...program.command, 'auth', 'whoami', '-o', 'json', ...(step.args ?? [])];
  const outcome = await execute(world, words, step, directory);
  const streams = outcome.stdout + outcome.stderr;
  const review = outcome.code === 0 ? /^\{[^]*^\}/m.exec(streams)?.[0] : undefined;
  if (review !== undefined) {
    const { status } = JSON.parse(review) as { status: { userInfo: Partial<Identity> } };
    const known = identity(status.userInfo);
    return { identity: known, namespace: undefined, sentence: undefined, streams };
  }
  // auth whoami has a sentence of its own for every refusal of the server.
  if (!outcome.stderr.includes('selfsubjectreviews API is not enabled')) {
    return { identity: undefined, namespace: undefined, sentence: sentenceOf(outcome), streams };
  }
  const path = `/apis/coordination.k8s.io/v1/namespaces/${subject}/leases`;
  return listing(world, program, step, directory, { subject, words: ['get', '--raw', path] });
}

interface Asking {
  readonly subject: string;
  /** The command, without connection flags. */
  readonly words: readonly string[];
}

function asking(program: Program, step: Step, subject: string): Asking {
  const verb = program.name === 'kubectl' ? ['get', 'leases.coordination.k8s.io'] : ['ls'];
  const scope = step.namespace === undefined ? ['--namespace', subject] : [];
  return { subject, words: [...verb, ...scope] };
}

/** A list of Leases, in a namespace that nobody else asks about: the audit log names who asked. */
async function listing(
  world: World,
  { name, command }: Program,
  step: Step,
  directory: string,
  { subject, words }: Asking,
): Promise<Known> {
  const { args = [], namespace, as } = step;
  const from = await auditSize(world.cluster);
  const outcome = await execute(world, [...command, ...words, ...args], step, directory);
  const streams = outcome.stdout + outcome.stderr;
  const arrived = outcome.code === 0 || streams.includes('(Forbidden): leases');
  const isIt = (one: Listed, agent: string) =>
    agent.startsWith(name === 'kubectl' ? 'kubectl/' : 'kubectl-lease/') &&
    (namespace === undefined ? one.namespace === subject : one.identity.username === as);
  const listed = arrived ? await lister(world.cluster, from, isIt) : undefined;
  if (listed) return { ...listed, sentence: undefined, streams };
  return { identity: undefined, namespace: undefined, sentence: sentenceOf(outcome), streams };
}

function execute(
  world: World,
  words: readonly string[],
  step: Step,
  directory: string,
): Promise<Outcome> {
  return step.inPod ? world.pod.run(words, step, directory) : run(words, step, directory);
}

/** Without the lines of kubectl's log. */
function sentenceOf({ stdout, stderr, code }: Outcome): string {
  const lines = (stderr || stdout).split('\n').filter((line) => !/^[EWI]\d{4} /.test(line));
  return code === 0 ? '' : lines.join('\n').trim();
}
