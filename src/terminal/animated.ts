// The task list on a terminal, redrawn in place; the only importer of listr2.
import {
  DefaultRenderer,
  Listr,
  ListrDefaultRendererLogLevels,
  ListrLogger,
  ProcessOutput,
} from 'listr2';
import type { ListrTask } from 'listr2';
import type { Step } from './steps.ts';

// listr2 asks whether stdout is a terminal; ours is stderr, and it was asked already.
class StderrRenderer extends DefaultRenderer {
  static override readonly nonTTY = true;
}

/** Runs steps whose titles and reports are the lines to show. */
export async function animated(stderr: NodeJS.WriteStream, list: readonly Step[]): Promise<void> {
  await new Listr(list.map(task), {
    renderer: StderrRenderer,
    rendererOptions: { logger: logger(stderr), icon: noIcons, showErrorMessage: false },
    // Signals are the caller's: listr2's own listener ends the process with 127.
    registerSignalListeners: false,
  }).run();
}

function task(step: Step): ListrTask<unknown, typeof StderrRenderer> {
  return {
    title: step.title,
    task: async (_, shown) => {
      // The spinner and a space take the place of the first two columns.
      const show = (line: string) =>
        (shown.title = line.startsWith('        ') ? line.slice(2) : line);
      show(step.title);
      await step.run(show);
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
