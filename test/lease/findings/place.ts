// Situations of names and namespaces.
import type { Case } from './case.ts';
import { granted, neighbour } from './objects.ts';
import type { Situation } from './situation.ts';

const named = (name: string, namespace = 'payments'): Situation => ({ lease: { name, namespace } });

/** As OLM puts operators: all in one namespace. */
const among = (...managers: readonly string[]): Situation => ({
  others: managers.map((manager, at) => neighbour(`election-${at}`, manager)),
});

const KEPT: Situation = {
  lease: { namespace: 'leases' },
  grants: [{ ...granted('update leases.coordination.k8s.io reconciler', 'leases') }],
};

export const PLACE: readonly Case[] = [
  {
    id: 'name-says-nothing',
    given: [
      ['a word of anybody', 'low', "anybody's: leader, election", named('leader-election')],
      [
        'where all programs are',
        'medium',
        'namespace kube-system is shared',
        named('my-lock', 'kube-system'),
      ],
      ["kubebuilder's number", 'low', 'e3f1a2b4 is a random number', named('e3f1a2b4.example.com')],
      [
        'a number, even in kube-system',
        'low',
        'example.com is all',
        named('e3f1a2b4.example.com', 'kube-system'),
      ],
      ['a uuid', 'low', 'a random id', named('74b9fa94-33c1-481b-bd15-f159ceb3a089')],
    ],
    not: [
      ['a product', named('reconciler-leader-election')],
      ['a product in kube-system', named('example-foo', 'kube-system')],
      ['of a program that is known by it', named('kube-controller-manager', 'kube-system')],
      [
        'of a coordinated election',
        { lease: { name: 'leader', spec: { strategy: 'OldestEmulationVersion' } } },
      ],
    ],
  },
  {
    id: 'crowded-namespace',
    given: [
      ['of three other programs', 'low', 'written by a, b, c', among('c', 'b', 'a')],
      [
        'of more',
        'low',
        'written by a, b, c, d, e and 1 more',
        among('a', 'b', 'c', 'd', 'e', 'f'),
      ],
    ],
    not: [
      ['of two others', among('a', 'b', 'b')],
      ['of its own program', among('elector', 'elector', 'elector', 'elector')],
      ['of two others beside its own', among('elector', 'a', 'b')],
      ['with edits of people', among('a', 'b', 'kubectl-edit')],
      [
        'the control plane at home',
        {
          lease: { namespace: 'kube-system', name: 'kube-scheduler' },
          others: ['a', 'b', 'c'].map((manager) => {
            const raw = neighbour(`x-${manager}`, manager);
            return {
              ...raw,
              metadata: { ...(raw['metadata'] as object), namespace: 'kube-system' },
            };
          }),
        },
      ],
    ],
  },
  {
    id: 'foreign-namespace',
    given: [
      [
        'another than its Pod',
        'low',
        'its holder is Pod payments/reconciler-5dd487bb7b-5ffjv',
        KEPT,
      ],
    ],
    not: [
      ['its own', {}],
      ['of a Pod that is not certain', { ...KEPT, grants: null }],
      [
        'of a host',
        { lease: { namespace: 'leases', spec: { holderIdentity: 'worker-1' } }, pod: null },
      ],
    ],
  },
];
