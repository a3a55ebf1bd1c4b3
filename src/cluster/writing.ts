// The writes of an operation, over the API; loaded only by who writes.
import {
  V1DeleteOptions,
  V1Eviction,
  V1ObjectMeta,
  V1Preconditions,
  V1ResourceAttributes,
  V1SelfSubjectAccessReview,
  V1SelfSubjectAccessReviewSpec,
  V1SelfSubjectReview,
} from '@kubernetes/client-node';
import { Failure } from '../errors.ts';
import { OUR_MANAGER } from '../lease/fence.ts';
import type { LeaseRef, RawObject } from '../lease/lease.ts';
import { object, text } from '../lease/lease.ts';
import type { Patch } from '../operation/json-patch.ts';
import type { Answer, Right, WriteOptions, Writing } from '../operation/writing.ts';
import { ApiFailure, type Api } from './api.ts';
import { ForeignAnswer, refOf, refWords } from './expected.ts';
import { reviewed } from './reviewed.ts';
import { seen } from './seen.ts';
import { ConnectionError } from './transport.ts';
import { askedFor } from './typed-api.ts';
import { UnexpectedAnswer } from './unexpected.ts';
import { watchPod } from './watch-pod.ts';
import { carries } from './written.ts';
import { segment } from './segment.ts';

const CONTENT_TYPE = {
  json: 'application/json-patch+json',
  merge: 'application/merge-patch+json',
} as const;

export function writingOver(api: Api): Writing {
  // A disruption budget answers 429 and asks to come back later: the plan has its own way on.
  const once: Api = {
    ...api,
    write: (request, expected) => api.write({ ...request, once: true }, expected),
  };
  return {
    patchLease: (ref, patch, options) => answered(() => patchLease(api, ref, patch, options)),
    evict: (pod, uid, options) => answered(() => evict(once, pod, uid, options)),
    createEvent: (event, options) => answered(() => createEvent(api, event, options)),
    may: (right) => seen('ask what you may do', () => may(api, right)),
    whoAmI: () => seen('ask who you are', () => whoAmI(api)),
    watchPod: (pod, uid, signal) => watchPod(api, pod, uid, signal),
  };
}

async function patchLease(
  api: Api,
  { namespace, name }: LeaseRef,
  patch: Patch,
  options: WriteOptions = {},
): Promise<Answer> {
  const leases = `/apis/coordination.k8s.io/v1/namespaces/${segment(namespace)}/leases`;
  const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', namespace, name };
  const { body: raw, date: at } = await api.write(
    {
      method: 'PATCH',
      // Sent again it would carry a time that is past: whoever sends it makes it anew.
      once: true,
      path: `${leases}/${segment(name)}?${query(options)}`,
      headers: { 'Content-Type': CONTENT_TYPE[patch.type] },
      body: JSON.stringify(patch.type === 'json' ? patch.ops : patch.body),
    },
    lease,
  );
  if (!carries(raw, patch)) {
    throw new ForeignAnswer(`answered with Lease ${namespace}/${name} without what was written`);
  }
  api.newest.saw(raw, lease);
  return { kind: 'done', raw, at };
}

/** As the object that it is: client-node would cut its times to milliseconds. */
async function createEvent(
  api: Api,
  event: RawObject,
  options: WriteOptions = {},
): Promise<Answer> {
  const { namespace, name } = refOf(event);
  const { body: raw, date: at } = await api.write(
    {
      method: 'POST',
      path: `/apis/events.k8s.io/v1/namespaces/${segment(namespace)}/events?${query(options)}`,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(event),
    },
    { apiVersion: 'events.k8s.io/v1', kind: 'Event', namespace, name },
  );
  return { kind: 'done', raw, at };
}

function query({ dryRun = false }: WriteOptions): string {
  const parameters = new URLSearchParams({ fieldManager: OUR_MANAGER });
  if (dryRun) parameters.set('dryRun', 'All');
  return parameters.toString();
}

async function evict(
  api: Api,
  pod: LeaseRef,
  uid: string,
  { dryRun = false }: WriteOptions = {},
): Promise<Answer> {
  const preconditions = Object.assign(new V1Preconditions(), { uid });
  const body = Object.assign(new V1Eviction(), {
    apiVersion: 'policy/v1',
    kind: 'Eviction',
    metadata: Object.assign(new V1ObjectMeta(), pod),
    deleteOptions: Object.assign(new V1DeleteOptions(), {
      preconditions,
      ...(dryRun ? { dryRun: ['All'] } : {}),
    }),
  });
  const { body: answer } = await askedFor(api, { apiVersion: 'v1', kind: 'Status' }, ({ core }) =>
    core.createNamespacedPodEviction({ ...pod, body }),
  );
  if (answer['status'] !== 'Success') {
    throw new ForeignAnswer(`did not say that Pod ${refWords(pod)} is evicted`);
  }
  return { kind: 'done', raw: {}, at: undefined };
}

async function may(api: Api, right: Right): Promise<boolean> {
  const { apiGroup: group, resource: whole, namespace, name, verb } = right;
  const [resource = '', subresource] = whole.split('/');
  const spec = new V1SelfSubjectAccessReviewSpec();
  spec.resourceAttributes = Object.assign(new V1ResourceAttributes(), {
    ...{ group, resource, namespace, verb },
    ...(subresource === undefined ? {} : { subresource }),
    ...(name === undefined ? {} : { name }),
  });
  const type = { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview' };
  const body = Object.assign(new V1SelfSubjectAccessReview(), { ...type, spec });
  const { body: answer } = await askedFor(api, type, ({ authorization }) =>
    authorization.createSelfSubjectAccessReview({ body }),
  );
  return reviewed(answer, spec).allowed;
}

async function whoAmI(api: Api): Promise<string> {
  const type = { apiVersion: 'authentication.k8s.io/v1', kind: 'SelfSubjectReview' };
  const body = Object.assign(new V1SelfSubjectReview(), type);
  const { body: answer } = await askedFor(api, type, ({ authentication }) =>
    authentication.createSelfSubjectReview({ body }),
  );
  const username = text(object(object(answer['status'])['userInfo'])['username']);
  if (!username) throw new ForeignAnswer('answered with a SelfSubjectReview without a user name');
  return username;
}

/** What failed without an answer may have been carried out all the same. */
async function answered(write: () => Promise<Answer>): Promise<Answer> {
  try {
    return await write();
  } catch (thrown) {
    if (thrown instanceof ApiFailure) {
      const { status, reason, sentence } = thrown;
      return { kind: 'no', status, reason, sentence };
    }
    if (!(thrown instanceof Failure)) throw thrown;
    const { cause } = thrown;
    const sent = !(cause instanceof ConnectionError && cause.problem === 'refused');
    const foreign = thrown instanceof ForeignAnswer || thrown instanceof UnexpectedAnswer;
    return { kind: 'lost', why: thrown.sentence, sent, foreign };
  }
}
