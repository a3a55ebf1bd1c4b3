// Which of two states of one object is the older, by their resourceVersions.

/**
 * resourceVersions of one kind of object are numbers of any length that grow (KEP-5504, Kubernetes
 * 1.35). One that is no number says nothing about age: it is neither older nor newer than any other.
 */
export function isOlder(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined || !isNumber(one) || !isNumber(other)) return false;
  return one.length === other.length ? one < other : one.length < other.length;
}

function isNumber(version: string): boolean {
  return /^[1-9][0-9]{0,29}$/.test(version);
}
