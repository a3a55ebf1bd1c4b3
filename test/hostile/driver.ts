// The whole program in one process that stays: reads a command line, answers with what was printed.
import { main } from '../../src/main.ts';

export interface Typed {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

const unchanged = { ...process.env };

process.on('message', ({ argv, env }: Typed) => {
  void answered(argv, env);
});

async function answered(argv: readonly string[], env: Typed['env']): Promise<void> {
  // Who runs once leaves his listeners to the end of the process.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(signal);
  process.env = { ...unchanged, ...env };
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    // Streams of this process lead nowhere: nobody reads them.
    process[name].write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      said[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      const done = rest.at(-1);
      if (typeof done === 'function') (done as (error?: Error) => void)();
      return true;
    };
  }
  const code = await main(argv);
  process.send?.({ code, ...said });
}
