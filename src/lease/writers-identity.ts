// Becoming a writer of a Lease by acting as somebody who is one.
import { MASTERS, type Via } from './authority.ts';
import { EXEC, WORKLOADS } from './authority-dangers.ts';
import { userName, type Subject } from './rbac.ts';
import { resourceQuestion } from './rbac-rule.ts';
import { may, mayAnywhere, maySome, type Candidate, type Way, type World } from './writers-way.ts';

/** The first way into one of the targets. */
export function waysInto(
  targets: readonly Subject[],
  candidate: Candidate,
  world: World,
): Way | undefined {
  if (!LEADS.some(([verb, on]) => mayAnywhere(candidate, resourceQuestion(verb, on)))) {
    return undefined;
  }
  for (const target of targets) {
    const way = byImpersonation(target, candidate, world) ?? byAccount(target, candidate);
    if (way) return way;
  }
  return undefined;
}

type Right = readonly [verb: string, on: string];

const RUNS = ['create', 'update', 'patch'];
/** A WebSocket is opened by GET (RBAC good practices, nodes/proxy). */
const EXECUTES: readonly Right[] = [...EXEC, 'nodes/proxy'].flatMap((on) =>
  ['create', 'get', 'update', 'patch'].map((verb): Right => [verb, on]),
);

/** Without any of these nobody becomes anybody: most subjects are done with so. */
const LEADS: readonly Right[] = [
  ...['users', 'groups', 'serviceaccounts'].flatMap((on): Right[] => [
    ['impersonate', on],
    ['impersonate:user-info', `${on}.authentication.k8s.io`],
    ['impersonate:serviceaccount', `${on}.authentication.k8s.io`],
  ]),
  ['create', 'serviceaccounts/token'],
  ['create', 'secrets'],
  ...WORKLOADS.flatMap((on) => RUNS.map((verb): Right => [verb, on])),
  ...EXECUTES,
];

interface Account {
  readonly namespace: string;
  readonly name: string;
}

function accountOf(subject: Subject): Account | undefined {
  if (subject.kind === 'Group') return undefined;
  const [, namespace, name] =
    /^system:serviceaccount:([^:]+):([^:]+)$/.exec(userName(subject)) ?? [];
  return namespace === undefined || name === undefined ? undefined : { namespace, name };
}

function byImpersonation(onto: Subject, candidate: Candidate, world: World): Way | undefined {
  const account = accountOf(onto);
  const resource =
    account !== undefined ? 'serviceaccounts' : onto.kind === 'Group' ? 'groups' : 'users';
  const name = account?.name ?? onto.name;
  const at = { namespace: account?.namespace ?? '', name };
  const as = (verb: string, on: string) => {
    const via = may(candidate, resourceQuestion(verb, on, at));
    return via && { means: 'impersonate' as const, verbs: [verb], resource: on, onto, via };
  };
  const plain = as('impersonate', resource);
  if (plain && (onto.kind !== 'Group' || canBeSomebody(candidate))) return plain;
  if (onto.kind === 'Group' && onto.name === MASTERS.name) return undefined;
  const mode = account === undefined ? 'user-info' : 'serviceaccount';
  if (!constrainedOn(mode, candidate, world)) return undefined;
  return as(`impersonate:${mode}`, `${resource}.authentication.k8s.io`);
}

/** A group is impersonated only together with a user (buildImpersonationRequests, impersonation.go). */
function canBeSomebody(candidate: Candidate): boolean {
  return ['users', 'serviceaccounts'].some((on) =>
    mayAnywhere(candidate, resourceQuestion('impersonate', on)),
  );
}

/**
 * Since 1.36 a mode may be allowed for some requests alone: here, for writing the Lease
 * (impersonateOnAttributes of apiserver/pkg/endpoints/filters/impersonation/mode.go).
 */
function constrainedOn(mode: string, candidate: Candidate, { questions }: World): boolean {
  return questions.some((it) =>
    may(candidate, { ...it, verb: `impersonate-on:${mode}:${it.verb}` }),
  );
}

/** Into a ServiceAccount, or into any of those whose group is a writer. */
function byAccount(onto: Subject, candidate: Candidate): Way | undefined {
  const account = accountOf(onto);
  if (account !== undefined) {
    return byToken(onto, account, candidate) ?? byPods(onto, account.namespace, candidate);
  }
  const [all, namespace] = /^system:serviceaccounts(?::([^:]+))?$/.exec(
    onto.kind === 'Group' ? onto.name : '',
  ) ?? [undefined];
  return all === undefined ? undefined : byPods(onto, namespace, candidate);
}

/** Or by a Secret that asks for a token and is read back, as for a long-lived one. */
function byToken(onto: Subject, at: Account, candidate: Candidate): Way | undefined {
  const means = 'token';
  const resource = 'serviceaccounts/token';
  const via = may(candidate, resourceQuestion('create', resource, at));
  if (via) return { means, verbs: ['create'], resource, onto, via };
  const { namespace } = at;
  const writes = may(candidate, resourceQuestion('create', 'secrets', { namespace }));
  const read = ['get', 'list', 'watch'].find((verb) =>
    maySome(candidate, resourceQuestion(verb, 'secrets', { namespace })),
  );
  if (!writes || read === undefined) return undefined;
  return { means, verbs: ['create', read], resource: 'secrets', onto, via: writes };
}

/** Undefined: in any namespace. */
function byPods(
  onto: Subject,
  namespace: string | undefined,
  candidate: Candidate,
): Way | undefined {
  const find = (means: 'pods' | 'exec', rights: readonly Right[]): Way | undefined => {
    for (const [verb, resource] of rights) {
      const via = inNamespace(verb, resource, namespace, candidate);
      if (via) return { means, verbs: [verb], resource, onto, via };
    }
    return undefined;
  };
  const runs = RUNS.flatMap((verb) => WORKLOADS.map((on): Right => [verb, on]));
  return find('pods', runs) ?? find('exec', EXECUTES);
}

/** What exists is changed by some name; what is new is created without one. */
function inNamespace(
  verb: string,
  resource: string,
  namespace: string | undefined,
  candidate: Candidate,
): Via | undefined {
  const where = resource.startsWith('nodes/') ? '' : namespace;
  const question = resourceQuestion(verb, resource, { namespace: where ?? '' });
  if (where === undefined) return mayAnywhere(candidate, question);
  const creates = verb === 'create' && !resource.includes('/');
  return creates ? may(candidate, question) : maySome(candidate, question);
}
