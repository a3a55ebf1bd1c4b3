// What the program says of many Leases at random moments, from workstations whose clocks are right or wrong.
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { STANDINGS } from '../../src/lease/standing.ts';
import { SECOND } from '../../src/lease/time.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { Dice } from './dice.ts';
import type { Span } from './truth.ts';
import { onWorkstation, watchOnWorkstation } from './workstation.ts';

/** What was said of one Lease, some time within a span. */
export interface Judgement {
  /** The command, and by how many seconds its workstation's clock was ahead. */
  readonly by: string;
  readonly lease: string;
  readonly word: string;
  /** Undefined where none was told. */
  readonly holderSkew: number | undefined;
  readonly span: Span;
}

const HOUR = 3600;
const WORKSTATIONS = [0, HOUR, -HOUR];

/** A watch asks again a second after a Lease has fallen silent, and is told when it is renewed. */
const WATCH_LAG = 2 * SECOND;

/** Asks on and on until `done`; `leases` are those of the namespace, in the order of their names. */
export async function judgeUntil(
  done: AbortSignal,
  cluster: Cluster,
  namespace: string,
  leases: readonly string[],
  dice: Dice,
): Promise<Judgement[]> {
  const said: Judgement[] = [];
  const watch = startWatch(cluster, namespace);
  try {
    for (let round = 0; !done.aborted; round++) {
      const skew = WORKSTATIONS[round % WORKSTATIONS.length] ?? 0;
      const list = dice.pick([listDocument, listDocument, listTable]);
      const listed = await list(cluster, skew, namespace);
      assert.deepEqual(listed.map(({ lease }) => lease).toSorted(), leases);
      said.push(...listed);
      said.push(await whoHolds(cluster, skew, namespace, dice.pick(leases)));
      said.push(...watch.now());
      await delay(dice.roll(500));
    }
  } finally {
    await watch.end();
  }
  return said;
}

interface Verdict {
  readonly standing: string;
  readonly holderSkewSeconds?: number;
}

interface Item {
  readonly lease: { readonly metadata: { readonly name: string } };
  readonly verdict: Verdict;
}

async function listDocument(cluster: Cluster, skew: number, namespace: string) {
  const { stdout, span } = await onWorkstation(cluster, skew, `ls -n ${namespace} -o json`);
  const { items } = JSON.parse(stdout) as { items: Item[] };
  return items.map((item) => judgement(`ls -o json at ${skew} s`, item, span));
}

/** Over another wire than the documents: protobuf. */
async function listTable(cluster: Cluster, skew: number, namespace: string) {
  const { stdout, span } = await onWorkstation(cluster, skew, `ls -n ${namespace} --no-headers`);
  const words = STANDINGS.map((word) => word.replace('-', ' ')).join('|');
  const rows = stdout.matchAll(new RegExp(`^(\\S+) +election +\\S+ +(${words}) `, 'gm'));
  return [...rows].map(([, lease = '', word = '']): Judgement => ({
    ...{ by: `ls at ${skew} s`, lease, word, holderSkew: undefined, span },
  }));
}

async function whoHolds(cluster: Cluster, skew: number, namespace: string, lease: string) {
  const asked = await onWorkstation(cluster, skew, `who-holds ${namespace}/${lease} -o json`);
  const { stdout, code, span } = asked;
  const said = judgement(`who-holds at ${skew} s`, JSON.parse(stdout) as Item, span);
  const expected = { held: 0, late: 0, expired: 2 }[said.word] ?? 6;
  return code === expected ? said : { ...said, word: `${said.word} with exit code ${code}` };
}

function judgement(by: string, { lease, verdict }: Item, span: Span): Judgement {
  const { standing, holderSkewSeconds: holderSkew } = verdict;
  return { by, lease: lease.metadata.name, word: standing, holderSkew, span };
}

/** What a watch last said of each Lease is what it says now. */
function startWatch(cluster: Cluster, namespace: string) {
  const last = new Map<string, string>();
  const watch = watchOnWorkstation(cluster, HOUR, namespace, (document) => {
    const { lease, verdict } = document as Item;
    last.set(lease.metadata.name, verdict.standing);
  });
  return {
    end: () => watch.end(),
    now(): Judgement[] {
      const to = Date.now() * 1000;
      return [...last].map(([lease, word]) => ({
        ...{ by: `ls -w at ${HOUR} s`, lease, word, holderSkew: undefined },
        span: { from: to - WATCH_LAG, to },
      }));
    },
  };
}
