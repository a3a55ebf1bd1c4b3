import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Target } from '../../src/lease/holding-target.ts';
import { LEADER, LED, NODE, UUID, held, lines, node, told, type Scene } from './holdings-scene.ts';

describe('what is held', () => {
  const ofPod = `payments/reconciler by pod payments/${LEADER}, likely`;
  const rows: [title: string, target: Target, scene: Scene, answer: string, lines: string[]][] = [
    [
      'no more once it has expired',
      NODE,
      { objects: [...LED.slice(0, 3), held(`${LEADER}_${UUID}`, { stampedAgo: 60 })] },
      'nothing',
      [],
    ],
    [
      'is not known where the Lease cannot be judged',
      NODE,
      { objects: [...LED.slice(0, 3), held(`${LEADER}_${UUID}`, { managedFields: false })] },
      'unknown',
      [ofPod],
    ],
    [
      'is not known where Pods may not be seen',
      NODE,
      { objects: LED, refused: ['pods'] },
      'unknown',
      [],
    ],
    [
      'in the node’s name is known even then',
      NODE,
      { objects: [node('w1'), held(`w1_${UUID}`)], refused: ['pods'] },
      'something',
      ['payments/reconciler by host w1, likely'],
    ],
    [
      'in a zone is not known where Nodes may not be seen',
      { kind: 'Zone', name: 'a' },
      { objects: LED, refused: ['nodes'] },
      'unknown',
      [],
    ],
    [
      'is not known to be nothing where only one namespace’s Leases were listed',
      { kind: 'Node', name: 'w2' },
      { objects: [...LED, node('w2')], narrowed: 'these are of namespace payments' },
      'unknown',
      [],
    ],
    [
      'of a list that began anew counts once',
      NODE,
      {
        objects: LED,
        pages: [
          { items: [held(`${LEADER}_${UUID}`)] },
          { items: [held(`${LEADER}_${UUID}`, { name: 'second' })], restarted: true },
        ],
      },
      'something',
      [`payments/second by pod payments/${LEADER}, likely`],
    ],
  ];
  for (const [title, target, scene, answer, expected] of rows) {
    test(title, async () => {
      const holdings = await told(target, scene);
      assert.deepEqual([holdings.answer, lines(holdings)], [answer, expected]);
    });
  }
});
