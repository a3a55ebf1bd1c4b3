// Who holds a Lease and what that one may do: RBAC is read while the Pod is being looked for.
import { authorityAsked } from './authority-review.ts';
import type { Authority } from './authority.ts';
import type { Evidence, Seen } from './evidence.ts';
import type { LeaseRef } from './lease.ts';
import { readRbacIfBound } from './rbac-look.ts';
import { subjectOf, type HolderSubject } from './subject.ts';
import { whoHolds, type WhoHolds } from './who.ts';

export interface HolderAuthority extends Authority {
  /** That this is who acts. */
  readonly confidence: HolderSubject['confidence'];
}

export interface HolderWithAuthority {
  readonly who: WhoHolds;
  /**
   * Undefined where no Pod was looked for or none is there, and so nobody is known who could do
   * anything. There later than `who`.
   */
  readonly authority: Promise<Seen<HolderAuthority> | undefined>;
}

type Reading = ReturnType<typeof readRbacIfBound>;

/** Requests for an authority (design §4); whether its Pod may write the Lease has taken up to two. */
const MOST = 6;
const TAKEN = 2;

/** At most four requests for the holder, and six for its authority. */
export async function holderWithAuthority(
  ref: LeaseRef,
  evidence: Evidence,
): Promise<HolderWithAuthority> {
  let reading: Reading | undefined;
  const who = await whoHolds(ref, evidence, () => {
    reading = readRbacIfBound(evidence);
    // Where the holder cannot be found out, nobody waits for this.
    reading.catch(() => undefined);
  });
  return { who, authority: authorityOf(who, reading, evidence) };
}

async function authorityOf(
  who: WhoHolds,
  reading: Reading | undefined,
  evidence: Evidence,
): Promise<Seen<HolderAuthority> | undefined> {
  if (reading === undefined) return undefined;
  const acts = subjectOf(who);
  if (acts === undefined) return who.pod?.seen === false ? who.pod : undefined;
  const { rbac, requests } = await reading;
  const asked = { evidence, most: MOST - TAKEN - requests };
  const found = await authorityAsked(acts.subject, who.lease.ref, rbac, asked);
  return { seen: true, value: { ...found, confidence: acts.confidence } };
}
