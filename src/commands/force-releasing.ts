// From the look at a Lease to what became of it: look, plan, preflight, confirm, carry out, tell.
import type { Writable } from '../sources.ts';
import type { ExitCode } from '../errors.ts';
import type { LeaseRef } from '../lease/lease.ts';
import type { Situation } from '../lease/situation.ts';
import { planOf, type Change, type Refusal, type Wish } from '../lease/stepdown.ts';
import type { Request } from '../operation/operation.ts';
import { firstPatch } from '../operation/first-write.ts';
import { Observed } from '../operation/observed.ts';
import { preflight } from '../operation/preflight.ts';
import { ServerClock } from '../operation/server-clock.ts';
import { tokenOf } from '../operation/token.ts';
import { joined, lines } from '../view/escape.ts';
import { situationPage, whereLine } from '../view/plan-page.ts';
import { outcomeInWords } from '../view/outcome-words.ts';
import { Afterwards, read } from './afterwards.ts';
import { carriedOut, lookedAt } from './carrying-out.ts';
import { canAsk } from '../terminal/prompts.ts';
import { askAbout, fitted, NOBODY } from './confirming.ts';
import { quoted } from './same-source.ts';
import { Telling, type Asked, type Streams } from './telling.ts';
import { saysUnwritten } from './unwritten.ts';

/** The exit code is a function of the outcome alone, whatever the format is. */
export async function forceRelease(
  ref: LeaseRef,
  asked: Asked,
  { evidence, writing, place }: Writable,
  streams: Streams,
): Promise<ExitCode> {
  const said = read(streams);
  const telling = new Telling(asked, place, said);
  const hushed = saysUnwritten(process.stderr);
  const observed = new Observed(evidence);
  const situation = await lookedAt(ref, observed.evidence);
  const first = planOf(situation, asked.wish);
  if (first.action === 'refuse') return telling.refused(first);
  const { who } = situation;
  const clock = new ServerClock(who.clock.now);
  const request = requestOf(asked, telling.operationId);
  const item = { raw: who.raw, lease: who.lease };
  if (writing === undefined) {
    telling.planned(firstPatch(first, request, item, clock.now()));
    return telling.dryRun(first, situation);
  }
  const flight = await preflight(first, request, item, { writing, clock });
  telling.operator = flight.operator ?? `somebody (${flight.operatorWhy ?? 'not known'})`;
  if (flight.denied !== undefined) return telling.over(first, 'denied', flight.denied);
  if (!flight.mayRecord && !asked.noRecord)
    return telling.refused(unrecorded(first, flight.recordWhy ?? ''));
  // Who may not evict waits: the plan says so before anybody confirms it.
  const plan = flight.mayEvict ? first : planOf(situation, { ...asked.wish, speed: 'wait' });
  if (plan.action === 'refuse') return telling.refused(plan);
  const unevicted = whyNotEvicted(plan, asked.wish, flight.mayEvict);
  if (unevicted !== undefined) await said.note(unevicted);
  const carrying = { ...request, operator: telling.operator, record: flight.mayRecord };
  telling.planned(firstPatch(plan, carrying, item, clock.now()));
  if (asked.dryRun) return telling.dryRun(plan, situation);
  hushed();
  const confirmed = await confirm(plan, situation, asked, telling, flight.mayEvict);
  if (typeof confirmed === 'number') return confirmed;
  const after = new Afterwards(said);
  const around = {
    evidence: observed.evidence,
    writing,
    clock,
    observed,
    defect: after.defect,
  };
  const { result, recorded } = await carriedOut(confirmed, carrying, around).catch(
    (thrown: unknown) => {
      after.end();
      throw thrown;
    },
  );
  const words = outcomeInWords(confirmed, carrying.id, result, {
    about: asked.about,
    finish: finishing(confirmed, asked),
  });
  return after.told(result.outcome, words, () =>
    telling.done({ ...words, plan: confirmed, word: result.outcome, result }, recorded),
  );
}

/** What takes over a fence that was left. */
function finishing({ speed }: Change, { about, reason }: Asked): string {
  const evicting = speed === 'evict' ? ' --evict-pod' : '';
  return `${about('force-release')} --reason ${quoted(reason)}${evicting}`;
}

/** Where that was asked for and is not planned; undefined where it is, or nothing is left to end. */
function whyNotEvicted(plan: Change, wish: Wish, mayEvict: boolean): string | undefined {
  const { evictAfter, former, podWhy } = plan;
  if (wish.speed !== 'evict' || evictAfter !== undefined || former.ended) return undefined;
  if (podWhy !== undefined) return `no Pod is evicted: ${podWhy}`;
  return mayEvict
    ? undefined
    : 'you may not evict its Pod (create pods/eviction): it is waited for instead';
}

function requestOf({ reason, ticket }: Asked, id: string): Request {
  return { id, operator: '', reason, ticket, record: true };
}

function unrecorded({ ref }: Change, why: string): Refusal {
  return {
    ...{ action: 'refuse', ref, busy: undefined },
    why: `would be stepped down without a record: ${why}`,
    next: '--no-record goes on without the Event; the annotations of the Lease are written all the same',
  };
}

/** An exit code where it was not confirmed. */
async function confirm(
  plan: Change,
  situation: Situation,
  asked: Asked,
  telling: Telling,
  mayEvict: boolean,
): Promise<Change | ExitCode> {
  if (asked.confirm !== undefined) {
    if (asked.confirm === tokenOf(plan)) return plan;
    const now = `the plan is another one now (${tokenOf(plan)}): look at it again with --dry-run`;
    return telling.over(plan, 'changed', now);
  }
  const terminal = { stdin: process.stdin, stderr: process.stderr };
  // What nobody has looked at is said before it is done; in every format on stderr.
  if (asked.yes) {
    process.stderr.write(fitted(terminal, joined([telling.page(plan, situation), lines('')])));
    return plan;
  }
  if (!canAsk(terminal)) {
    return telling.over(plan, 'refused', NOBODY.why, NOBODY.next(tokenOf(plan)));
  }
  const where = whereLine(plan, telling.where);
  const page = joined([where, lines(''), situationPage(plan, situation), lines('')]);
  process.stderr.write(fitted(terminal, page));
  const answer = await askAbout(terminal, speedsOf(plan, situation, asked.wish, mayEvict));
  process.stderr.write('\n');
  if (answer.kind === 'confirmed') return answer.plan;
  const code = await telling.over(plan, 'declined', answer.why);
  return answer.interrupted ? 130 : code;
}

/** Both, where its Pod can be evicted and neither was asked for. */
function speedsOf(plan: Change, situation: Situation, wish: Wish, mayEvict: boolean): Change[] {
  if (wish.speed === 'evict' || plan.action === 'hand-over' || !mayEvict) return [plan];
  const sooner = planOf(situation, { ...wish, speed: 'evict' });
  const isOther = sooner.action === 'step-down' && sooner.evictAfter !== undefined;
  if (!isOther) return [plan];
  // First what ends the old process, which may wake up otherwise.
  return [sooner, plan];
}
