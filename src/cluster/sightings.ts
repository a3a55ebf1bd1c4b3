// Watches one Lease for a few seconds, to see its holder renew.
import type { Patience, Seen, Sighting } from '../lease/evidence.ts';
import type { LeaseRef } from '../lease/lease.ts';
import { SECOND } from '../lease/time.ts';
import type { Api } from './api.ts';
import { seen } from './seen.ts';
import { watchLeases } from './watch.ts';

/** A list and a watch. */
export function sightings(
  api: Api,
  { namespace, name }: LeaseRef,
  { writes, seconds }: Patience,
): Promise<Seen<readonly Sighting[]>> {
  return seen(`watch leases in ${namespace}`, async () => {
    const found: Sighting[] = [];
    let until: number | undefined;
    for await (const event of watchLeases(api, { namespace, name })) {
      if (!('clock' in event)) continue;
      const { now } = event.clock;
      until ??= now + seconds * SECOND;
      if (event.type === 'listed') for (const { raw } of event.items) found.push({ raw, at: now });
      if (event.type === 'written') found.push({ raw: event.item.raw, at: now });
      if (event.type === 'deleted' || found.length > writes || now >= until) break;
    }
    return found;
  });
}
