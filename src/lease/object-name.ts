// What the name of an object may be: one that the API server would refuse is not sent to it.

/** A DNS subdomain in small letters (apimachinery pkg/util/validation IsDNS1123Subdomain). */
export function isObjectName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$/.test(name);
}
