// npm run demo: walks through the recorded incident of examples/, without a cluster.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './paths.ts';

interface Scene {
  readonly told: string;
  readonly commands: readonly string[];
}

const INCIDENT = 'examples/incident';

const SCENES: readonly Scene[] = [
  {
    told: 'Three replicas of payments/reconciler, one of them leads.',
    commands: [
      `ls -f ${INCIDENT}/1-healthy`,
      `who-holds -f ${INCIDENT}/1-healthy payments/reconciler`,
      `describe -f ${INCIDENT}/1-healthy payments/reconciler`,
    ],
  },
  {
    told: 'The leader hangs. It has missed its renewals, but its term is not over: nobody else may act.',
    commands: [
      `ls -f ${INCIDENT}/2-silent --standing late,expired`,
      `who-holds -f ${INCIDENT}/2-silent payments/reconciler`,
    ],
  },
  {
    told: 'What would it take to get rid of it? Clearing the Lease would make two leaders; this does not.',
    commands: [
      `force-release -f ${INCIDENT}/2-silent payments/reconciler --reason hangs --evict-pod --dry-run`,
    ],
  },
  {
    told: 'A standby took over. The old leader woke up, went on for a while beside it, and was restarted.',
    commands: [
      `ls -f ${INCIDENT}/3-taken-over -n payments`,
      `who-holds -f ${INCIDENT}/3-taken-over payments/reconciler`,
    ],
  },
  {
    told: 'Somebody clears the holder by hand. The same process takes it back: only TRANSITIONS tells.',
    commands: [
      `ls -f ${INCIDENT}/4-cleared-by-hand -n payments`,
      `who-holds -f ${INCIDENT}/4-cleared-by-hand payments/reconciler`,
    ],
  },
  {
    told: "Next week: how it got there, from the API server's audit log, Events and the Lease itself.",
    commands: [
      `history -f ${INCIDENT}/4-cleared-by-hand --audit-log ${INCIDENT}/record/audit.log payments/reconciler`,
    ],
  },
];

for (const [at, { told, commands }] of SCENES.entries()) {
  process.stdout.write(`${at === 0 ? '' : '\n'}# ${told}\n`);
  for (const command of commands) play(command);
}

/** Shows the command as it is typed, and what it answers. */
function play(command: string): void {
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [join(ROOT, 'bin', 'dev.js'), ...command.split(' ')],
    { cwd: ROOT, encoding: 'utf8' },
  );
  if (status === 1 || status === null) process.exitCode = 1;
  process.stdout.write(`\n$ kubectl lease ${command}\n${stdout}${stderr}`);
}
