// Answers the questions of a bundle as they were answered when it was saved.
import type { Clock, ClockSource } from '../lease/clock.ts';
import type { Evidence, Seen } from '../lease/evidence.ts';
import { list, object, text, type RawObject } from '../lease/lease.ts';
import { RESOURCES, type Look } from '../lease/look.ts';
import { isSelected } from '../lease/look-selected.ts';
import { parseTime } from '../lease/time.ts';
import { auditTrailFrom } from './audit-trail.ts';
import {
  askedFrom,
  gateFrom,
  measuredFrom,
  reviewFrom,
  seenFrom,
  versionFrom,
  watchedFrom,
} from './asked.ts';
import { ANSWER, BUNDLE } from './bundle.ts';
import { keyOf, type Asked } from './questions.ts';

/** The answers by their questions' keys; empty where the archive is no bundle. */
export type Answers = ReadonlyMap<string, RawObject>;

export function answersIn(objects: readonly RawObject[]): Answers {
  return new Map(
    objects.flatMap((it) => {
      const asked = it['kind'] === ANSWER ? askedFrom(object(it['question'])) : undefined;
      return asked === undefined ? [] : [[keyOf(asked), object(it['answer'])] as const];
    }),
  );
}

/** The objects within the answers, for questions that nobody asked when it was saved. */
export function itemsIn(objects: readonly RawObject[]): RawObject[] {
  const items = objects.filter((it) => it['kind'] === ANSWER).flatMap(itemsOf);
  // A Pod may be the answer to several of them.
  return [...new Map(items.map((it) => [keyOfObject(it), it])).values()];
}

function keyOfObject(it: RawObject): string {
  const { uid, namespace, name } = object(it['metadata']);
  return JSON.stringify([it['kind'], uid, namespace, name]);
}

/** Of the Lease itself only the state that was judged. */
function itemsOf(it: RawObject): RawObject[] {
  const asked = askedFrom(object(it['question']));
  if (asked === undefined) return [];
  const items = list(object(it['answer'])['value']);
  if ('lease' in asked) return items;
  if (!('look' in asked) || asked.look.resource === 'leases') return [];
  // The items of a list lack what the list says of them.
  const { kind, apiVersion } = RESOURCES[asked.look.resource];
  return items.map((item) => ({ apiVersion, kind, ...item }));
}

const SOURCES: readonly ClockSource[] = ['server', 'capture', 'given', 'newest', 'workstation'];

/** When and by whose clock the Lease was read; undefined where the archive is no bundle. */
export function clockIn(objects: readonly RawObject[]): Clock | undefined {
  const bundle = objects.find((it) => it['kind'] === BUNDLE);
  const { time, source, restamps, since, measured } = object(object(bundle)['clock']);
  const now = parseTime(time);
  if (now === undefined) return undefined;
  const from = parseTime(since);
  return {
    now,
    source: SOURCES.find((it) => it === text(source)) ?? 'capture',
    restamps: gateFrom(restamps),
    ...(from === undefined ? {} : { since: from }),
    ...(measured === undefined ? {} : { measured: seenFrom(object(measured), measuredFrom) }),
  };
}

/** What was not asked then is answered by the archive. */
export function replaying(archive: Evidence, answers: Answers): Evidence {
  const answered = <T>(
    asked: Asked,
    read: (value: unknown) => T,
    otherwise: () => Promise<Seen<T>>,
  ): Promise<Seen<T>> => {
    const answer = answers.get(keyOf(asked));
    return answer === undefined ? otherwise() : Promise.resolve(seenFrom(answer, read));
  };
  return {
    ...archive,
    look: (look) => {
      // A bundle may be changed: what does not belong to the question is not its answer.
      const read = (value: unknown): readonly RawObject[] =>
        list(value).filter((it) => isSelected(it, look) && isWithin(it, look));
      return answered({ look }, read, () => archive.look(look));
    },
    review: (who, question) =>
      answered({ review: { who, question } }, reviewFrom, () => archive.review(who, question)),
    version: () => answered({ version: true }, versionFrom, () => archive.version()),
    watched: (ref, patience) =>
      answered({ watched: ref }, watchedFrom, () => archive.watched(ref, patience)),
    audit: (ref) => {
      const answer = answers.get(keyOf({ audit: ref }));
      return answer === undefined
        ? archive.audit(ref)
        : Promise.resolve(auditTrailFrom(object(answer['value'])));
    },
    featureGate: (name) =>
      answered({ featureGate: name }, gateFrom, () => archive.featureGate(name)),
  };
}

function isWithin(it: RawObject, { resource, namespace }: Look): boolean {
  const isAnywhere = namespace === undefined || !RESOURCES[resource].namespaced;
  return isAnywhere || object(it['metadata'])['namespace'] === namespace;
}
