// The Pods' network: a bridge without a gateway, over which nothing is ever sent.
import type { Cluster } from './cluster.ts';
import { bridge } from './layout.ts';

// TEST-NET-2 of RFC 5737: a Pod has to have an address, and nobody may mistake this one.
const subnet = '198.51.100.0/24';

export function cniConfiguration(cluster: Cluster): string {
  return JSON.stringify({
    cniVersion: '1.0.0',
    name: 'pods',
    plugins: [
      {
        type: 'bridge',
        bridge: bridge(cluster),
        isGateway: false,
        ipMasq: false,
        ipam: { type: 'host-local', ranges: [[{ subnet }]] },
      },
    ],
  });
}
