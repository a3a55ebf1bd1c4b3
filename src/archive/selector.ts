// The label selector of a question to an archive, where no server reads it.
import { failure } from '../errors.ts';
import { selectorMatcher, type LabelMatcher } from '../lease/selector.ts';

/** Throws a Failure that names the part which cannot be read. */
export function parseSelector(selector: string): LabelMatcher {
  return selectorMatcher(selector, (part) => {
    throw failure(`unable to parse requirement "${part}" of the selector "${selector}"`);
  });
}
