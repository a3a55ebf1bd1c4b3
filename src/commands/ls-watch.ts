// What `ls -w` does: the list, then a line for every change of holder, standing or transitions.
import { Failure } from '../errors.ts';
import { Changes, type Change } from '../lease/changes.ts';
import type { Clock } from '../lease/clock.ts';
import type { Evidence, LeaseItem, WatchEvent } from '../lease/evidence.ts';
import { filterOf, queryOf } from '../lease/listing.ts';
import { clockFor, versionOnce, type WithVersion } from '../lease/server-version.ts';
import type { Verdict } from '../lease/verdict.ts';
import { showsObjects, type LeasePrinter } from '../view/lease-printer.ts';
import { noteWhatIsLeftOut, printerFor, type Listing, type Output } from './ls-list.ts';

/** Never ends by itself. */
export async function watch(evidence: Evidence, listing: Listing, output: Output): Promise<never> {
  const watching = new Watching(evidence, listing, output);
  for await (const event of evidence.watch(queryOf(listing.intent))) await watching.meet(event);
  throw new Error('a watch goes on until it is ended');
}

/** Leases that are read anew at one tick; the others are due at the next. */
const AT_ONCE = 50;

class Watching {
  readonly #evidence: Evidence;
  readonly #listing: Listing;
  readonly #output: Output;
  readonly #printer: LeasePrinter;
  readonly #wanted: (verdict: Verdict) => boolean;
  readonly #changes = new Changes();
  /** Leases whose last line was one that was wanted. */
  readonly #shown = new Set<string>();
  /** Asks anew after a gap: the server may be another since. */
  #withVersion: WithVersion;
  #listed = false;
  /** The stream of events stands. */
  #connected = true;
  /** The API server answers, as far as was said: silence is then the holder's. */
  #heard = true;

  constructor(evidence: Evidence, listing: Listing, output: Output) {
    this.#evidence = evidence;
    this.#withVersion = versionOnce(evidence);
    this.#listing = listing;
    this.#output = output;
    this.#wanted = filterOf(listing.intent);
    const { intent, format, headers } = listing;
    this.#printer = printerFor(intent, format, { headers, times: true });
  }

  async meet(event: WatchEvent): Promise<void> {
    if (event.type !== 'tick') this.#connected = event.type !== 'lost';
    if (this.#connected && event.type !== 'tick') await this.#find();
    switch (event.type) {
      case 'listed':
        this.#withVersion = versionOnce(this.#evidence);
        return this.#list(event.items, await this.#clockFor(event.items, event.clock));
      case 'written':
        return this.#tell(
          this.#changes.written(event.item, await this.#clockFor([event.item], event.clock)),
        );
      case 'deleted':
        return this.#tell(
          this.#changes.delete(event.item, await this.#clockFor([event.item], event.clock)),
        );
      case 'tick':
        return this.#tell(this.#connected ? await this.#due(event.clock) : []);
      case 'lost':
        return this.#lose(event.why);
      case 'found':
        this.#withVersion = versionOnce(this.#evidence);
        return undefined;
    }
  }

  #clockFor(items: readonly LeaseItem[], read: Clock): Promise<Clock> {
    const leases = Iterator.from(items).map(({ lease }) => lease);
    return clockFor(leases, read, this.#withVersion);
  }

  /** Documents come one a line from the first on; a table begins with all of its rows. */
  async #list(items: readonly LeaseItem[], clock: Clock): Promise<void> {
    const news = this.#changes.replace(items, clock);
    if (this.#listed || showsObjects(this.#listing.format)) {
      await this.#tell(news);
    } else {
      for (const row of this.#interesting(news)) this.#printer.add(row);
      await this.#output.printAll(this.#printer.text(clock));
    }
    if (!this.#listed) await noteWhatIsLeftOut(this.#listing.intent, this.#output);
    this.#listed = true;
  }

  async #tell(news: readonly Change[]): Promise<void> {
    const lines = this.#interesting(news).map((change) => this.#printer.line(change));
    await this.#output.printAll(lines);
  }

  /** What is wanted, and once what no longer is: the last word on a Lease must not be an old one. */
  #interesting(news: readonly Change[]): Change[] {
    return news.filter(({ lease: { ref }, verdict, deleted }) => {
      const key = `${ref.namespace}/${ref.name}`;
      const wanted = this.#wanted(verdict);
      const shown = this.#shown.delete(key);
      if (wanted && !deleted) this.#shown.add(key);
      return wanted || shown;
    });
  }

  /** Read anew, so that no news is not taken for silence. */
  async #due(clock: Clock): Promise<Change[]> {
    const news: Change[] = [];
    for (const item of this.#changes.due(clock).slice(0, AT_ONCE)) {
      try {
        const { clock: now, ...read } = await this.#evidence.lease(item.lease.ref);
        news.push(...this.#changes.set(read, await this.#clockFor([read], now)));
      } catch (thrown) {
        if (!(thrown instanceof Failure)) throw thrown;
        if (thrown.notFound) news.push(...this.#changes.delete(item, clock));
        else await this.#lose(thrown.sentence);
        return news;
      }
      await this.#find();
    }
    return news;
  }

  async #lose(why: string): Promise<void> {
    if (!this.#heard) return;
    this.#heard = false;
    await this.#output.note(why);
    await this.#output.note('Nothing is said of any holder until the API server answers.');
  }

  async #find(): Promise<void> {
    if (this.#heard) return;
    this.#heard = true;
    await this.#output.note('The API server answers again.');
  }
}
