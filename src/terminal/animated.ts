// The task list on a terminal, redrawn in place; the only importer of listr2.
import {
  DefaultRenderer,
  Listr,
  ListrDefaultRendererLogLevels,
  ListrLogger,
  ProcessOutput,
} from 'listr2';
import type { ListrTask } from 'listr2';
import { stopwatch } from './steps.ts';
import type { Step } from './steps.ts';

// listr2 asks whether stdout is a terminal; ours is stderr, and it was asked already.
class StderrRenderer extends DefaultRenderer {
  static override readonly nonTTY = true;
}

export async function animated(stderr: NodeJS.WriteStream, list: readonly Step[]): Promise<void> {
  const elapsed = stopwatch();
  await new Listr(
    list.map((step) => task(step, elapsed)),
    {
      renderer: StderrRenderer,
      rendererOptions: { logger: logger(stderr), icon: noIcons, showErrorMessage: false },
      // Signals are the caller's: listr2's own listener ends the process with 127.
      registerSignalListeners: false,
    },
  ).run();
}

function task(step: Step, elapsed: () => string): ListrTask<unknown, typeof StderrRenderer> {
  return {
    title: `        ${step.title}`,
    task: async (_, shown) => {
      let title = step.title;
      // The spinner and a space take two of the eight columns of "  3.8s  ".
      const show = (better: string) => (shown.title = `      ${(title = better)}`);
      show(title);
      try {
        await step.run(show);
        shown.title = `${elapsed()}  ${title}`;
      } catch (error) {
        shown.title = `${elapsed()}  failed: ${title}`;
        throw error;
      }
    },
  };
}

const noIcons = {
  [ListrDefaultRendererLogLevels.WAITING]: '',
  [ListrDefaultRendererLogLevels.COMPLETED]: '',
  [ListrDefaultRendererLogLevels.FAILED]: '',
  [ListrDefaultRendererLogLevels.COMPLETED_WITH_FAILED_SISTER_TASKS]: '',
};

// Both streams are stderr: stdout belongs to the answer.
function logger(stderr: NodeJS.WriteStream): ListrLogger<ListrDefaultRendererLogLevels> {
  return new ListrLogger({ useIcons: true, processOutput: new ProcessOutput(stderr, stderr) });
}
