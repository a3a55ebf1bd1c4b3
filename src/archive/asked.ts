// Reads the questions and answers of a bundle; a file is no more to be trusted than a server.
import type { MeasuredClock } from '../lease/clock.ts';
import type { Review, Seen, ServerVersion, Watched } from '../lease/evidence.ts';
import {
  integer,
  list,
  object,
  stringMap,
  text,
  type LeaseRef,
  type RawObject,
} from '../lease/lease.ts';
import { RESOURCES, type Look, type Resource } from '../lease/look.ts';
import type { Question } from '../lease/rbac-rule.ts';
import type { Asked } from './questions.ts';

/** Undefined for what is no question of ours. */
export function askedFrom(question: RawObject): Asked | undefined {
  if (question['lease'] !== undefined) return { lease: refFrom(question['lease']) };
  if (question['watched'] !== undefined) return { watched: refFrom(question['watched']) };
  if (question['audit'] !== undefined) return { audit: refFrom(question['audit']) };
  if (question['version'] !== undefined) return { version: true };
  const featureGate = text(question['featureGate']);
  if (featureGate !== undefined) return { featureGate };
  if (question['look'] !== undefined) return lookFrom(object(question['look']));
  const { who, question: right } = object(question['review']);
  const { user, groups } = object(who);
  if (right === undefined) return undefined;
  const names = Array.isArray(groups) ? groups.filter((it) => typeof it === 'string') : [];
  const identity = { user: text(user), groups: names };
  return { review: { who: identity, question: right as Question } };
}

function refFrom(value: unknown): LeaseRef {
  const { namespace, name } = object(value);
  return { namespace: text(namespace) ?? '', name: text(name) ?? '' };
}

function lookFrom(look: RawObject): Asked | undefined {
  const resource = text(look['resource']) ?? '';
  if (!Object.hasOwn(RESOURCES, resource)) return undefined;
  return {
    look: {
      resource: resource as Resource,
      namespace: text(look['namespace']),
      name: text(look['name']),
      labels: look['labels'] === undefined ? undefined : stringMap(look['labels']),
      node: text(look['node']),
      oneOf: look['oneOf'] === undefined ? undefined : oneOfFrom(object(look['oneOf'])),
      about: look['about'] === undefined ? undefined : refFrom(look['about']),
    },
  };
}

function oneOfFrom({ label, values }: RawObject): Look['oneOf'] {
  const strings = Array.isArray(values) ? values.filter((it) => typeof it === 'string') : [];
  return { label: text(label) ?? '', values: strings };
}

/** `read` makes what it should be of whatever stands there. */
export function seenFrom<T>(answer: RawObject, read: (value: unknown) => T): Seen<T> {
  if (answer['seen'] !== true) return { seen: false, why: text(answer['why']) ?? 'not known' };
  const partly = text(answer['partly']);
  const value = read(answer['value']);
  return { seen: true, value, ...(partly === undefined ? {} : { partly }) };
}

export function reviewFrom(value: unknown): Review {
  const { allowed, reason } = object(value);
  return { allowed: allowed === true, reason: text(reason) ?? '' };
}

export function versionFrom(value: unknown): ServerVersion {
  const { major, minor, gitVersion } = object(value);
  return { major: integer(major, 0), minor: integer(minor, 0), gitVersion: text(gitVersion) };
}

export function measuredFrom(value: unknown): MeasuredClock {
  const { offset, answers, doubt } = object(value);
  const isNumber = typeof offset === 'number' && Number.isFinite(offset);
  return {
    offset: isNumber ? offset : undefined,
    answers: integer(answers, 0) ?? 0,
    doubt: text(doubt),
  };
}

export function watchedFrom(value: unknown): Watched {
  const { sightings, until } = object(value);
  return {
    sightings: list(sightings).map(({ raw, at }) => ({
      raw: object(raw),
      at: integer(at, 0) ?? 0,
    })),
    until: integer(until, 0) ?? 0,
  };
}

export function gateFrom(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}
