// Whether what YAML makes of a file is as small as the file: aliases make a few lines stand for millions.
import { FieldError } from './kubeconfig-fields.ts';

/** Values; a kubeconfig of 4 MB without aliases has fewer. */
const MOST = 1_000_000;
/** Deeper than js-yaml reads, so that only an alias of something around it gets here. */
const DEEPEST = 200;

/** Throws a FieldError, in the words of Go's YAML reader. */
export function confirmSmall(value: unknown): void {
  let values = 0;
  const count = (inner: unknown, depth: number): void => {
    values += 1;
    if (values > MOST || depth > DEEPEST) {
      throw new FieldError('yaml: document contains excessive aliasing');
    }
    if (typeof inner !== 'object' || inner === null) return;
    for (const each of Object.values(inner)) count(each, depth + 1);
  };
  count(value, 0);
}
