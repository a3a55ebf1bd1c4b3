// Whether a list is the one that was asked for, and each of its items belongs to it.
import { list, object, text, type RawObject } from '../lease/lease.ts';
import {
  difference,
  ForeignAnswer,
  refOf,
  refWords,
  word,
  type Expected,
  type Ref,
} from './expected.ts';

/** What every item must be. */
export interface ExpectedItems extends Expected {
  /** Left out on the server's side. */
  readonly exceptNamespace?: string | undefined;
}

/** One list, page by page; a list that begins again needs a new one. */
export class ListCheck {
  readonly #expected: ExpectedItems;
  readonly #names = new Map<string, Set<string>>();
  #version: string | undefined;

  constructor(expected: ExpectedItems) {
    this.#expected = expected;
  }

  /** The items of a page of JSON, each checked; throws a ForeignAnswer. */
  page(body: RawObject): RawObject[] {
    this.version(text(object(body['metadata'])['resourceVersion']));
    const items = itemsOf(body, this.#expected);
    for (const item of items) this.ref(refOf(item));
    return items;
  }

  /** All pages of a list are of one moment. */
  version(version: string | undefined): void {
    if (!version) return;
    if (this.#version !== undefined && this.#version !== version) {
      throw new ForeignAnswer(
        `answered with pages of different lists of ${this.#expected.kind}s: their resourceVersions are ${word(this.#version)} and ${word(version)}`,
      );
    }
    this.#version = version;
  }

  /** Whether an item of this name belongs to it; none may come twice. */
  ref(ref: Ref): void {
    const { kind, namespace, name, exceptNamespace } = this.#expected;
    const { namespace: within, name: called } = ref;
    if (called === '') throw new ForeignAnswer(`listed a ${kind} without a name`);
    if (namespace !== undefined && within !== namespace) {
      this.#foreign(ref, `instead of ${kind}s of ${namespace || 'the cluster'}`);
    }
    if (name !== undefined && called !== name) {
      this.#foreign(ref, `instead of ${refWords({ namespace: namespace ?? '', name })}`);
    }
    if (namespace === undefined && within === exceptNamespace) {
      this.#foreign(ref, `although namespace ${exceptNamespace} was left out`);
    }
    const names = this.#names.get(within) ?? new Set();
    if (names.size === 0) this.#names.set(within, names);
    if (names.has(called)) this.#foreign(ref, 'twice');
    names.add(called);
  }

  #foreign(ref: Ref, why: string): never {
    throw new ForeignAnswer(`listed ${this.#expected.kind} ${refWords(ref)} ${why}`);
  }

  /** `selector`: in Kubernetes' syntax. */
  unselected(raw: RawObject, selector: string): never {
    this.#foreign(
      refOf(raw),
      `although it does not match the selector ${JSON.stringify(selector)}`,
    );
  }
}

/** The items of a page, each an object of the kind that was asked for; throws a ForeignAnswer. */
export function itemsOf(body: RawObject, { kind, apiVersion }: Expected): RawObject[] {
  const { items } = body;
  // Go writes an empty list as null.
  if (items !== null && !Array.isArray(items)) {
    throw new ForeignAnswer(`answered with a ${kind}List that has no items`);
  }
  const objects = list(items);
  if (objects.length < (items?.length ?? 0)) {
    throw new ForeignAnswer(`listed something among the ${kind}s that is no object`);
  }
  for (const item of objects) {
    const what = difference(item, { kind, ...(apiVersion === undefined ? {} : { apiVersion }) });
    if (what !== undefined) throw new ForeignAnswer(`listed ${what}`);
  }
  return objects;
}
