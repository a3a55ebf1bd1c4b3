// Findings about the machines of a cluster: heartbeats of nodes, identities of API servers.
import type { ApiServer } from './api-servers.ts';
import type { Finding, Found } from './finding.ts';
import { mayBeSlow } from './findings-clock.ts';
import { renewal } from './findings-liveness.ts';
import {
  API_SERVER_IDENTITY,
  NODE_CONDITIONS,
  NODE_HEARTBEATS,
  TOKEN_CHECKS,
} from './findings-sources.ts';
import { facts, pasted, plural, span } from './findings-words.ts';
import { SECOND } from './time.ts';

/** kube-controller-manager --node-monitor-period is 5s, and the stamp has whole seconds. */
const NOTICED_WITHIN = 10;

/** By the API server's clock; how long a node may be silent hangs on the server's version. */
export function nodeSilent({ node, who }: Found): Finding | undefined {
  const { standing, kind } = who.verdict;
  const silent = standing.renewedAgo;
  if (kind !== 'node' || !node?.seen || node.value === undefined || silent === undefined)
    return undefined;
  if (standing.basis !== 'managed-fields' && standing.basis !== 'watched') return undefined;
  const { name, ready, gracePeriod, taints } = node.value;
  const unnoticed = ready === 'True';
  const lost = (gracePeriod ?? Infinity) + (unnoticed ? NOTICED_WITHIN : 0);
  if (silent <= lost)
    return standing.word === 'expired' ? falling(name, silent, gracePeriod) : undefined;
  return {
    id: 'node-silent',
    severity: 'high',
    what: unnoticed
      ? `Node ${name} has been silent for ${span(silent)}, and still counts as Ready`
      : `Node ${name} has been silent for ${span(silent)}, and is not Ready`,
    evidence: [
      `its last heartbeat was ${span(silent)} ago by the API server's clock; it is called lost after ${gracePeriod}s by default`,
      readyInWords(node.value, who.clock.now),
      ...(taints.length === 0 ? [] : [`taints: ${taints.join(', ')}`]),
    ],
    advice: unnoticed
      ? `see whether kube-controller-manager leads: kubectl lease who-holds -n kube-system kube-controller-manager`
      : `what runs there may go on: ${describeNode(name)}; kubectl lease who-holds --node ${pasted(name, 'NAME')}`,
    source: NODE_CONDITIONS,
  };
}

/** Past its term, and the control plane has not called it lost yet. */
function falling(name: string, silent: number, grace: number | undefined): Finding {
  const after =
    grace === undefined
      ? "after how long it is called lost hangs on the server's version, which was not seen"
      : `it is called lost after ${grace}s by default, and that takes some seconds`;
  return {
    id: 'node-silent',
    severity: 'medium',
    what: `Node ${name} has been silent for ${span(silent)}, past its term`,
    evidence: [`its last heartbeat was ${span(silent)} ago by the API server's clock`, after],
    advice: `see whether its kubelet runs: ${describeNode(name)}`,
    source: NODE_CONDITIONS,
  };
}

/** The kubelet lives, but says that it cannot run Pods. */
export function nodeNotReady({ node, who }: Found): Finding | undefined {
  const { standing, kind } = who.verdict;
  if (kind !== 'node' || standing.word !== 'held' || !node?.seen || node.value === undefined)
    return undefined;
  const { name, ready } = node.value;
  if (ready === undefined || ready === 'True') return undefined;
  return {
    id: 'node-not-ready',
    severity: 'medium',
    what: `Node ${name} sends its heartbeat, but is not Ready`,
    evidence: [
      readyInWords(node.value, who.clock.now),
      `its last heartbeat was ${span(standing.renewedAgo ?? 0)} ago`,
    ],
    advice: `see what its kubelet says: ${describeNode(name)}`,
    source: NODE_CONDITIONS,
  };
}

