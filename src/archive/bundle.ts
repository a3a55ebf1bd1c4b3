// Writes the evidence that an answer rests on as one file, which -f reads back to the same answer.
import type { Clock } from '../lease/clock.ts';
import type { Seen } from '../lease/evidence.ts';
import { formatMicroTime } from '../lease/time.ts';
import { OUR_GROUP } from './kinds.ts';
import { titleOf, type Asked } from './questions.ts';
import type { Recording } from './recording.ts';
import { tarGzOf, type TarFile } from './tar.ts';

export const BUNDLE = 'Bundle';
export const ANSWER = 'Answer';
const API_VERSION = `${OUR_GROUP}/v1alpha1`;

/** The bundle's bytes: the same evidence gives the same. */
export function bundleOf(recording: Recording): Buffer {
  const clock = recording.clock();
  if (clock === undefined) throw new Error('nothing was recorded');
  const answers = recording.answers().map(({ asked, answer }, at): TarFile => {
    const number = String(at + 1).padStart(2, '0');
    return {
      name: `${FOLDER}/${number}-${titleOf(asked)}.json`,
      content: json(answerOf(asked, answer)),
    };
  });
  return tarGzOf([{ name: `${FOLDER}/bundle.json`, content: json(headOf(clock)) }, ...answers]);
}

const FOLDER = 'kubectl-lease-bundle';

function headOf({ now, source, restamps, since, measured }: Clock): object {
  const clock = {
    ...{ time: formatMicroTime(now), source, restamps },
    since: since === undefined ? undefined : formatMicroTime(since),
    measured,
  };
  return { apiVersion: API_VERSION, kind: BUNDLE, clock };
}

function answerOf(asked: Asked, answer: Seen<unknown>): object {
  const labels = 'look' in asked ? asked.look.labels : undefined;
  const question = labels
    ? { look: { ...('look' in asked ? asked.look : {}), labels: Object.fromEntries(labels) } }
    : asked;
  return { apiVersion: API_VERSION, kind: ANSWER, question, answer };
}

function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
