// Whether an event of a watch belongs to what is watched, and comes after what was told before.
import { failure } from '../errors.ts';
import { parseJson } from '../json.ts';
import type { LeaseItem, LeaseQuery } from '../lease/evidence.ts';
import { object, stringMap, text, type RawObject } from '../lease/lease.ts';
import { isOlder } from '../lease/resource-version.ts';
import { selectorMatcher, type LabelMatcher } from '../lease/selector.ts';
import { difference, ForeignAnswer, refOf, refWords, word, type Ref } from './expected.ts';

/** An event as it may be believed. */
export interface CheckedEvent {
  /**
   * `known`: nothing new, a bookmark or an event that was told before. `replaced`: another object
   * of the same name, although the deletion of the first one was not told.
   */
  readonly type: 'written' | 'DELETED' | 'ERROR' | 'known' | 'replaced';
  readonly object: RawObject;
}

const LEASE = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' };
const WRITTEN = new Set<unknown>(['ADDED', 'MODIFIED']);

export class WatchCheck {
  /** The place from which a new watch goes on. */
  version = '';
  readonly #query: LeaseQuery;
  readonly #matches: LabelMatcher;
  /** Of each Lease that there is, by namespace and name. */
  readonly #uids = new Map<string, string | undefined>();

  constructor(query: LeaseQuery) {
    this.#query = query;
    // The server may know more of selectors than we do.
    this.#matches = selectorMatcher(query.selector ?? '', () => () => true);
  }

  /** Throws a ForeignAnswer for a list that is older than what was told before. */
  listed(items: readonly LeaseItem[], version: string | undefined): void {
    if (isOlder(version, this.version)) {
      throw new ForeignAnswer(
        `answered with an older list of Leases: its resourceVersion is ${word(version ?? '')} after ${word(this.version)}`,
      );
    }
    this.version = version ?? this.version;
    this.#uids.clear();
    for (const { lease } of items) this.#uids.set(keyOf(lease.ref), lease.uid);
  }

  /** Throws a ForeignAnswer for an event of something else, a Failure for what is no event. */
  event(line: string): CheckedEvent {
    const { type, object: told } = object(parsed(line));
    const raw = object(told);
    if (type === 'ERROR') return { type, object: raw };
    const isWritten = WRITTEN.has(type);
    if (!isWritten && type !== 'DELETED' && type !== 'BOOKMARK') {
      throw failure('the watch sent something that is no event of a watch');
    }
    const version = text(object(raw['metadata'])['resourceVersion']) ?? '';
    // A bookmark has neither name nor namespace.
    if (type === 'BOOKMARK') return this.#known(raw, isNumber(version) ? version : '');
    const ref = this.#refOf(raw);
    if (isWritten) this.#selected(raw, ref);
    // Events come in the order of their resourceVersions: this one was told before.
    if (version !== '' && (version === this.version || isOlder(version, this.version))) {
      return this.#known(raw, '');
    }
    const key = keyOf(ref);
    const before = this.#uids.get(key);
    const uid = text(object(raw['metadata'])['uid']);
    if (before !== undefined && uid !== before) return { type: 'replaced', object: raw };
    this.version = version || this.version;
    if (type === 'DELETED') this.#uids.delete(key);
    else this.#uids.set(key, uid);
    return { type: isWritten ? 'written' : 'DELETED', object: raw };
  }

  #known(raw: RawObject, version: string): CheckedEvent {
    if (version !== '' && !isOlder(version, this.version)) this.version = version;
    return { type: 'known', object: raw };
  }

  /** What no longer matches is told as deleted. */
  #selected(raw: RawObject, ref: Ref): void {
    if (this.#matches(stringMap(object(raw['metadata'])['labels']))) return;
    throw new ForeignAnswer(
      `sent an event about Lease ${refWords(ref)}, which does not match the selector ${JSON.stringify(this.#query.selector)}`,
    );
  }

  #refOf(raw: RawObject): Ref {
    const { namespace, exceptNamespace, name } = this.#query;
    const what = difference(raw, { ...LEASE, namespace, name });
    if (what !== undefined) throw new ForeignAnswer(`sent an event about ${what}`);
    const ref = refOf(raw);
    if (ref.name === '') throw new ForeignAnswer('sent an event about a Lease without a name');
    if (namespace === undefined && ref.namespace === exceptNamespace) {
      throw new ForeignAnswer(
        `sent an event about Lease ${refWords(ref)} although namespace ${exceptNamespace} was left out`,
      );
    }
    return ref;
  }
}

function keyOf({ namespace, name }: Ref): string {
  return `${namespace}/${name}`;
}

function isNumber(version: string): boolean {
  return /^[0-9]+$/.test(version);
}

function parsed(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    throw failure('the watch sent something that is not JSON');
  }
}
