// Watches one Lease for a few seconds, to see its holder renew.
import type { Patience, Seen, Sighting, Watched } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { SECOND } from '../lease/time.ts';
import type { Api } from './api.ts';
import { seen } from './seen.ts';
import { watchLeases } from './watch.ts';

/** A list and a watch. */
export function watched(
  api: Api,
  { namespace, name }: LeaseRef,
  { writes, seconds }: Patience,
): Promise<Seen<Watched>> {
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
