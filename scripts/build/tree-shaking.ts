// Says of client-node what its package.json does not: what its index re-exports and nobody uses
// (exec, port-forward, cp, the kubeconfig loader) may be left out.
import type { Plugin } from 'esbuild';

const INDEX = '/node_modules/@kubernetes/client-node/dist/index.js';

export function treeShaking(): Plugin {
  return {
    name: 'tree-shaking',
    setup(build) {
      build.onResolve(
        { filter: /^\.\// },
        async ({ path, importer, resolveDir, kind, pluginData }) => {
          if (!importer.endsWith(INDEX) || pluginData === INDEX) return undefined;
          const options = { importer, resolveDir, kind, pluginData: INDEX };
          return { ...(await build.resolve(path, options)), sideEffects: false };
        },
      );
    },
  };
}
