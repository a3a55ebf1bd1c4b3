// The rights of a holder that are findings: those that lead to the whole cluster (data).
import type { Danger, DangerLevel } from './authority-danger.ts';
import type { FindingId, Severity } from './finding.ts';

export interface Right {
  readonly id: FindingId;
  readonly about: Danger['about'];
  readonly what: string;
  /** Where it is given in every namespace, for every name. */
  readonly everywhere: Severity;
  /** Where it is given in some namespaces, or for some names; undefined: that is no finding. */
  readonly somewhere?: Severity;
  /** Of the table's rows, those of this level; undefined: each of them. */
  readonly level?: DangerLevel;
  /** Of the table's verbs, those that do the harm; undefined: each of them. */
  readonly verbs?: readonly string[];
  readonly advice: string;
}

const CHANGE = ['create', 'update', 'patch'];
const READ = ['get', 'list', 'watch'];

const NARROW = 'take it away, or give it for the names that it needs';
const BY_NAMESPACE = 'bind the role where it is needed: a RoleBinding in each namespace';

/** `about` is the word of the table of dangers, whose page the finding rests on too. */
export const RIGHTS: readonly Right[] = [
  {
    id: 'may-do-everything',
    about: 'everything',
    what: 'may do everything',
    everywhere: 'high',
    somewhere: 'medium',
    advice:
      'give it the rights that it needs, by name: kubectl auth can-i --list shows what it has',
  },
  {
    id: 'may-escalate',
    about: 'escalate',
    what: 'may write roles that give more than it has itself (escalate)',
    everywhere: 'high',
    somewhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-bind-any-role',
    about: 'bind',
    what: 'may bind roles that give more than it has itself (bind)',
    everywhere: 'high',
    somewhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-impersonate',
    about: 'impersonate',
    what: 'may act as somebody else (impersonate)',
    everywhere: 'high',
    somewhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-issue-tokens',
    about: 'tokens',
    what: 'may get tokens of ServiceAccounts, and act as them',
    everywhere: 'high',
    somewhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-change-admission',
    about: 'admission',
    what: 'may change admission webhooks or policies, which see whatever is written to the API',
    everywhere: 'high',
    somewhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-reach-kubelets',
    about: 'kubelets',
    what: 'may run commands in every Pod of a node, past admission and audit (nodes/proxy)',
    everywhere: 'high',
    somewhere: 'medium',
    advice: 'take nodes/proxy away: nodes/metrics and nodes/stats give what monitoring needs',
  },
  {
    id: 'may-issue-certificates',
    about: 'certificates',
    what: 'may approve or sign certificates that log in as somebody else',
    everywhere: 'high',
    somewhere: 'medium',
    advice: 'name the signers that it needs in resourceNames',
  },
  {
    id: 'may-replace-apis',
    about: 'apiservices',
    what: 'may put another server in the place of a part of the API (apiservices)',
    everywhere: 'high',
    somewhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-read-every-secret',
    about: 'secrets',
    verbs: READ,
    what: 'may read every Secret of the cluster',
    everywhere: 'high',
    advice: BY_NAMESPACE,
  },
  {
    id: 'may-run-code-anywhere',
    about: 'workloads',
    level: 'high',
    verbs: CHANGE,
    what: 'may run code in every namespace, as any ServiceAccount there',
    everywhere: 'high',
    advice: BY_NAMESPACE,
  },
  {
    id: 'may-run-code-anywhere',
    about: 'exec',
    what: 'may run code in every namespace, as any ServiceAccount there',
    everywhere: 'high',
    advice: BY_NAMESPACE,
  },
  {
    id: 'may-change-nodes',
    about: 'nodes',
    what: 'may decide which node counts as lost, and which Pods run where',
    everywhere: 'high',
    somewhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-mount-hosts',
    about: 'volumes',
    what: 'may make volumes of any path of a node',
    everywhere: 'medium',
    advice: 'take it away, where it provisions no storage',
  },
  {
    id: 'may-change-rbac',
    about: 'rbac',
    what: 'may give away, or take away, the rights of others',
    everywhere: 'medium',
    advice: BY_NAMESPACE,
  },
  {
    id: 'may-delete-namespaces',
    about: 'namespaces',
    what: 'may delete namespaces, or lift their Pod security',
    everywhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-delete-types',
    about: 'types',
    what: 'may delete or change custom resources with all of their objects',
    everywhere: 'medium',
    advice: NARROW,
  },
  {
    id: 'may-take-every-lease',
    about: 'leases',
    what: 'may take every Lease of the cluster, those of the control plane among them',
    everywhere: 'medium',
    advice: 'bind the role in the namespace of its Lease alone, with resourceNames',
  },
  {
    id: 'wildcard-rights',
    about: 'wildcard',
    what: 'has rights with a wildcard: it gets what is added to the API later as well',
    everywhere: 'medium',
    somewhere: 'low',
    advice: 'name the verbs and resources that it needs',
  },
];
