// The Kubernetes objects that a file of YAML or JSON holds.
import { list, object, text, type RawObject } from '../lease/lease.ts';
import { inJson } from './json-documents.ts';
import { isKept, OUR_GROUP } from './kinds.ts';
import type { Budget } from './limited.ts';
import { valuesIn } from './values.ts';
import { inYaml } from './yaml-documents.ts';

export interface Objects {
  readonly kept: readonly RawObject[];
  /** The kinds of those that are not kept, once for each object. */
  readonly others: readonly string[];
}

/** A document, and the items of its list if they were not parsed with it. */
export interface Document {
  readonly value: unknown;
  readonly items: Iterable<Parsed> | undefined;
}

export interface Parsed {
  readonly value: unknown;
  /** How many values are in it, at most. */
  readonly values: number;
}

/**
 * Undefined when it holds none at all. Throws Unreadable for what is neither YAML nor JSON. JSON
 * comes first: it is YAML too, but a hundred times faster to read as what it is.
 */
export function objectsIn(content: Buffer, budget: Budget): Objects | undefined {
  const asJson = inJson(content, budget.limits);
  if (asJson !== undefined) {
    try {
      return collected([asJson], budget);
    } catch (thrown) {
      if (!(thrown instanceof SyntaxError)) throw thrown;
    }
  }
  return collected(inYaml(content, budget.limits), budget);
}

function collected(documents: Iterable<Document>, budget: Budget): Objects | undefined {
  const [kept, others]: [RawObject[], string[]] = [[], []];
  let some = false;
  const take = (it: RawObject, values: number): void => {
    if (isKept(it)) {
      budget.spend('values', values);
      kept.push(it);
    } else {
      others.push(text(it['kind']) ?? '');
    }
  };
  for (const { value, items } of documents) {
    budget.spend('objects', 1);
    if (typeof value !== 'object' || value === null) continue;
    some = true;
    const document = object(value);
    const own = text(document['apiVersion'])?.startsWith(`${OUR_GROUP}/`) === true;
    const kindOfItems = own ? undefined : itemKind(document);
    if (own) for (const it of ours(document, items)) take(it, valuesIn(it));
    else if (kindOfItems === undefined) {
      if (text(document['kind'])) take(document, valuesIn(document));
    } else {
      const defaults =
        kindOfItems === '' ? {} : { apiVersion: document['apiVersion'], kind: kindOfItems };
      for (const item of items ?? parsed(list(document['items']))) {
        budget.spend('objects', 1);
        const raw = item.value;
        if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) continue;
        take({ ...defaults, ...raw }, item.values);
      }
    }
  }
  return some ? { kept, others } : undefined;
}

/** A List stands for its items; an item of a typed list (LeaseList) lacks its kind. */
function itemKind(document: RawObject): string | undefined {
  const kind = text(document['kind']) ?? '';
  const isList = kind.endsWith('List') && Array.isArray(document['items']);
  return isList ? kind.slice(0, -'List'.length) : undefined;
}

/** The kind under which the moment of one of our own documents stands among the objects. */
export const AS_OF = 'AsOf';

/** What -o json|yaml prints holds the Leases inside, and says as of when. */
function ours(value: RawObject, apart: Iterable<Parsed> | undefined): RawObject[] {
  const takenAt = object(value['asOf'])['time'];
  const within =
    apart === undefined ? list(value['items']) : [...apart].map((it) => object(it.value));
  const items = Array.isArray(value['items']) ? within : [value];
  const leases = items.map((item) => object(item['lease'])).filter((lease) => text(lease['kind']));
  if (leases.length === 0) return [value];
  return takenAt === undefined
    ? leases
    : [...leases, { apiVersion: `${OUR_GROUP}/v1alpha1`, kind: AS_OF, takenAt }];
}

function parsed(items: readonly RawObject[]): Parsed[] {
  return items.map((value) => ({ value, values: valuesIn(value) }));
}
