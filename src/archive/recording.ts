// Evidence that remembers what it was asked and what it answered, so that both can be kept as a bundle.
import type { Evidence, Seen, Watched } from '../lease/evidence.ts';
import { leaseFrom, type RawObject } from '../lease/lease.ts';
import type { Clock } from '../lease/clock.ts';
import { keyOf, type Asked } from './questions.ts';
import { savable } from './savable.ts';

export interface Recording {
  readonly evidence: Evidence;
  /** Each question once, in the order of their keys. */
  answers(): readonly { readonly asked: Asked; readonly answer: Seen<unknown> }[];
  /** When the Lease was read, by whose clock; undefined before it was. */
  clock(): Clock | undefined;
}

/** Whoever asks gets what will be kept, so that both come to the same. */
export function recording(evidence: Evidence): Recording {
  const answers = new Map<string, { asked: Asked; answer: Seen<unknown> }>();
  let clock: Clock | undefined;
  const kept = async <T>(asked: Asked, answer: Promise<Seen<T>>): Promise<Seen<T>> => {
    const value = await answer;
    answers.set(keyOf(asked), { asked, answer: value });
    return value;
  };
  return {
    evidence: {
      ...evidence,
      lease: async (ref) => {
        const { raw: whole, ...read } = await evidence.lease(ref);
        const raw = savable('leases', whole);
        const found = { ...read, raw, lease: leaseFrom(raw) };
        clock = found.clock;
        answers.set(keyOf({ lease: ref }), {
          asked: { lease: ref },
          answer: { seen: true, value: [found.raw] },
        });
        return found;
      },
      look: (look) =>
        kept(
          { look },
          evidence.look(look).then((it) => savableOf(look.resource, it)),
        ),
      review: (who, question) =>
        kept({ review: { who, question } }, evidence.review(who, question)),
      version: () => kept({ version: true }, evidence.version()),
      watched: (ref, patience) =>
        kept({ watched: ref }, evidence.watched(ref, patience).then(savableWatched)),
      audit: async (ref) => {
        const trail = await evidence.audit(ref);
        if (trail === undefined) return undefined;
        const asked = { audit: ref };
        answers.set(keyOf(asked), { asked, answer: { seen: true, value: trail } });
        return trail;
      },
      featureGate: (name) => kept({ featureGate: name }, evidence.featureGate(name)),
    },
    answers: () => [...answers].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, it]) => it),
    clock: () => clock,
  };
}

function savableOf(
  resource: Parameters<typeof savable>[0],
  found: Seen<readonly RawObject[]>,
): Seen<readonly RawObject[]> {
  if (!found.seen) return found;
  return { ...found, value: found.value.map((raw) => savable(resource, raw)) };
}

function savableWatched(watched: Seen<Watched>): Seen<Watched> {
  if (!watched.seen) return watched;
  const sightings = watched.value.sightings.map((sighting) => {
    return { ...sighting, raw: savable('leases', sighting.raw) };
  });
  return { ...watched, value: { ...watched.value, sightings } };
}
