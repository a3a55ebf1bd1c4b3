// The Pod behind the host name of a node: certain, likely, a guess, or only the node.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  NAMES_IT,
  resolved,
  UUID,
  whoHoldsIn,
  type PodOptions,
  type Scene,
} from './holder-scene.ts';

const holder = `worker-1_${UUID}`;
const near = { name: 'near', hostNetwork: true };
const naming = { ...near, name: 'naming', args: NAMES_IT };
const fixed = { name: 'fixed-worker-1', mirror: true };
const controllers = { namespace: 'kube-system', name: 'kube-controller-manager' };
const owner: PodOptions = {
  namespace: 'kube-system',
  name: 'kube-controller-manager-worker-1',
  mirror: true,
};
const many: PodOptions[] = ['a', 'b', 'c'].map((name) => ({
  ...{ name, hostNetwork: true, account: name },
}));

type Row = [title: string, scene: Partial<Scene>, expected: string, why: RegExp];

const rows: readonly Row[] = [
  [
    'is certainly the static Pod that names the Lease',
    { pods: [{ ...fixed, args: NAMES_IT }, near] },
    'certain Pod payments/fixed-worker-1',
    /static$/,
  ],
  [
    'is that static Pod although its picture was made after the acquisition',
    { pods: [{ ...fixed, args: NAMES_IT, createdAgo: 10 }] },
    'certain Pod payments/fixed-worker-1',
    /static$/,
  ],
  [
    'is certainly the static Pod that owns the Lease by its name',
    { lease: controllers, pods: [owner, { ...near, namespace: 'kube-system' }] },
    'certain Pod kube-system/kube-controller-manager-worker-1',
    /static$/,
  ],
  [
    'is not the static Pod that owns a Lease of that name elsewhere',
    { lease: controllers, pods: [{ ...owner, namespace: 'payments' }] },
    'likely Node worker-1',
    /^a node, where no Pod names this Lease$/,
  ],
  [
    'is not the static owner on another node',
    {
      lease: controllers,
      pods: [{ ...owner, name: 'kube-controller-manager-worker-2', node: 'worker-2' }],
    },
    'none',
    /^no Pod has that name: it is a host, or a Pod that is gone$/,
  ],
  [
    'is no Pod that pretends to own it, and is not static',
    { lease: controllers, pods: [{ ...owner, mirror: false, hostNetwork: true }] },
    'likely Node worker-1',
    /^a node, where no Pod names this Lease$/,
  ],
  [
    'is only a node where two static Pods name the Lease',
    {
      pods: [
        { ...fixed, args: NAMES_IT },
        { ...fixed, name: 'other-worker-1', args: NAMES_IT },
      ],
    },
    'likely Node worker-1',
    /^a node, where 2 Pods name this Lease: fixed-worker-1 and other-worker-1$/,
  ],
  [
    'is only a node where a static Pod and another name the Lease',
    { pods: [{ ...fixed, args: NAMES_IT }, naming] },
    'likely Node worker-1',
    /^a node, where 2 Pods name this Lease: fixed-worker-1 and naming$/,
  ],
  [
    'is likely the only Pod that names the Lease and may write it',
    { pods: [naming, near] },
    'likely Pod payments/naming',
    /names this Lease, and may write it$/,
  ],
  [
    'is not the Pod that names the Lease and may not write it',
    { pods: [naming], writers: [] },
    'likely Node worker-1',
    /Pod naming names this Lease, but ServiceAccount payments\/reconciler may not update this Lease$/,
  ],
  [
    'is not a Pod in a network of its own',
    { pods: [{ ...naming, hostNetwork: false }] },
    'likely Node worker-1',
    /^a node, where no Pod of namespace payments is known to write this Lease$/,
  ],
  [
    'is not a Pod that came after the acquisition',
    { pods: [{ ...naming, createdAgo: 60 }] },
    'likely Node worker-1',
    /^a node, where no Pod of namespace payments is known to write this Lease$/,
  ],
  [
    'is not a Pod that has ended',
    { pods: [{ ...naming, phase: 'Failed' }] },
    'likely Node worker-1',
    /^a node, where no Pod of namespace payments is known to write this Lease$/,
  ],
  [
    'may be the only Pod beside the Lease that may write it, which is a guess',
    { pods: [near, { ...near, name: 'unable', account: 'unable' }] },
    'guess Pod payments/near',
    /^the only Pod of namespace payments on node worker-1 that may write this Lease; nothing in it names it$/,
  ],
  [
    'is not guessed where two may write it',
    { pods: [near, { ...near, name: 'twin' }] },
    'likely Node worker-1',
    /^a node, where 2 Pods may write this Lease: near and twin$/,
  ],
  [
    'is not guessed among so many ServiceAccounts',
    { pods: many },
    'likely Node worker-1',
    /^a node, where no Pod names this Lease$/,
  ],
  [
    'is not guessed where the owner is known to be another',
    {
      lease: controllers,
      pods: [{ ...near, namespace: 'kube-system' }],
      writers: ['kube-system/reconciler'],
    },
    'likely Node worker-1',
    /^a node, where no Pod names this Lease$/,
  ],
  [
    'with capitals is that of the node in small letters',
    { holder: `Worker-1_${UUID}`, pods: [naming] },
    'likely Pod payments/naming',
    /names this Lease, and may write it$/,
  ],
  [
    'with capitals is no Pod where there is no such node',
    { holder: `DESKTOP-1_${UUID}`, pods: [naming] },
    'none',
    /^no Pod runs on a node of that name: it is a host, or a node that is gone$/,
  ],
  [
    'that ends as a Pod’s name does is not said to be a Pod that is gone',
    { holder: `md-0-7d9f8-x2k4b_${UUID}`, pods: [{ name: 'any', node: 'md-0-7d9f8-x2k4b' }] },
    'likely Node md-0-7d9f8-x2k4b',
    /^a node, where no Pod of namespace payments is known to write this Lease$/,
  ],
  [
    'that its program writes by itself is that of any Pod there, in any network',
    {
      lease: { name: 'longhorn-manager-upgrade-lock' },
      holder: 'worker-1',
      pods: [{ name: 'longhorn-manager-x2k4b' }],
    },
    'guess Pod payments/longhorn-manager-x2k4b',
    /nothing in it names it$/,
  ],
  [
    'that its program writes is not said to be of no node where Pods were not seen',
    {
      lease: { name: 'longhorn-manager-upgrade-lock' },
      holder: 'worker-1',
      podsUnseen: true,
    },
    'none',
    /^the archive holds no Pods$/,
  ],
  [
    'of kube-vip is certainly that of its static Pod',
    {
      lease: { namespace: 'kube-system', name: 'plndr-cp-lock' },
      holder: 'worker-1',
      pods: [{ namespace: 'kube-system', name: 'kube-vip-worker-1', mirror: true }],
    },
    'certain Pod kube-system/kube-vip-worker-1',
    /static$/,
  ],
];

describe('a host name', () => {
  for (const [title, scene, expected, why] of rows) {
    test(title, async () => {
      const who = await whoHoldsIn({ holder, pods: [], ...scene });
      assert.equal(resolved(who), expected);
      assert.match(who.verdict.holder.why, why);
      // Never "none" for "which of them is not known".
      if (who.verdict.holder.resolvesTo?.kind === 'Node') assert.equal(who.pod?.seen, false);
      assert.equal(who.workload === undefined, who.verdict.holder.resolvesTo?.kind !== 'Pod');
    });
  }
});
