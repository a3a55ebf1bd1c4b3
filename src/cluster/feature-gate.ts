// Whether a feature gate is on: the API server's own metrics say so (component-base featuregate/metrics).
import { failure } from '../errors.ts';
import type { Seen } from '../lease/evidence.ts';
import type { Api } from './api.ts';
import { linesOf } from './lines.ts';
import { seen } from './seen.ts';

/** A comment or a value of the text format of Prometheus. */
const METRIC = /^(?:# (?:HELP|TYPE) |[a-z_:][a-z0-9_:]*(?:\{.*\})? [-+0-9])/;

/** Read line by line: the metrics of a busy server are many megabytes. */
export function featureGate(api: Api, name: string): Promise<Seen<boolean | undefined>> {
  return seen('get the metrics of the API server', async () => {
    const answer = await api.stream({ path: '/metrics', headers: { Accept: 'text/plain' } });
    const label = `name="${name}"`;
    let isMetrics = false;
    try {
      for await (const line of linesOf(answer.chunks)) {
        isMetrics ||= METRIC.test(line);
        if (!line.startsWith('kubernetes_feature_enabled{') || !line.includes(label)) continue;
        const value = line.slice(line.lastIndexOf('}') + 1).trim();
        if (value !== '0' && value !== '1') {
          throw failure(`the API server does not say whether ${name} is on`);
        }
        return value === '1';
      }
      if (!isMetrics) throw failure('the API server answered with something that is not metrics');
      return undefined;
    } finally {
      answer.cancel();
    }
  });
}
