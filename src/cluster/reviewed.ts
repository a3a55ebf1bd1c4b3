// What an access review says: only where it answers the question that was asked.
import type { Review } from '../lease/evidence.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import { ForeignAnswer } from './expected.ts';

/** `spec`: as it was sent, and as the server gives it back. Throws a ForeignAnswer. */
export function reviewed(answer: RawObject, spec: object): Review {
  const kind = text(answer['kind']) ?? '';
  if (!isAnswered(answer['spec'], spec)) {
    throw new ForeignAnswer(`answered with a ${kind} about something else`);
  }
  const { allowed, denied, reason } = object(answer['status']);
  if (typeof allowed !== 'boolean') {
    throw new ForeignAnswer(`answered with a ${kind} that does not say what is allowed`);
  }
  return { allowed: allowed && denied !== true, reason: text(reason) ?? '' };
}

/** What is empty in a question is absent from the answer. */
function isAnswered(found: unknown, asked: unknown): boolean {
  if (asked === undefined || asked === '') return found === undefined || found === '';
  if (Array.isArray(asked)) {
    const all: readonly unknown[] = Array.isArray(found) ? found : [];
    return all.length === asked.length && asked.every((value) => all.includes(value));
  }
  if (typeof asked !== 'object' || asked === null) return found === asked;
  return Object.entries(asked).every(([key, value]) => isAnswered(object(found)[key], value));
}
