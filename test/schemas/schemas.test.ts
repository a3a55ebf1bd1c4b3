// Every document that a command prints is what its published schema says.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { load } from 'js-yaml';
import { runLine } from '../program.ts';
import { conforms } from './conforms.ts';

const WHO = [
  '-f cluster reconciler',
  '-f cluster late',
  '-f cluster silent',
  '-f cluster stuck',
  '-f cluster reborn',
  '-f cluster exporter',
  '-f cluster fresh',
  '-f cluster worker-2',
  '-f cluster kube-scheduler',
  '-f cluster terraform-state',
  '-f unstamped.yaml reconciler',
  '-f hostile.json bidi',
  '-f hostile.json wrong-types',
  '-f operations fenced',
  '-f operations left',
  '-f operations bare',
  '-f operations outcomes',
];

describe('the schema of LeaseHolder', () => {
  for (const args of WHO) {
    test(`describes who-holds ${args}`, async () => {
      const { stdout } = await runLine(`kubectl lease who-holds ${args} -o json`);
      conforms('LeaseHolder', JSON.parse(stdout));
    });
  }
});

describe('the schema of LeaseHoldings', () => {
  for (const args of [
    '-f drain --node worker-1',
    '-f drain --node worker-3',
    '-f drain --zone a',
    '-f drain -n payments --workload deploy/reconciler',
    '-f drain --serviceaccount payments/reconciler',
    '-f drain --pod web-0',
    '-f unstamped.yaml --node worker-1',
    '-f hostile.json --pod bidi/x',
  ]) {
    test(`describes who-holds ${args}`, async () => {
      const { stdout } = await runLine(`kubectl lease who-holds ${args} -o json`);
      conforms('LeaseHoldings', JSON.parse(stdout));
    });
  }
});

describe('the schema of LeaseRecord', () => {
  for (const args of [
    ...WHO,
    '-f ../../examples/incident/1-healthy reconciler',
    '-f ../../examples/incident/1-healthy kube-scheduler',
  ]) {
    test(`describes describe ${args}`, async () => {
      const { stdout } = await runLine(`kubectl lease describe ${args} -o json`);
      conforms('LeaseRecord', JSON.parse(stdout));
    });
  }
});

const INCIDENT = '../../examples/incident';

describe('the schema of StepDown', () => {
  for (const args of [
    ...WHO,
    '-f cluster stuck --evict-pod',
    '-f drain db/ledger',
    `-f ${INCIDENT}/1-healthy payments/reconciler`,
    `-f ${INCIDENT}/1-healthy payments/reconciler --evict-pod --ticket INC-4711`,
  ]) {
    test(`describes force-release ${args} --dry-run`, async () => {
      const line = `kubectl lease force-release ${args} --reason "it hangs" --dry-run -o json`;
      const { stdout } = await runLine(line);
      conforms('StepDown', JSON.parse(stdout));
    });
  }
});

describe('the schema of LeaseHistory', () => {
  for (const args of [
    ...WHO,
    `-f ${INCIDENT}/2-silent payments/reconciler`,
    `-f ${INCIDENT}/4-cleared-by-hand payments/reconciler`,
    `-f ${INCIDENT}/4-cleared-by-hand --audit-log ${INCIDENT}/record/audit.log payments/reconciler`,
    `-f cluster --audit-log ${INCIDENT}/record/audit.log payments/late`,
    '-f hostile.json --audit-log hostile-audit.log team-a/audited',
    ...['stepped', 'forgotten', 'resumed', 'coordinated', 'hostile'].map(
      (it) => `-f operations ${it}`,
    ),
  ]) {
    test(`describes history ${args}`, async () => {
      const { stdout } = await runLine(`kubectl lease history ${args} -o json`);
      conforms('LeaseHistory', JSON.parse(stdout));
    });
  }
});

describe('the schema of LeaseList', () => {
  for (const args of [
    '-f cluster -A --kind all',
    '-f hostile.json',
    '-f unstamped.yaml',
    '-f cluster -n empty',
  ]) {
    test(`describes ls ${args}`, async () => {
      const { stdout } = await runLine(`kubectl lease ls ${args} -o json`);
      conforms('LeaseList', JSON.parse(stdout));
    });
  }

  test('describes what -o yaml prints, which is the same document', async () => {
    const json = await runLine('kubectl lease ls -f hostile.json -o json');
    const yaml = await runLine('kubectl lease ls -f hostile.json -o yaml');
    assert.deepEqual(load(yaml.stdout), JSON.parse(json.stdout));
  });

  test('refuses a word that is none of ours', async () => {
    const { stdout } = await runLine('kubectl lease ls -f cluster -o json');
    const spoilt = JSON.parse(
      stdout.replaceAll('"standing": "held"', '"standing": "fine"'),
    ) as unknown;
    assert.throws(() => {
      conforms('LeaseList', spoilt);
    }, /must be equal to one of the allowed values/);
  });
});

test('the same input gives the same bytes', async () => {
  const line = 'kubectl lease ls -f cluster -A --kind all -o json';
  const [first, second] = [await runLine(line), await runLine(line)];
  assert.equal(first.stdout, second.stdout);
});
