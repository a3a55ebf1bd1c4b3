// Asks the API server what somebody may do; imported only by who needs it.
import {
  V1LocalSubjectAccessReview,
  V1NonResourceAttributes,
  V1ObjectMeta,
  V1ResourceAttributes,
  V1SubjectAccessReview,
  V1SubjectAccessReviewSpec,
} from '@kubernetes/client-node';
import type { Identity } from '../lease/authority.ts';
import type { Review, Seen } from '../lease/evidence.ts';
import type { Question } from '../lease/rbac-rule.ts';
import { ApiFailure, type Api } from './api.ts';
import { reviewed } from './reviewed.ts';
import { seen } from './seen.ts';
import { askedFor } from './typed-api.ts';

const apiVersion = 'authorization.k8s.io/v1';

/** Of a server that has refused a question about the whole cluster: it is not sent another. */
const REFUSALS = new WeakMap<Api, ApiFailure>();

/**
 * One SubjectAccessReview; where that is forbidden, one in the question's namespace, which is what
 * an admin of a namespace may ask for (bootstrappolicy/policy.go).
 */
export async function askReview(
  api: Api,
  who: Identity,
  question: Question,
): Promise<Seen<Review>> {
  const spec = specOf(who, question);
  const namespace = 'path' in question ? '' : question.namespace;
  const everywhere = async () => {
    const refusal = REFUSALS.get(api);
    if (refusal) throw refusal;
    const type = { apiVersion, kind: 'SubjectAccessReview' };
    const body = Object.assign(new V1SubjectAccessReview(), { ...type, spec });
    return askedFor(api, type, ({ authorization }) =>
      authorization.createSubjectAccessReview({ body }),
    );
  };
  return seen('ask what others may do', async () => {
    const { body: answer } = await everywhere().catch((thrown: unknown) => {
      const forbidden = thrown instanceof ApiFailure && thrown.status === 403;
      if (!forbidden) throw thrown;
      REFUSALS.set(api, thrown);
      if (namespace === '') throw thrown;
      const metadata = Object.assign(new V1ObjectMeta(), { namespace });
      const type = { apiVersion, kind: 'LocalSubjectAccessReview' };
      const body = Object.assign(new V1LocalSubjectAccessReview(), { ...type, metadata, spec });
      return askedFor(api, type, ({ authorization }) =>
        authorization.createNamespacedLocalSubjectAccessReview({ namespace, body }),
      );
    });
    return reviewed(answer, spec);
  });
}

function specOf({ user, groups }: Identity, question: Question): V1SubjectAccessReviewSpec {
  const spec = new V1SubjectAccessReviewSpec();
  if (user !== undefined) spec.user = user;
  spec.groups = [...groups];
  if ('path' in question) {
    spec.nonResourceAttributes = Object.assign(new V1NonResourceAttributes(), question);
  } else {
    const { apiGroup: group, ...rest } = question;
    spec.resourceAttributes = Object.assign(new V1ResourceAttributes(), { group, ...rest });
  }
  return spec;
}
