// force-release on a real cluster: live and dead leaders, two operators, a killed program, meddlers.
import { playShare, type Share } from '../campaign/share.ts';
import { testCluster } from '../cluster/cluster.ts';

const cluster = testCluster();

// The runs of a step-down: 0, 1 usual; 2, 3 release-quick; 4, 5 pod-name; 6, 7 release-slow;
// 8, 9 pod-uid. The even ones have two replicas, the odd ones three.
const SHARE: readonly Share[] = [
  ['step-down/wait/15-10-2', 1, 4],
  ['step-down/evict/15-10-2', 0, 3, 7],
  ['dead/60-s', 0],
  ['dead/frozen', 0],
  ['dead/pod-deleted', 1],
  ['step-down/wait/6-4-1', 0, 3, 5, 6],
  ['step-down/evict/6-4-1', 1, 2, 5, 6],
  ['two-operators', 0, 1, 2],
  ['killed/wait', 0, 1],
  ['killed/evict', 2, 3],
  ['killed/again', 0, 1],
  ['meddled/mirror-deleted', 0],
  ['meddled/other-container', 0],
  ['meddled/force-deleted', 1],
  ['step-down/wait/3-2-0.5', 1, 2, 8],
  ['step-down/evict/3-2-0.5', 0, 3, 6],
  // 0 is a live leader that is waited for, 1 one that is evicted, 2 a dead one, 3 a frozen one.
  ['clock/ahead-17', 0],
  ['clock/ahead-3600', 1],
  ['clock/behind-60', 3],
  ['clock/jumping', 1],
  ['clock/2200', 2],
  ['clock/server-ahead', 0],
  ['clock/server-behind', 2],
  ['clock/two-servers', 0, 3],
];

playShare('by the ledger and the audit log', () => cluster, SHARE, 6);
