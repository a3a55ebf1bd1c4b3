// Label selectors as the API server reads them.

export type LabelMatcher = (labels: ReadonlyMap<string, string>) => boolean;

const KEY = '[A-Za-z0-9][-A-Za-z0-9_./]*';
const VALUE = '[-A-Za-z0-9_.]*';
const IN = new RegExp(`^(${KEY})\\s+(in|notin)\\s+\\(([^()]*)\\)$`);
const EQUALS = new RegExp(`^(${KEY})\\s*(=|==|!=)\\s*(${VALUE})$`);
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);

/**
 * `a=b`, `a==b`, `a!=b`, `a in (b, c)`, `a notin (b)`, `a`, `!a`, joined by commas; `unreadable` says
 * what becomes of a part that is none of these.
 */
export function selectorMatcher(
  selector: string,
  unreadable: (part: string) => LabelMatcher,
): LabelMatcher {
  const matchers = requirements(selector).map((part) => matcher(part) ?? unreadable(part));
  return (labels) => matchers.every((matches) => matches(labels));
}

/** Splits at commas that stand outside parentheses. */
function requirements(selector: string): string[] {
  return selector
    .split(/,(?![^(]*\))/)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function matcher(part: string): LabelMatcher | undefined {
  const set = IN.exec(part);
  if (set) {
    const [, key = '', operator, values = ''] = set;
    const wanted = new Set(values.split(',').map((value) => value.trim()));
    return (labels) => wanted.has(labels.get(key) ?? '\0') === (operator === 'in');
  }
  const equals = EQUALS.exec(part);
  if (equals) {
    const [, key = '', operator, value] = equals;
    return (labels) => (labels.get(key) === value) === (operator !== '!=');
  }
  const exists = EXISTS.exec(part);
  if (exists) {
    const [, not, key = ''] = exists;
    return (labels) => labels.has(key) === (not === '');
  }
  return undefined;
}
