// A question that is not answered with a confirmation writes nothing, whatever ends it, and leaves the terminal as it was.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Pty } from '../terminal/pty.ts';
import { enter, forceReleaseAt, heldBy, LIST, NAME, rawLease } from './at-terminal.ts';
import { setDesk, type Desk } from './desk.ts';

/** At the question of this way, with the Lease's list of choices: to wait, or to do nothing. */
interface Way {
  readonly title: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly line?: string;
  does(pty: Pty): Promise<void>;
  readonly code: number;
  /** What the screen ends in. */
  readonly says: RegExp;
}

const said = (why: string) => new RegExp(`\\n\\nnothing was written: ${why}$`);
const CHOSE = said('you chose so');
const NOT_TYPED = said('the name was not typed');
const ENDED = said('the input ended');
const INTERRUPTED = said('interrupted');
const UNASKED =
  /^error: nothing was written: nobody is at a terminal to confirm this\n--dry-run prints the plan; --confirm [0-9a-f]{12} confirms it as it is now, --yes whatever it is$/m;
const DUMB = { TERM: 'dumb' };
const NUMBER = '? A number, or Enter for 1:';
const askedAgain = (times: number) => new RegExp(`(?:that is not reconciler[^]*){${times}}: *$`);

async function named(pty: Pty): Promise<void> {
  await pty.shows(LIST);
  await pty.press('Enter');
  await pty.shows(NAME);
}

const drawn: readonly Way[] = [
  {
    title: 'three wrong names',
    does: async (pty) => {
      await named(pty);
      await enter(pty, 'reconcile', askedAgain(1));
      await enter(pty, 'somebody', askedAgain(2));
      await enter(pty, 'RECONCILER');
    },
    ...{ code: 3, says: NOT_TYPED },
  },
  {
    title: 'the choice to do nothing, by its number',
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('2');
      await pty.shows('> do nothing');
      await pty.press('Enter');
    },
    ...{ code: 3, says: CHOSE },
  },
  {
    title: 'Ctrl-C at the list',
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('C-c');
    },
    ...{ code: 130, says: INTERRUPTED },
  },
  {
    title: 'Ctrl-C at the name, right as it stands there',
    does: async (pty) => {
      await named(pty);
      await pty.type('reconciler');
      await pty.shows(`${NAME} reconciler`);
      await pty.press('C-c');
    },
    ...{ code: 130, says: INTERRUPTED },
  },
  {
    title: 'Ctrl-D at the list',
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('C-d');
    },
    ...{ code: 3, says: ENDED },
  },
  {
    title: 'Ctrl-D at the name',
    does: (pty) => named(pty).then(() => pty.press('C-d')),
    ...{ code: 3, says: ENDED },
  },
  {
    title: 'a window that becomes narrow at the list, wide at the name, and is left there',
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.resize(40, 30);
      await pty.shows(/step down\?\n[^]*\? How should it step down\?\n> fence, wait [^>]*Enter$/);
      await pty.press('Enter');
      await pty.shows(/go on: *$/);
      await pty.resize(130, 30);
      await pty.type('reconcile');
      // On one line or on two: tmux tells a program of its new width a moment later.
      await pty.shows(/: reconc\s*ile *$/);
      await pty.press('Enter');
      await pty.shows(askedAgain(1));
      await pty.press('C-c');
    },
    ...{ code: 130, says: INTERRUPTED },
  },
  ...[{ NO_COLOR: '1' }, { FORCE_COLOR: '1' }].map((env) => ({
    title: `the choice to do nothing, by arrows, without colour: ${JSON.stringify(env)}`,
    env,
    does: async (pty: Pty) => {
      await pty.shows(LIST);
      assert.ok(!(await pty.coloured()).includes('\u001b'));
      await pty.press('Down');
      await pty.shows('> do nothing');
      await pty.press('Enter');
    },
    ...{ code: 3, says: CHOSE },
  })),
];

