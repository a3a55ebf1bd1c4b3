// Who holds a Lease and what that one may do: RBAC is read while the Pod is being looked for.
import { authorityAsked } from './authority-review.ts';
import type { Authority } from './authority.ts';
import type { Evidence, Seen } from './evidence.ts';
import type { LeaseRef } from './lease.ts';
import { readRbacIfBound } from './rbac-look.ts';
import { subjectOf, whyNoSubject, type HolderSubject } from './subject.ts';
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

/** Requests for an authority (design §4), of which one may be a refusal to answer about all. */
const MOST = 6;
const REFUSAL = 1;

/** At most four requests for the holder, and six for its authority. */
export async function holderWithAuthority(
  ref: LeaseRef,
  evidence: Evidence,
): Promise<HolderWithAuthority> {
  let reading: Reading | undefined;
  let reviews = 0;
  const counting: Evidence = {
    ...evidence,
    review(...asked) {
      reviews += 1;
      return evidence.review(...asked);
    },
  };
  const who = await whoHolds(ref, counting, () => {
    reading = readRbacIfBound(evidence);
    // Where the holder cannot be found out, nobody waits for this.
    reading.catch(() => undefined);
  });
  return { who, authority: authorityOf(who, { reading, reviews }, evidence) };
}

async function authorityOf(
  who: WhoHolds,
  { reading, reviews }: { readonly reading: Reading | undefined; readonly reviews: number },
  evidence: Evidence,
): Promise<Seen<HolderAuthority> | undefined> {
  if (reading === undefined) return undefined;
  const acts = subjectOf(who);
  if (acts === undefined) return unknown(who);
  const { rbac, requests } = await reading;
  const most = Math.max(0, MOST - REFUSAL - reviews - requests);
  const asked = { evidence, most };
  const found = await authorityAsked(acts.subject, who.lease.ref, rbac, asked);
  return { seen: true, value: { ...found, confidence: acts.confidence } };
}

/** A Pod that may be there, or that asks as nobody knows whom; undefined where there is none. */
function unknown(who: WhoHolds): Seen<HolderAuthority> | undefined {
  if (who.pod?.seen === false) return who.pod;
  return who.pod?.value === undefined ? undefined : { seen: false, why: whyNoSubject(who) };
}
