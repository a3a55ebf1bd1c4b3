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
  return loadAll(text, { maxAliases: aliases ? -1 : 0, maxDepth: depth });
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
