// What the libraries import and this program never reaches: left out of the bundle.
import type { Plugin } from 'esbuild';

interface Stub {
  /** The package whose import is answered with the stub; another's gets the real module. */
  readonly importer: '@oclif/core' | '@kubernetes/client-node' | '@inquirer/prompts';
  readonly module: string;
  /** CommonJS. */
  readonly contents: string;
}

const SILENT_LOGGER = 'const log = () => {}; module.exports = () => log;';
const NO_SPINNER = 'module.exports = { dots2: { frames: [] }, line: { frames: [] } };';
/** oclif's help names a command with `<%= command.id %>`; ejs would compile a function for it. */
const NAMES_ONLY = `exports.render = (text, context) =>
  text.replace(/<%= *([\\w.]+) *%>/g, (_, path) =>
    path.split('.').reduce((value, key) => value[key], context));`;

const STUBS: readonly Stub[] = [
  // Commands and plugins found in folders, and settings in files: ours are in the bundle.
  absent('@oclif/core', 'tinyglobby'),
  absent('@oclif/core', 'minimatch'),
  absent('@oclif/core', 'lilconfig'),
  absent('@oclif/core', 'get-package-type'),
  absent('@oclif/core', 'typescript'),
  // It would read oclif's package.json to compare Node's version; bin/run.js has done so.
  { importer: '@oclif/core', module: 'semver', contents: "throw new Error('not checked');" },
  { importer: '@oclif/core', module: 'debug', contents: SILENT_LOGGER },
  { importer: '@oclif/core', module: 'cli-spinners', contents: NO_SPINNER },
  { importer: '@oclif/core', module: 'ejs', contents: NAMES_ONLY },
  // Whether Linux is WSL's: oclif asks at every start and only tells it in its user agent.
  { importer: '@oclif/core', module: 'wsl-utils', contents: 'exports.isWsl = false;' },
  // Its HTTP stack: requests go through our own transport.
  absent('@kubernetes/client-node', 'undici'),
  // A question that opens an editor: nine tenths of inquirer's code are its character sets.
  absent('@inquirer/prompts', '@inquirer/editor'),
];

/** Imported, and an error once it is touched. */
function absent(importer: Stub['importer'], module: string): Stub {
  const message = JSON.stringify(`${module} is not in the bundle of kubectl lease`);
  const contents = `const fail = () => { throw new Error(${message}); };
module.exports = new Proxy(fail, { get: (_, key) => (key === '__esModule' ? true : fail) });`;
  return { importer, module, contents };
}

export function stubs(): Plugin {
  return {
    name: 'stubs',
    setup(build) {
      const filter = new RegExp(`^(${STUBS.map((stub) => stub.module).join('|')})$`);
      build.onResolve({ filter }, ({ path, importer }) => {
        const stub = STUBS.find(
          (one) => one.module === path && importer.includes(`/node_modules/${one.importer}/`),
        );
        return stub && { path, namespace: 'stub', pluginData: stub };
      });
      build.onLoad({ filter: /.*/, namespace: 'stub' }, ({ pluginData }) => ({
        contents: (pluginData as Stub).contents,
        loader: 'js',
      }));
    },
  };
}
