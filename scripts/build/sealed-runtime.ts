// Bun without the environment variables by which it runs other code or prints what it sends.
import { chmod, readFile, realpath, writeFile } from 'node:fs/promises';

/**
 * Bun reads these before the first line of a compiled program, so no check in the program comes in
 * time, and `bun build --compile` has no option that turns them off.
 */
const VARIABLES = [
  // Flags of the command line: --preload, --inspect, --config.
  'BUN_OPTIONS',
  // Makes a compiled program the whole of Bun.
  'BUN_BE_BUN',
  // A debugger runs whatever it is sent.
  'BUN_INSPECT',
  'BUN_INSPECT_CONNECT_TO',
  'BUN_INSPECT_NOTIFY',
  'BUN_INSPECT_PRELOAD',
  // Prints each request as a curl command, bearer token included.
  'BUN_CONFIG_VERBOSE_FETCH',
  // Messages of whoever holds the other end, which also keep the program from ending.
  'NODE_CHANNEL_FD',
  // Compiled code that is taken from a folder instead of the program.
  'BUN_RUNTIME_TRANSPILER_CACHE_PATH',
  'NODE_COMPILE_CACHE',
  // Files that the runtime writes.
  'BUN_BYTECODE_DIGEST_OUT',
  'BUN_BYTECODE_ORDER_NAMES_OUT',
  'BUN_BYTECODE_ORDER_OUT',
  'BUN_WATCHER_TRACE',
  // Where a report of a crash is sent.
  'BUN_CRASH_REPORT_URL',
  'BUN_ENABLE_CRASH_REPORTING',
] as const;

/** Options of the engine that are set as BUN_JSC_NAME; these replace code, or name files that do. */
const ENGINE_OPTIONS = ['configFile', 'diskCachePath', 'functionOverrides'] as const;

export const SEALED: readonly string[] = [
  ...VARIABLES,
  ...ENGINE_OPTIONS.map((option) => `BUN_JSC_${option}`),
];

/** Copies Bun to `path`; throws where a name is no longer in it, because another may have its place. */
export async function sealRuntime(bun: string, path: string): Promise<void> {
  const runtime = await readFile(await realpath(bun));
  const sealed = Buffer.from(runtime);
  for (const name of [...VARIABLES, ...ENGINE_OPTIONS]) {
    const places = placesOf(name, runtime);
    for (const place of places) sealed[place] = NUL;
    if (places.length === 0)
      throw new Error(`this Bun does not know ${name}: look for the name that it has now`);
  }
  await writeFile(path, sealed);
  await chmod(path, 0o755);
}

/** No variable has a name with this in it. The length of the file stays as it is. */
const NUL = 0;

function placesOf(name: string, runtime: Buffer): number[] {
  const places: number[] = [];
  for (let at = runtime.indexOf(name); at >= 0; at = runtime.indexOf(name, at + 1)) {
    // A word of Bun's own JavaScript or of a message: that text must stay whole.
    if (!/[."'`$( ]/.test(String.fromCharCode(runtime[at - 1] ?? NUL))) places.push(at);
  }
  return places;
}
