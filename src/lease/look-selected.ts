// Whether an object is one of those that a look asks for, by its labels and fields.
import { object, stringMap, type RawObject } from './lease.ts';
import type { Look } from './look.ts';

export function isSelected(value: RawObject, { name, labels, node, oneOf, about }: Look): boolean {
  const metadata = object(value['metadata']);
  if (name !== undefined && metadata['name'] !== name) return false;
  if (node !== undefined && object(value['spec'])['nodeName'] !== node) return false;
  if (about !== undefined && !isAbout(value, about.name)) return false;
  const own = stringMap(metadata['labels']);
  if (oneOf !== undefined && !oneOf.values.includes(own.get(oneOf.label) ?? '')) return false;
  return [...(labels ?? [])].every(([key, wanted]) => own.get(key) === wanted);
}

/** In the words of either API of Events. */
function isAbout(event: RawObject, name: string): boolean {
  const subject = object(event['involvedObject'] ?? event['regarding']);
  return subject['kind'] === 'Lease' && subject['name'] === name;
}
