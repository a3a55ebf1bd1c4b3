// The limits that an archive is read within, and how much of each is spent.
import { limitOf, LIMITS, moreThan, overLimit, raising, type LimitName } from '../limits.ts';
import { timer } from '../timers.ts';
import { Unreadable } from './unreadable.ts';

const OF_ARCHIVES = [
  'file',
  'yaml',
  'unpacked',
  'files',
  'objects',
  'values',
  'depth',
  'time',
] as const satisfies readonly LimitName[];

type ArchiveLimit = (typeof OF_ARCHIVES)[number];

export type Limits = Readonly<Record<ArchiveLimit, number>>;

export function archiveLimits(variables: Readonly<Record<string, string | undefined>>): Limits {
  const limits = OF_ARCHIVES.map((name) => [name, limitOf(name, variables)] as const);
  return Object.fromEntries(limits) as Limits;
}

/** One for each archive. */
export class Budget {
  readonly limits: Limits;
  readonly #archive: string;
  readonly #started = performance.now();
  readonly #spent = { unpacked: 0, files: 0, objects: 0, values: 0 };

  constructor(archive: string, limits: Limits) {
    this.#archive = archive;
    this.limits = limits;
  }

  /** Throws a Failure once the whole archive has more than its limit. */
  spend(name: 'unpacked' | 'files' | 'objects' | 'values', amount: number): void {
    this.#spent[name] += amount;
    if (this.#spent[name] > this.limits[name]) throw this.#over(name);
    this.inTime();
  }

  /** Throws a Failure once reading has taken longer than its limit. */
  inTime(): void {
    if (this.#left() <= 0) throw this.#over('time');
  }

  /** For a source that answers when it likes. */
  async within<T>(waiting: Promise<T>): Promise<T> {
    let ending: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      ending = timer(() => {
        reject(this.#over('time'));
      }, this.#left());
    });
    try {
      return await Promise.race([waiting, late]);
    } finally {
      clearTimeout(ending);
    }
  }

  #left(): number {
    return this.#started + this.limits.time - performance.now();
  }

  #over(name: ArchiveLimit): Error {
    return overLimit(name, this.#archive, this.limits[name]);
  }
}

/** Of one file among others, which may be read without it. */
export function tooMuch(name: ArchiveLimit, limits: Limits): Unreadable {
  const { variable } = LIMITS[name];
  return new Unreadable(moreThan(name, limits[name]), { hint: raising(name), variable });
}
