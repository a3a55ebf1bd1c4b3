// Whether a feature gate is on: the API server's own metrics say so (component-base featuregate/metrics).
import type { Seen } from '../lease/evidence.ts';
import type { Api } from './api.ts';
import { linesOf } from './lines.ts';
import { seen } from './seen.ts';

/** Read line by line: the metrics of a busy server are many megabytes. */
export function featureGate(api: Api, name: string): Promise<Seen<boolean | undefined>> {
  return seen('get the metrics of the API server', async () => {
    const answer = await api.stream({ path: '/metrics', headers: { Accept: 'text/plain' } });
    const label = `name="${name}"`;
    try {
      for await (const line of linesOf(answer.chunks)) {
        if (!line.startsWith('kubernetes_feature_enabled{') || !line.includes(label)) continue;
        return Number(line.slice(line.lastIndexOf('}') + 1)) === 1;
      }
      return undefined;
    } finally {
      answer.cancel();
    }
  });
}
