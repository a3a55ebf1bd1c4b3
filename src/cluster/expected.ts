// Whether an object is the one that was asked for: the one place that decides it, for every answer.
import { Failure } from '../errors.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import { isOlder } from '../lease/resource-version.ts';

/** What an answer must be; what is undefined may be anything. */
export interface Expected {
  readonly kind: string;
  readonly apiVersion?: string;
  /** '' for what lives in no namespace. */
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  readonly uid?: string | undefined;
}

const CHANGED = 'A proxy between you and the API server may have changed the answer.';

/** An answer about something else. To ask the same again would bring the same. */
export class ForeignAnswer extends Failure {
  constructor(what: string) {
    super(`error: the API server ${what}`, { hint: CHANGED });
  }
}

/** Throws a ForeignAnswer that names both: what came, and what was asked for. */
export function identified(raw: RawObject, expected: Expected): RawObject {
  const what = difference(raw, expected);
  if (what !== undefined) throw new ForeignAnswer(`answered with ${what}`);
  return raw;
}

/** "Lease payments/other instead of payments/reconciler"; undefined where it is what was asked for. */
export function difference(raw: RawObject, expected: Expected): string | undefined {
  const { kind, apiVersion, namespace, name, uid } = expected;
  const metadata = object(raw['metadata']);
  const found = refOf(raw);
  const came = `${word(text(raw['kind']) ?? kind)} ${refWords(found)}`;
  // Items of a list lack both.
  if ((raw['kind'] ?? kind) !== kind) return `${came} instead of a ${kind}`;
  if (apiVersion !== undefined && (raw['apiVersion'] ?? apiVersion) !== apiVersion) {
    return `${came} of ${word(text(raw['apiVersion']) ?? '')} instead of ${apiVersion}`;
  }
  const isThere = namespace === undefined || found.namespace === namespace;
  if (!isThere || (name !== undefined && found.name !== name)) {
    return `${came} instead of ${refWords({ namespace: namespace ?? '', name: name ?? found.name })}`;
  }
  if (uid !== undefined && metadata['uid'] !== uid) {
    return `another ${came}: its uid is ${word(text(metadata['uid']) ?? '')}, not ${word(uid)}`;
  }
  return undefined;
}

/** The newest resourceVersion that was seen of each object. */
export class Newest {
  readonly #versions = new Map<string, string>();

  /** To be asked before a request is sent: an answer to it may not be older than this. */
  before({ kind, namespace = '', name = '' }: Expected): string | undefined {
    return this.#versions.get(JSON.stringify([kind, namespace, name]));
  }

  /** Throws a ForeignAnswer where the answer is older than what was seen before it was asked for. */
  check(raw: RawObject, expected: Expected, before: string | undefined): void {
    const { kind, namespace = '', name = '' } = expected;
    const version = text(object(raw['metadata'])['resourceVersion']);
    if (isOlder(version, before)) {
      const [now, then] = [word(version ?? ''), word(before ?? '')];
      throw new ForeignAnswer(
        `answered with an older state of ${kind} ${refWords({ namespace, name })}: its resourceVersion is ${now} after ${then}`,
      );
    }
  }

  /** Of an answer that is believed: a false one would make all that come after it look old. */
  saw(raw: RawObject, { kind, namespace = '', name = '' }: Expected): void {
    const key = JSON.stringify([kind, namespace, name]);
    const version = text(object(raw['metadata'])['resourceVersion']);
    if (version === undefined || isOlder(version, this.#versions.get(key))) return;
    this.#versions.set(key, version);
  }
}

export interface Ref {
  readonly namespace: string;
  readonly name: string;
}

/** Both '' where they are absent. */
export function refOf(raw: RawObject): Ref {
  const metadata = object(raw['metadata']);
  return { namespace: text(metadata['namespace']) ?? '', name: text(metadata['name']) ?? '' };
}

/** "payments/reconciler" */
export function refWords({ namespace, name }: Ref): string {
  const named = name === '' ? 'without a name' : word(name);
  return namespace === '' ? named : `${word(namespace)}/${named}`;
}

/** As it is where it could be a name; else quoted, so that it cannot break the line. */
export function word(foreign: string): string {
  return /^[\w.:/~-]{1,253}$/.test(foreign) ? foreign : JSON.stringify(foreign.slice(0, 64));
}
