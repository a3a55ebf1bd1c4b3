// The Kubernetes objects that a file of YAML or JSON holds.
import { parseJson } from '../json.ts';
import { reasonOf } from '../errors.ts';
import { list, object, text, type RawObject } from '../lease/lease.ts';
import { parseYaml } from '../yaml.ts';
import { OUR_GROUP } from './kinds.ts';
import { Unreadable } from './unreadable.ts';

/** UTF-8, or what PowerShell writes behind `>`. */
export function textOf(content: Buffer): string {
  const utf16 = content[0] === 0xff && content[1] === 0xfe;
  return new TextDecoder(utf16 ? 'utf-16le' : 'utf-8').decode(content);
}

/** Undefined when it holds none at all. Throws Unreadable for what is neither YAML nor JSON. */
export function objectsIn(content: string): RawObject[] | undefined {
  const documents = parse(content);
  const some = documents.some((document) => typeof document === 'object' && document !== null);
  return some ? documents.flatMap(unpacked) : undefined;
}

/** JSON first: it is YAML too, but a hundred times faster to read as what it is. */
function parse(content: string): unknown[] {
  try {
    return [parseJson(content)];
  } catch {
    // Not one JSON document; it may be YAML.
  }
  try {
    return parseYaml(content, { aliases: false });
  } catch (thrown) {
    const why = reasonOf(thrown);
    throw new Unreadable(
      why.includes('maxAliases')
        ? 'holds YAML aliases, which no API server writes'
        : `is neither YAML nor JSON: ${why}`,
    );
  }
}

/** A List stands for its items; an item of a typed list (LeaseList) lacks its kind. */
function unpacked(document: unknown): RawObject[] {
  const value = object(document);
  if (text(value['apiVersion'])?.startsWith(`${OUR_GROUP}/`)) return ours(value);
  const kind = text(value['kind']) ?? '';
  if (!kind.endsWith('List') || !Array.isArray(value['items'])) return kind === '' ? [] : [value];
  const itemKind = kind.slice(0, -'List'.length);
  const defaults = itemKind === '' ? {} : { apiVersion: value['apiVersion'], kind: itemKind };
  return list(value['items']).map((item) => ({ ...defaults, ...item }));
}

/** The kind under which the moment of one of our own documents stands among the objects. */
export const AS_OF = 'AsOf';

/** What -o json|yaml prints holds the Leases inside, and says as of when. */
function ours(value: RawObject): RawObject[] {
  const takenAt = object(value['asOf'])['time'];
  const items = Array.isArray(value['items']) ? list(value['items']) : [value];
  const leases = items.map((item) => object(item['lease'])).filter((lease) => text(lease['kind']));
  if (leases.length === 0) return [value];
  return takenAt === undefined
    ? leases
    : [...leases, { apiVersion: `${OUR_GROUP}/v1alpha1`, kind: AS_OF, takenAt }];
}
