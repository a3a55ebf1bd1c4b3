// A step-down in words: its ranges of seconds, its steps, what it waits for.
import type { Range } from '../lease/electors.ts';
import type { Step, StoppedBy, Waiting } from '../operation/operation.ts';
import { escapeText } from './escape.ts';

/** "3 to 8s"; "3s" where both are the same. */
export function rangeInWords([least, most]: Range): string {
  const [from, to] = [Math.floor(least), Math.ceil(most)];
  return from === to ? `${from}s` : `${from} to ${to}s`;
}

/** "0.9s"; "0.4 to 2.1s" */
export function measured([least, most]: Range): string {
  const [from, to] = [least.toFixed(1), most.toFixed(1)];
  return from === to ? `${from}s` : `${from} to ${to}s`;
}

const STOPPED: Readonly<Record<StoppedBy, string>> = {
  ended: 'its container has ended, says its node',
  'had-ended': 'its container had ended before, says its node',
  bound: 'it has had the time in which it must stop',
};

/** What is true now. */
export function stepInWords(step: Exclude<Step, { step: 'doing' | 'watching' }>): string {
  switch (step.step) {
    case 'fenced': {
      const took = step.adopted ? ' over an abandoned fence' : '';
      return `fenced as ${step.holder}${took}, nobody can lead`;
    }
    case 'fenced-again':
      return 'the fence was cleared, and is back';
    case 'seen':
      return 'it has had time to see the fence';
    case 'evicted':
      return `Pod ${escapeText(step.pod)} evicted`;
    case 'not-evicted':
      return `Pod ${escapeText(step.pod)} not evicted, waiting instead: ${escapeText(step.why)}`;
    case 'stopped':
      return STOPPED[step.by];
    case 'released':
      return 'released';
    case 'preferred':
      return `asked for ${escapeText(step.candidate)}`;
    case 'leads':
      return `${escapeText(step.holder)} leads`;
    case 'renewed':
      return 'it has renewed twice';
    case 'recorded':
      return recordedInWords(step.event, step.lease);
  }
}

function recordedInWords(event: string | undefined, lease: boolean): string {
  const named = `as Event ${escapeText(event ?? '')}`;
  if (event !== undefined)
    return lease ? `recorded ${named}` : `recorded ${named}, not in the Lease`;
  return lease ? 'recorded in the Lease, not as an Event' : 'NOT recorded';
}

/** "watching for a whole lease duration (15s): 9s left" */
export function watchingInWords({ seconds, left }: Extract<Step, { step: 'watching' }>): string {
  return `watching for a whole lease duration (${seconds}s): ${Math.ceil(left)}s left`;
}

export function waitingInWords(what: Waiting): string {
  switch (what) {
    case 'write':
      return 'writing the Lease';
    case 'sight':
      return 'the old leader is given time to see the fence';
    case 'eviction':
      return 'evicting its Pod';
    case 'stop':
      return 'waiting for the old leader to stop';
    case 'leader':
      return 'waiting for a new leader';
    case 'renewals':
      return 'watching it renew';
    case 'record':
      return 'recording';
  }
}
