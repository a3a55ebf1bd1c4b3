// What a holder identity names, as far as the identity itself and the Lease's owner say.
import { IDENTITY_FORMS, OWN_FORMS, type HolderFormat, type IdentityForm } from './identity.ts';
import type { Classification, Writes } from './kind.ts';
import type { Lease } from './lease.ts';
import { isGeneratedName } from './shape.ts';
import { LONGEST_IDENTITY } from './signs.ts';

export type { HolderFormat } from './identity.ts';

export interface HolderName {
  /** As written; undefined or "" when nobody holds the Lease. */
  readonly identity: string | undefined;
  readonly format: HolderFormat;
  /** The identity without known suffixes; "" when nobody holds the Lease, or it names nothing. */
  readonly name: string;
}

export function holderName(lease: Lease, owner: Classification): HolderName {
  const identity = lease.holderIdentity;
  if (!identity) return { identity, format: 'empty', name: '' };
  return { identity, ...formOf(identity, lease, owner) };
}

/** What to call a holder whose identity names nothing: the identity itself. */
export function spokenName({ identity, name }: HolderName): string {
  return name === '' ? (identity ?? '') : name;
}

type Form = Pick<HolderName, 'format' | 'name'>;

function formOf(identity: string, { ref }: Lease, owner: Classification): Form {
  if (identity.length > LONGEST_IDENTITY) return { format: 'custom', name: identity };
  if (owner.kind === 'node' && identity === ref.name) return { format: 'node', name: identity };
  const form = marked(identity, owner.program);
  if (form === undefined) return bare(identity, owner);
  if (form.format === 'host-uuid' && owner.kind === 'apiserver') {
    return { format: 'apiserver-uuid', name: form.name };
  }
  return form.name === '' ? { format: form.format, name: inName(ref.name, owner) } : form;
}

function marked(identity: string, program: string | undefined): Form | undefined {
  const own = program === undefined ? undefined : OWN_FORMS.get(program);
  for (const form of own ? [...IDENTITY_FORMS, own] : IDENTITY_FORMS) {
    const name = nameIn(identity, form);
    if (name !== undefined) return { format: form.format, name };
  }
  return undefined;
}

function nameIn(identity: string, { pattern }: IdentityForm): string | undefined {
  const match = pattern.exec(identity);
  return match ? (match[1] ?? '') : undefined;
}

/** The name that the Lease's own name carries, where the identity is an id. */
function inName(leaseName: string, { holderInName }: Classification): string {
  if (holderInName === undefined || !leaseName.startsWith(holderInName)) return '';
  return leaseName.slice(holderInName.length);
}

/** An identity that bears no mark: what it names is known from its program, or guessed by its form. */
function bare(identity: string, { kind, writes }: Classification): Form {
  const format = BARE.get(writes ?? 'host');
  if (format !== undefined) return { format, name: identity };
  if (writes !== 'id' && isGeneratedName(identity)) return { format: 'pod', name: identity };
  if (writes === 'host' || (writes === undefined && isHostName(identity))) {
    return { format: 'host', name: identity };
  }
  // A coordinated Lease is held by a LeaseCandidate, whose name need not be that of anything else.
  return { format: 'custom', name: kind === 'coordinated' ? '' : identity };
}

const BARE: ReadonlyMap<Writes, HolderFormat> = new Map([
  ['pod', 'pod'],
  ['node', 'node'],
]);

/** Names that machines have and Pods do not: with a domain, or by a cloud's habit. */
const HOST_NAME =
  /^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+|ip-\d{1,3}-\d{1,3}-\d{1,3}-\d{1,3}|gke-[a-z0-9-]+-vm)$/;

function isHostName(identity: string): boolean {
  return identity.length <= 253 && HOST_NAME.test(identity);
}
