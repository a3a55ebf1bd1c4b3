// What one holds as a document: LeaseHoldings.
import type { Gap } from '../lease/handover-gap.ts';
import { isDrained, type Target } from '../lease/holding-target.ts';
import type { Holding, Holdings } from '../lease/holdings.ts';
import type { Move } from '../lease/move-order.ts';
import { ownersCommand } from '../lease/owners-command.ts';
import type { Pod } from '../lease/pod.ts';
import { API_VERSION, clockDocument, moment, seenDocument, verdictDocument } from './document.ts';

export function leaseHoldingsDocument(holdings: Holdings): unknown {
  const { target, answer, pods, items, heartbeat, narrowed, clock } = holdings;
  return {
    apiVersion: API_VERSION,
    kind: 'LeaseHoldings',
    asOf: clock && moment(clock),
    clock: clock && clockDocument(clock),
    of: targetDocument(target),
    answer,
    otherNamespaces: narrowed === undefined ? undefined : { seen: false, why: narrowed },
    pods: seenDocument(pods, (count) => ({ count, partly: pods.seen ? pods.partly : undefined })),
    heartbeat:
      heartbeat &&
      seenDocument(heartbeat, ({ raw, verdict }) => ({
        lease: raw,
        verdict: verdictDocument(verdict),
      })),
    items: items.map(holdingDocument),
  };
}

function targetDocument(target: Target): unknown {
  const { kind, name } = target;
  return isDrained(target) ? { kind, name } : { kind, namespace: target.namespace, name };
}

function holdingDocument({ raw, lease, verdict, via, node, pod, ...rest }: Holding): unknown {
  const { standbys, gap, move } = rest;
  return {
    lease: raw,
    verdict: verdictDocument(verdict),
    via,
    node: node ?? null,
    pod: pod ? podDocument(pod) : null,
    standbys: standbys && seenDocument(standbys, (pods) => pods.map(podDocument)),
    withoutLeader: gap && gapDocument(gap),
    ownersCommand: ownersCommand(lease, verdict.classification),
    move: move && moveDocument(move),
  };
}

function podDocument({ ref, uid, nodeName, phase, ready, deleting, controller }: Pod): unknown {
  return {
    ...{ ...ref, uid, node: nodeName ?? null, phase: phase ?? null, ready: ready ?? null },
    deleting,
    controller: controller ? { kind: controller.kind, name: controller.name } : null,
  };
}

/** Seconds that hold where another stands by. */
function gapDocument({ most, released, releases, by }: Gap): unknown {
  return {
    mostSeconds: most ?? null,
    releasedSeconds: released ?? null,
    releases: releases ?? null,
    by,
  };
}

function moveDocument(move: Move): unknown {
  return { ...move };
}
