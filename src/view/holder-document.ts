// Who holds a Lease as a document: LeaseHolder.
import { OTHER_AUTHORIZERS } from '../lease/authority.ts';
import type { Seen } from '../lease/evidence.ts';
import type { HolderAuthority } from '../lease/holder-authority.ts';
import type { Pod } from '../lease/pod.ts';
import type { WhoHolds } from '../lease/who.ts';
import { whatItMay } from '../lease/worst-right.ts';
import {
  API_VERSION,
  clockDocument,
  controllerDocument,
  moment,
  seenDocument,
  verdictDocument,
} from './document.ts';
import { toldDocument } from './operation-document.ts';
import { rightInWords } from './right-words.ts';

/** `authority`: undefined where it was not asked for, or there is nobody who could do anything. */
export function leaseHolderDocument(
  who: WhoHolds,
  authority: Seen<HolderAuthority> | undefined,
): unknown {
  return {
    apiVersion: API_VERSION,
    kind: 'LeaseHolder',
    asOf: moment(who.clock),
    clock: clockDocument(who.clock),
    answer: who.answer,
    heldForSeconds: who.heldFor,
    operation: who.fence ? toldDocument(who.fence) : null,
    lease: who.raw,
    verdict: verdictDocument(who.verdict),
    pod: who.pod && seenDocument(who.pod, podDocument),
    workload: controllerDocument(who.workload),
    authority: authority && seenDocument(authority, authorityDocument),
  };
}

/** The worst of it in words and in Kubernetes' terms; `describe` has the whole. */
function authorityDocument(authority: HolderAuthority): unknown {
  const { subject, confidence, rules, unseen } = authority;
  const { worst, others } = whatItMay({ rules });
  return {
    subject,
    confidence,
    worst: worst
      ? {
          may: rightInWords(worst),
          ...{ level: worst.danger.level, about: worst.danger.about },
          ...{ namespaces: worst.namespaces, verbs: worst.danger.verbs },
          ...{ resources: worst.danger.resources, resourceNames: worst.names },
          source: worst.danger.source,
        }
      : null,
    others,
    unseen,
    otherAuthorizers: OTHER_AUTHORIZERS,
  };
}

function podDocument({ ref, uid, nodeName, phase, deleting, mirror }: Pod): unknown {
  return { ...ref, uid, node: nodeName ?? null, phase: phase ?? null, deleting, static: mirror };
}
