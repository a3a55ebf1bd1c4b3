// JSON as Go reads it: half of a surrogate pair, which is no character, becomes U+FFFD.

/** Throws a SyntaxError on what is not JSON. */
export function parseJson(content: string): unknown {
  if (!SURROGATE.test(content)) return JSON.parse(content);
  return JSON.parse(content, (_, value: unknown) =>
    typeof value === 'string' ? value.toWellFormed() : value,
  );
}

/** Only an escape can stand for half a pair. */
const SURROGATE = /\\u[dD][89a-fA-F]/;
