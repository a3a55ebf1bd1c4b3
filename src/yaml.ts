// The door to js-yaml: YAML in as kubectl reads it, YAML out so that every reader agrees.
import {
  DEFAULT_SCALAR_STYLE_RULES,
  SCALAR_STYLE,
  dump,
  loadAll,
  type ScalarStyleRule,
} from 'js-yaml';

/**
 * Every document of a stream; times stay text. Throws js-yaml's exception on what is not YAML.
 * Aliases make a small text large when it is written out again: what is foreign may do without.
 */
export function parseYaml(
  text: string,
  { aliases = true, depth = 100 }: { aliases?: boolean; depth?: number } = {},
): unknown[] {
  const documents = loadAll(text, { maxAliases: aliases ? -1 : 0, maxDepth: depth });
  if (SURROGATE.test(text)) makeWellFormed(documents);
  return documents;
}

/** Only an escape can stand for half of a surrogate pair. */
const SURROGATE = /\\(?:u|U0000)[dD][89a-fA-F]/;

/** Half of a surrogate pair, which is no character, becomes U+FFFD, as in Go. */
function makeWellFormed(documents: unknown[]): void {
  const seen = new Set<unknown>();
  const open: unknown[] = [documents];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    if (seen.has(at)) continue;
    seen.add(at);
    const fields = at as Record<string, unknown>;
    for (const [key, value] of Object.entries(fields)) {
      if (typeof value === 'string') fields[key] = value.toWellFormed();
      else if (typeof value === 'object' && value !== null) open.push(value);
    }
  }
}

/**
 * One document. A string for which `quote` says so is written in double quotes, so that the
 * caller can replace characters in it by escapes.
 */
export function formatYaml(value: unknown, quote: (text: string) => boolean): string {
  const quoteOnDemand: ScalarStyleRule = (layout) => {
    if (quote(layout.node.value)) layout.style = SCALAR_STYLE.DOUBLE_QUOTED;
  };
  return dump(value, {
    noRefs: true,
    lineWidth: -1,
    seqNoIndent: true,
    scalarStyleRules: [quoteOnDemand, ...Object.values(DEFAULT_SCALAR_STYLE_RULES)],
  });
}
