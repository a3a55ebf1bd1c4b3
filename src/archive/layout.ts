// What the layouts of `oc adm must-gather` and of Troubleshoot's support bundle say beside their objects.
import { parseTime, type Micros } from '../lease/time.ts';
import { object, text } from '../lease/lease.ts';

/** Files that may hold objects, packed or not, and the two that say when and of what. */
const OBJECTS = /\.(?:ya?ml|json)(?:\.gz)?$/i;
const ARCHIVE = /\.(?:tar|tgz|tar\.gz)$/i;
/** Troubleshoot wrote these without an ending (pkg/collect/cluster_resources.go, v0.50). */
const BARE = /(?:^|\/)cluster-resources\/cluster-?role-?(?:binding)?s$/i;
/** macOS' tar keeps what its file system knows of a file beside it, as ._NAME. */
const APPLE = /(?:^|\/)\._[^/]*$/;

/** By its path alone, so that the logs around it are not even opened. */
export function isWanted(path: string): boolean {
  if (APPLE.test(path)) return false;
  return OBJECTS.test(path) || ARCHIVE.test(path) || BARE.test(path) || isTimestamp(path);
}

/** must-gather writes one beside what it gathers, and so does each `oc adm inspect` in it. */
export function isTimestamp(path: string): boolean {
  return /(?:^|\/)timestamp$/.test(path);
}

/** When the first and the last thing were gathered. */
export interface Gathered {
  readonly from: Micros;
  readonly to: Micros;
}

const GO_TIME = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d{1,9})?) ([+-]\d\d)(\d\d) /gm;

/**
 * By the clock of the machine that gathered. Each run adds a line when it begins and one when it
 * ends, as Go prints a time (openshift/oc, pkg/cli/admin/mustgather and inspect: logTimestamp).
 */
export function gatheredFrom(content: string): Gathered | undefined {
  const times = [...content.matchAll(GO_TIME)].flatMap(
    ([, date = '', time = '', hours = '', minutes = '']) =>
      parseTime(`${date}T${time}${hours}:${minutes}`) ?? [],
  );
  if (times.length < 2) return undefined;
  return { from: Math.min(...times), to: Math.max(...times) };
}

/** Troubleshoot's cluster-info/cluster_version.json: what the API server says of its own version. */
export function serverVersionFrom(path: string, content: string): string | undefined {
  if (!/(?:^|\/)cluster-info\/cluster_version\.json$/.test(path)) return undefined;
  return /"gitVersion":\s*"(v[^"]{1,64})"/.exec(content)?.[1];
}

/** Troubleshoot's file of why Leases could not be listed (pkg/collect/cluster_resources.go). */
export function isRefusals(path: string): boolean {
  return /(?:^|\/)cluster-resources\/leases-errors\.json$/.test(path);
}

/** Of which namespace, by its name, and why. */
export function refusalsFrom(content: string): string[] {
  try {
    const refusals = Object.entries(object(JSON.parse(content)));
    return refusals.map(([namespace, why]) => `of namespace ${namespace}: ${text(why) ?? ''}`);
  } catch {
    return [];
  }
}
