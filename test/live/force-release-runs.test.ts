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
];

playShare('by the ledger and the audit log', () => cluster, SHARE, 6);