function readyInWords(
  {
    ready,
    readySince,
    reason,
  }: { ready: string | undefined; readySince: number | undefined; reason: string | undefined },
  now: number,
): string {
  const since =
    readySince === undefined ? '' : ` since ${span(Math.max(0, now - readySince) / SECOND)}`;
  return `condition Ready is ${ready ?? 'not there'}${since}${reason === undefined ? '' : ` (${reason})`}`;
}

function describeNode(name: string): string {
  return `kubectl describe node ${pasted(name, 'NAME')}`;
}

/** As kwok does for nodes that are none: the node counts as alive whatever becomes of it. */
export function heartbeatByAnother({ who }: Found): Finding | undefined {
  const { verdict, lease } = who;
  const { identity, format } = verdict.holder;
  if (verdict.kind !== 'node' || !identity || format === 'node') return undefined;
  const manager = lease.writers.find(({ ownsRenewTime }) => ownsRenewTime)?.manager;
  return {
    id: 'heartbeat-by-another',
    severity: 'medium',
    what: 'another sends the heartbeat of this node: it counts as alive whatever becomes of it',
    evidence: [
      `the Lease is named ${lease.ref.name}, and its holder is ${identity}`,
      ...(manager ? [`renewTime is written by ${manager}`] : []),
    ],
    advice: 'nothing for a simulated node; else stop whatever writes it, so that its kubelet does',
    source: NODE_HEARTBEATS,
  };
}

/** Not while it is renewed: that kubelet lives, and makes the Lease anew when it is deleted. */
export function heartbeatWithoutNode(record: Found): Finding | undefined {
  const { node, who } = record;
  const { kind, standing } = who.verdict;
  if (kind !== 'node' || !node?.seen || node.value !== undefined) return undefined;
  if (standing.word !== 'expired') return undefined;
  const { name } = who.lease.ref;
  return {
    id: 'heartbeat-without-node',
    severity: 'low',
    what: 'it is the heartbeat of a Node that does not exist',
    evidence: [`no Node ${who.verdict.node ?? name}`, renewal(record)],
    advice: `delete what is left of it: kubectl delete lease -n kube-node-lease ${pasted(name, 'NAME')}`,
    source: NODE_HEARTBEATS,
  };
}

export function apiServerSilent(record: Found): Finding | undefined {
  // By a clock of their own they are judged by none.
  const silent = serversOf(record).filter((it) => it.stale && it.standing !== 'unknown');
  if (silent.length === 0) return undefined;
  return {
    id: 'apiserver-silent',
    severity: 'medium',
    what: `${plural(silent.length, 'API server')} of ${serversOf(record).length} ${silent.length === 1 ? 'has' : 'have'} fallen silent`,
    evidence: facts(
      silent.map(
        (it) =>
          `${inWords(it)}: renewed ${span(it.renewedAgo ?? 0)} ago; an API server renews every 10s`,
      ),
    ),
    advice: 'see whether it was meant to go; what is left of it is collected an hour later',
    source: API_SERVER_IDENTITY,
  };
}

/** They judge tokens, and coordinated elections, each by its own clock; one renewal of each is seen. */
export function apiServerClock(record: Found): Finding | undefined {
  const skewed = serversOf(record).filter((it) => it.skewed && !mayBeSlow(it.skew ?? 0));
  if (skewed.length === 0) return undefined;
  return {
    id: 'apiserver-clock',
    severity: 'medium',
    what: `the clocks of ${plural(skewed.length, 'API server')} and of the one that answered differ`,
    evidence: facts(
      skewed.map(
        (it) =>
          `${inWords(it)}: ${span(it.skew ?? 0)} ${(it.skew ?? 0) < 0 ? 'behind, unless its renewal took as long' : 'ahead'}`,
      ),
    ),
    advice: 'synchronise the clocks of the control plane (NTP)',
    source: TOKEN_CHECKS,
  };
}

function serversOf({ apiServers }: Found): readonly ApiServer[] {
  return apiServers?.seen ? apiServers.value : [];
}

function inWords({ hostname, name }: ApiServer): string {
  return `API server ${hostname ?? 'on an unknown host'} (${name})`;
}
