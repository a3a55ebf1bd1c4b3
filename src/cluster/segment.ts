// A name as a part of a path.

/** Whatever the name holds, even half of a surrogate pair. */
export function segment(name: string): string {
  return encodeURIComponent(name.toWellFormed());
}