const plain: readonly Way[] = [
  {
    title: 'three wrong names in plain lines',
    env: DUMB,
    does: async (pty) => {
      await pty.shows(/ {2}1 {2}fence, wait {3}new leader in .*\n {2}2 {2}do nothing\n/);
      await enter(pty, '1', NAME);
      await enter(pty, 'reconcile', askedAgain(1));
      await enter(pty, 'somebody', askedAgain(2));
      await enter(pty, 'RECONCILER');
    },
    ...{ code: 3, says: NOT_TYPED },
  },
  {
    title: 'the choice to do nothing in plain lines',
    env: DUMB,
    does: async (pty) => {
      await pty.shows(NUMBER);
      await enter(pty, '2');
    },
    ...{ code: 3, says: CHOSE },
  },
  ...(['C-c', 'C-d'] as const).map((key) => ({
    title: `${key === 'C-c' ? 'Ctrl-C' : 'the end of input'} in plain lines`,
    env: DUMB,
    does: async (pty: Pty) => {
      await pty.shows(NUMBER);
      await enter(pty, '1', NAME);
      await pty.press(key);
    },
    ...(key === 'C-c' ? { code: 130, says: INTERRUPTED } : { code: 3, says: ENDED }),
  })),
];

const unasked: readonly Way[] = ['exec "$@" < /dev/null', 'echo reconciler | "$@"'].map((line) => ({
  title: `nobody at the terminal to answer, who is told the flags: ${line}`,
  line,
  does: async (pty) => {
    await pty.shows(UNASKED);
  },
  ...{ code: 3, says: UNASKED },
}));

let desk: Desk;
before(async () => {
  desk = await setDesk();
});
after(() => desk.clear());

describe('nothing is written after', { concurrency: 3 }, () => {
  for (const { title, env = {}, code, says, ...way } of [...drawn, ...plain, ...unasked]) {
    test(title, async (t) => {
      const namespace = await heldBy(t, 'somebody');
      const held = await rawLease(namespace, 'reconciler');
      const options = { env, columns: 130, ...(way.line === undefined ? {} : { line: way.line }) };
      const left = await forceReleaseAt(desk, namespace, options, (pty) => way.does(pty));
      assert.deepEqual({ code: left.code, answer: left.answer }, { code, answer: '' });
      assert.match(left.screen, says);
      assert.deepEqual(await rawLease(namespace, 'reconciler'), held);
    });
  }

  test('a window that is closed at the list or at the name', async (t) => {
    const namespace = await heldBy(t, 'somebody');
    const held = await rawLease(namespace, 'reconciler');
    for (const at of [(pty: Pty) => pty.shows(LIST), named]) {
      const { code, answer } = await forceReleaseAt(desk, namespace, {}, async (pty) => {
        await at(pty);
        await pty.close();
      });
      // By the signal, or by the end of input that comes with it.
      assert.ok(code === 130 || code === 3, String(code));
      assert.equal(answer, '');
    }
    assert.deepEqual(await rawLease(namespace, 'reconciler'), held);
  });

  test('a holder full of escape sequences, which are shown as text', async (t) => {
    const holder = '\u001b[2J\u001b]0;owned\u0007a\r\nb\u202e\u009b31m\u0007c';
    const namespace = await heldBy(t, holder);
    const held = await rawLease(namespace, 'reconciler');
    assert.equal(held.spec.holderIdentity, holder);
    const shown = String.raw`Held by      ^[[2J^[]0;owned\u{7}a\r\nb\u{202e}\u{9b}31m\u{7}c;`;
    const left = await forceReleaseAt(desk, namespace, { columns: 130 }, async (pty) => {
      await named(pty);
      assert.ok(!(await pty.coloured()).includes('\u001b'));
      await enter(pty, 'somebody', askedAgain(1));
      await pty.press('C-c');
    });
    assert.equal(left.code, 130);
    assert.ok(left.screen.includes(shown), left.screen);
    assert.deepEqual(await rawLease(namespace, 'reconciler'), held);
  });
});
