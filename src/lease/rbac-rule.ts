// What one rule of RBAC allows: Kubernetes' own evaluation, function by function
// (RuleAllows of plugin/pkg/auth/authorizer/rbac/rbac.go, pkg/apis/rbac/v1/evaluation_helpers.go).
import type { Rule } from './rbac.ts';

/** About an object or a collection; "" where a request has no such part. */
export interface ResourceQuestion {
  readonly verb: string;
  readonly apiGroup: string;
  readonly resource: string;
  readonly subresource: string;
  /** "": all of them, or a resource that has none. */
  readonly namespace: string;
  readonly name: string;
}

/** About a path that is no resource, such as /metrics. */
export interface UrlQuestion {
  readonly verb: string;
  readonly path: string;
}

export type Question = ResourceQuestion | UrlQuestion;

/** As kubectl names them: `patch deployments.apps/scale`. */
export function resourceQuestion(
  verb: string,
  resource: string,
  { namespace = '', name = '' }: { namespace?: string; name?: string } = {},
): ResourceQuestion {
  const [full = '', subresource = ''] = resource.split('/');
  const dot = full.indexOf('.');
  return {
    verb,
    apiGroup: dot < 0 ? '' : full.slice(dot + 1),
    resource: dot < 0 ? full : full.slice(0, dot),
    subresource,
    namespace,
    name,
  };
}

export function ruleAllows(rule: Rule, question: Question): boolean {
  if (!has(rule.verbs, question.verb)) return false;
  if ('path' in question) {
    return rule.nonResourceURLs.some((url) => urlMatches(url, question.path));
  }
  return namesResource(rule, question) && nameMatches(rule, question.name);
}

/** Whether it allows this for some name at least. */
export function ruleAllowsSome(rule: Rule, question: ResourceQuestion): boolean {
  return has(rule.verbs, question.verb) && namesResource(rule, question);
}

function namesResource(rule: Rule, { apiGroup, resource, subresource }: ResourceQuestion): boolean {
  const combined = subresource === '' ? resource : `${resource}/${subresource}`;
  return (
    has(rule.apiGroups, apiGroup) &&
    rule.resources.some(
      (it) => it === '*' || it === combined || (subresource !== '' && it === `*/${subresource}`),
    )
  );
}

/** A request without a name is not allowed by a rule that has some. */
function nameMatches({ resourceNames }: Rule, name: string): boolean {
  return resourceNames.length === 0 || resourceNames.includes(name);
}

function urlMatches(url: string, path: string): boolean {
  return url === '*' || url === path || (url.endsWith('*') && path.startsWith(stem(url)));
}

/** strings.TrimRight(url, "*"): every star at the end. */
function stem(url: string): string {
  let end = url.length;
  while (url[end - 1] === '*') end -= 1;
  return url.slice(0, end);
}

function has(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}
