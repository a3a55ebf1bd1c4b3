// What who-holds, ls and describe say of a live leader where the clock lies: never that nobody leads.
import { runLine } from '../program.ts';
import { LEASE, type Stage } from './stage.ts';

/** Answers of one server agree with each other: then only a watch tells, and `ls` does not watch. */
const CONSISTENT: ReadonlySet<string> = new Set(['server-ahead', 'server-behind', 'two-servers']);

export async function brokenByReads(
  { namespace }: Stage,
  lie: string,
  kubeconfig: string,
): Promise<string[]> {
  const env = { KUBECONFIG: kubeconfig };
  const run = (line: string) => runLine(`kubectl lease ${line}`, { env });
  const [who, ls, describe] = await Promise.all([
    run(`who-holds ${namespace}/${LEASE}`),
    run(`ls -n ${namespace} -o json`),
    run(`describe ${namespace}/${LEASE} -o json`),
  ]);
  const listed = standingsIn(ls.stdout);
  const described = /"standing": "([^"]+)"/.exec(describe.stdout)?.[1] ?? 'none';
  return [
    ...(/Nobody/.test(who.stdout) || who.code !== 0
      ? [`who-holds ${who.code}: ${who.stdout} ${who.stderr}`]
      : []),
    ...(listed.includes('expired') && !CONSISTENT.has(lie) ? [`ls: ${listed.join(' ')}`] : []),
    ...(listed.length === 1 ? [] : [`ls ${ls.code}: ${ls.stdout} ${ls.stderr}`]),
    ...(described === 'held' || described === 'late'
      ? []
      : [`describe ${describe.code}: ${described} ${describe.stderr}`]),
  ];
}

function standingsIn(text: string): string[] {
  return Array.from(text.matchAll(/"standing": "([^"]+)"/g), ([, word = '']) => word);
}
