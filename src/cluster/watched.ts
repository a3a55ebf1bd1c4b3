// Watches one Lease for a few seconds, to see its holder renew.
import type { Patience, Seen, Sighting, Watched } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { SECOND } from '../lease/time.ts';
import type { Api } from './api.ts';
import { seen } from './seen.ts';
import { watchLeases } from './watch.ts';

/** Whoever waits for longer than this wants to know for what. */
const UNEXPLAINED = 5;

/** A list and a watch. */
export async function watched(
  api: Api,
  { namespace, name }: LeaseRef,
  { writes, seconds }: Patience,
  note: (line: string) => Promise<void>,
): Promise<Seen<Watched>> {
  if (seconds <= 0) return { seen: false, why: 'it was not watched' };
  if (seconds > UNEXPLAINED) {
    await note(
      `watching ${namespace}/${name} for up to ${Math.ceil(seconds)}s, to see whether it is renewed`,
    );
  }
  return seen(`watch leases in ${namespace}`, async () => {
    const found: Sighting[] = [];
    let [until, now] = [Infinity, 0];
    for await (const event of watchLeases(api, { namespace, name })) {
      if (!('clock' in event)) continue;
      ({ now } = event.clock);
      if (event.type === 'listed') until = Math.min(until, now + seconds * SECOND);
      if (event.type === 'listed') for (const { raw } of event.items) found.push({ raw, at: now });
      if (event.type === 'written') found.push({ raw: event.item.raw, at: now });
      if (event.type === 'deleted' || found.length > writes || now >= until) break;
    }
    return { sightings: found, until: now };
  });
}
