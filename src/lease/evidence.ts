// The questions that the core needs answered; a live cluster and an archive both answer them.
import type { AuditTrail } from './audit-trail.ts';
import type { Identity } from './authority.ts';
import type { Clock } from './clock.ts';
import type { Lease, LeaseRef, RawObject } from './lease.ts';
import type { Look } from './look.ts';
import type { Question } from './rbac-rule.ts';
import type { Micros } from './time.ts';

/** What was looked for: seen, or why it could not be looked at. "None" is `{seen: true}` with undefined. */
export type Seen<T> =
  | {
      readonly seen: true;
      readonly value: T;
      /** There may be more than this, and why that was not seen. */
      readonly partly?: string;
    }
  | { readonly seen: false; readonly why: string };

/** One Lease as it was given, and as we understand it. */
export interface LeaseItem {
  readonly raw: RawObject;
  readonly lease: Lease;
}

export interface LeaseQuery {
  /** Undefined: every namespace. */
  readonly namespace: string | undefined;
  /** Leaves one namespace out; only where `namespace` is undefined. */
  readonly exceptNamespace?: string | undefined;
  /** A label selector in Kubernetes' syntax. */
  readonly selector?: string | undefined;
  /** The one of this name alone. */
  readonly name?: string | undefined;
}

/** Some of one list, and the moment at which these were read. */
export interface Page<Item> {
  /** To be taken once. */
  readonly items: Iterable<Item>;
  readonly clock: Clock;
  /** From where a watch of the list goes on; undefined where nothing can be watched. */
  readonly resourceVersion?: string | undefined;
  /** The list began anew here: what came before does not count. */
  readonly restarted?: boolean;
  /** Of the context's namespace alone, and why: no more may be listed. */
  readonly narrowed?: string;
}

/** What a watch tells; it goes on by itself after every gap. */
export type WatchEvent =
  /** A whole list: the first, or one after a gap that was too long to be filled. */
  | { readonly type: 'listed'; readonly items: readonly LeaseItem[]; readonly clock: Clock }
  | { readonly type: 'written'; readonly item: LeaseItem; readonly clock: Clock }
  | { readonly type: 'deleted'; readonly item: LeaseItem; readonly clock: Clock }
  /** Time has passed: about a second since the last event. */
  | { readonly type: 'tick'; readonly clock: Clock }
  /** The connection broke; said once until it is there again. */
  | { readonly type: 'lost'; readonly why: string }
  /** It is there again, and nothing was missed. */
  | { readonly type: 'found' };

/** As GET /version tells it; undefined parts are not told. */
export interface ServerVersion {
  readonly major: number | undefined;
  readonly minor: number | undefined;
  /** "v1.36.3" */
  readonly gitVersion: string | undefined;
}

/** What the server says somebody may do, by all of its authorizers. */
export interface Review {
  readonly allowed: boolean;
  /** The server's words; they name the binding where RBAC allows it. */
  readonly reason: string;
}

/** A Lease as it was at one moment while somebody looked. */
export interface Sighting {
  readonly raw: RawObject;
  /** The API server's clock at the first sighting, and the time since then by our own. */
  readonly at: Micros;
}

/** A Lease as it was written while somebody looked; the first is how it was found. */
export interface Watched {
  readonly sightings: readonly Sighting[];
  /** When the look ended, by the same clock as the sightings. */
  readonly until: Micros;
}

/** How long to look: until it was written anew so many times, or for so many seconds. */
export interface Patience {
  readonly writes: number;
  readonly seconds: number;
  /** Whoever may not watch it reads it again and again, because a verdict hangs on it. */
  readonly isNeeded?: boolean;
}

export interface Evidence {
  /** The namespace that a command without -n means; undefined: all of them (an archive). */
  readonly defaultNamespace: string | undefined;
  /** For a table; throws a Failure when it cannot list at all. */
  leases(query: LeaseQuery): AsyncIterable<Page<Lease>>;
  /** With the objects as they were given, which costs more; throws as leases() does. */
  objects(query: LeaseQuery): AsyncIterable<Page<LeaseItem>>;
  /** Never ends by itself; throws a Failure when it cannot begin. */
  watch(query: LeaseQuery): AsyncIterable<WatchEvent>;
  /** Throws a Failure, NotFound among them. `watched`: what was seen of it until then. */
  lease(ref: LeaseRef): Promise<LeaseItem & { readonly clock: Clock; readonly watched?: Watched }>;
  /** One request, a paged list counting as one; the objects as they were given. */
  look(look: Look): Promise<Seen<readonly RawObject[]>>;
  /** One request, or two where the first is forbidden. */
  review(who: Identity, question: Question): Promise<Seen<Review>>;
  version(): Promise<Seen<ServerVersion>>;
  /** The Lease as it is, then each write of it; a list and a watch. */
  watched(ref: LeaseRef, patience: Patience): Promise<Seen<Watched>>;
  /** What the audit logs that were given tell of this Lease; undefined where none was. */
  audit(ref: LeaseRef): Promise<AuditTrail | undefined>;
  /** Whether a feature gate of the API server is on; undefined where it does not know that gate. */
  featureGate(name: string): Promise<Seen<boolean | undefined>>;
  /** Ends connections that would keep the process alive. */
  close(): void;
}
