// What force-release tells in the end: a sentence or a document, and the exit code that goes with it.
import { Failure, failure, reasonOf, type ExitCode } from '../errors.ts';
import type { Situation } from '../lease/situation.ts';
import type { Change, Refusal, Wish } from '../lease/stepdown.ts';
import { rightsOf } from '../operation/rights.ts';
import type { Recorded } from '../operation/recording.ts';
import { newOperationId, tokenOf } from '../operation/token.ts';
import { writeFile, type Writable } from '../sources.ts';
import { formatDocument } from '../view/document.ts';
import { joined, lines, type Printable } from '../view/escape.ts';
import { EXIT_OF } from '../view/outcome-words.ts';
import { planPage, situationPage, whereLine, type Where } from '../view/plan-page.ts';
import { stepDownDocument, type OutcomeTold, type StepDown } from '../view/stepdown-document.ts';
import type { FORMATS, Said } from './force-release-flags.ts';

/** As a shell counts a SIGINT. */
const INTERRUPTED = 130;

export interface Asked extends Said {
  readonly wish: Wish;
  readonly format: (typeof FORMATS)[number];
  readonly dryRun: boolean;
  readonly confirm: string | undefined;
  readonly yes: boolean;
  readonly noRecord: boolean;
  readonly recordTo: string | undefined;
  /** Another command about the same Lease. */
  readonly about: (command: string) => string;
}

export interface Streams {
  readonly print: (text: Printable) => Promise<void>;
  readonly note: (line: string) => Promise<void>;
}

/** What is told in the end, in the format that was asked for. */
export class Telling {
  readonly operationId = newOperationId();
  operator = '';
  readonly #asked: Asked;
  readonly #place: Writable['place'];
  readonly #streams: Streams;
  #firstWrite: StepDown['firstWrite'];

  constructor(asked: Asked, place: Writable['place'], streams: Streams) {
    this.#asked = asked;
    this.#place = place;
    this.#streams = streams;
  }

  get where(): Where {
    return { ...this.#place, operator: this.operator };
  }

  /** The first write, as it would be sent now. */
  planned(firstWrite: StepDown['firstWrite']): void {
    this.#firstWrite = firstWrite;
  }

  async refused(plan: Refusal): Promise<ExitCode> {
    const { namespace, name } = plan.ref;
    const sentence = `${namespace}/${name} ${plan.why}`;
    const { next } = plan;
    await this.#document(plan, { word: 'refused', sentence, next, result: undefined });
    throw failure(sentence, { exitCode: 3, ...(next === undefined ? {} : { hint: next }) });
  }

  /** Nothing was written. */
  async over(
    plan: Change,
    word: 'refused' | 'denied' | 'declined' | 'changed',
    why: string,
    next?: string,
  ): Promise<ExitCode> {
    const sentence = `nothing was written: ${why}`;
    await this.#document(plan, { word, sentence, next, result: undefined });
    if (word !== 'declined') {
      const hint = next === undefined ? {} : { hint: next };
      throw failure(sentence, { exitCode: EXIT_OF[word], ...hint });
    }
    // A window that was closed at a question hears it no more, and it is declined all the same.
    await this.#streams.note(sentence).catch(() => undefined);
    return EXIT_OF[word];
  }

  async dryRun(plan: Change, situation: Situation): Promise<ExitCode> {
    if (await this.#document(plan, undefined)) return 0;
    await this.#streams.print(this.page(plan, situation));
    return 0;
  }

  page(plan: Change, situation: Situation): Printable {
    const page = planPage(plan, rightsOf(plan), tokenOf(plan));
    const where = whereLine(plan, this.where);
    return joined([where, lines(''), situationPage(plan, situation), page]);
  }

  /** Success is told on stdout, everything else as an error, whose exit code is the outcome's. */
  async done(
    { plan, ...outcome }: OutcomeTold & { readonly plan: Change },
    recorded: StepDown['recorded'],
  ): Promise<ExitCode> {
    const { sentence, next, word } = outcome;
    // Nothing but a signal declines what was confirmed.
    if (word === 'declined') {
      await this.over(plan, word, outcome.result?.why ?? '');
      return INTERRUPTED;
    }
    const isPrinted = await this.#document(plan, outcome, recorded);
    if (recorded !== undefined) await this.#unrecorded(recorded);
    const exitCode = EXIT_OF[word];
    if (exitCode !== 0) {
      throw failure(sentence, { exitCode, ...(next === undefined ? {} : { hint: next }) });
    }
    const more = next === undefined ? [] : [next];
    if (!isPrinted) await this.#streams.print(lines(sentence, ...more));
    return exitCode;
  }

  async #unrecorded({ event, lease, eventObject }: Recorded): Promise<void> {
    const { note } = this.#streams;
    if (event === undefined) await note('no Event was created: you may not create any');
    if (event?.kept === false) {
      await note(`the Event was NOT created: ${event.why}`);
      const yaml = formatDocument(eventObject, 'yaml');
      await note("to create it by hand: kubectl create -f - <<'EOF'");
      for (const line of [...yaml.trimEnd().split('\n'), 'EOF']) await note(line);
    }
    if (!lease.kept) await note(`NOT recorded in the Lease: ${lease.why}`);
  }

  /** A full disk is no reason to keep back what became of the Lease: it is printed instead. */
  async #kept(path: string, document: unknown): Promise<void> {
    const json = formatDocument(document, 'json');
    try {
      await writeFile(path, Buffer.from(json));
    } catch (thrown) {
      const why = thrown instanceof Failure ? thrown.sentence : `error: ${reasonOf(thrown)}`;
      const { note } = this.#streams;
      // With -o json or yaml the document is the answer itself.
      const isLost = this.#asked.format === 'text';
      await note(isLost ? `${why}; the document is:` : why).catch(() => undefined);
      for (const line of isLost ? json.trimEnd().split('\n') : [])
        await note(line).catch(() => undefined);
    }
  }

  /** Whether it was printed. */
  async #document(
    plan: StepDown['plan'],
    outcome: OutcomeTold | undefined,
    recorded?: StepDown['recorded'],
  ): Promise<boolean> {
    const { reason, ticket, format, recordTo } = this.#asked;
    const isChange = plan.action !== 'refuse';
    const document = stepDownDocument({
      ...{ operationId: this.operationId, where: this.where, reason, ticket, plan, outcome },
      confirm: isChange ? tokenOf(plan) : undefined,
      rights: isChange ? rightsOf(plan) : [],
      ...{ firstWrite: this.#firstWrite, recorded },
    });
    if (recordTo !== undefined) await this.#kept(recordTo, document);
    if (format === 'text') return false;
    await this.#streams.print(formatDocument(document, format));
    return true;
  }
}
