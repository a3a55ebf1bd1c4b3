// Why a call of the file system failed, in its own words.
import { reasonOf } from '../errors.ts';

/** Without the code before it, and the call behind it: "EACCES: permission denied, open 'x'". */
export function whyOf(thrown: unknown): string {
  return reasonOf(thrown).replace(/^E[A-Z0-9]+: |, \w+(?: '.*')?$/gs, '');
}
