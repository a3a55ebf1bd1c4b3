// Types command lines into one process of the program: a thousand of them take no thousand starts.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Outcome } from '../program.ts';

export class Program {
  readonly #child: ChildProcess;
  #last: Promise<unknown> = Promise.resolve();

  constructor() {
    this.#child = fork(join(import.meta.dirname, 'driver.ts'), {
      // Strings as they are: JSON would lose half a surrogate pair.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // No kubeconfig of the person who runs the tests may answer for the program.
      env: { PATH: process.env['PATH'], HOME: '/nonexistent', KUBECONFIG: '/nonexistent/config' },
    });
  }

  /** One after the other. */
  type(argv: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Outcome> {
    const answer = this.#last.then(async () => {
      this.#child.send({ argv, env });
      const [outcome] = (await once(this.#child, 'message')) as [Outcome];
      return outcome;
    });
    this.#last = answer.catch(() => undefined);
    return answer;
  }

  async end(): Promise<void> {
    this.#child.disconnect();
    await once(this.#child, 'exit');
  }
}
