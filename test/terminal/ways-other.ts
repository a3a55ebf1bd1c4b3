// Ways through a question whose window changes, and on terminals that draw less.
import assert from 'node:assert/strict';
import {
  LIST,
  PLAIN_LIST,
  NAME,
  NUMBER,
  DUMB,
  answered,
  askedAgain,
  declined,
  ended,
  enter,
  interrupted,
  type Way,
} from './way.ts';

export const redrawn: readonly Way[] = [
  {
    title: 'whose window becomes wider and lower goes on as it was',
    asked: ['choose'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.resize(120, 12);
      await pty.press('Down');
      await pty.shows('> fence, wait');
      await pty.press('Enter');
    },
    answers: [answered('wait')],
    screen: '? How should it step down? fence, wait',
  },
  {
    title: 'whose window becomes too narrow is asked anew, with the mark where it was',
    asked: ['choose'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('Down');
      await pty.shows('> fence, wait');
      await pty.resize(44, 30);
      await pty.shows(NARROW_LIST);
      await pty.press('Down');
      await pty.shows('> do nothing\n\narrows');
      await pty.resize(100, 30);
      await pty.press('Up');
      await pty.shows(/> fence, wait[^>]*$/);
      await pty.press('Enter');
    },
    answers: [answered('wait')],
  },
  {
    title: 'for a name whose window becomes too narrow is asked anew, and not counted',
    asked: ['name'],
    does: async (pty) => {
      await pty.shows(NAME);
      await pty.type('reconci');
      await pty.shows(`${NAME} reconci`);
      await pty.resize(36, 30);
      await pty.shows(/go on: *$/);
      await pty.type('reconciler');
      await pty.shows(/re\nconciler$/);
      await pty.press('Enter');
    },
    answers: [answered(true)],
  },
  {
    title: 'that was put aside with Ctrl-Z is asked anew',
    asked: ['choose'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('Down');
      await pty.shows('> fence, wait');
      await pty.press('C-z');
      await pty.backFromCtrlZ();
      await pty.shows(/Stopped[^]*> fence, wait/);
      await pty.press('Enter');
    },
    answers: [answered('wait')],
  },
];

const NARROW_LIST = `? How should it step down?
  fence, evict its Pod     new leader in 4 t
o 6s      writes the Lease, evicts 1 Pod
> fence, wait              new leader in abo
ut 13s    writes the Lease only
  do nothing

arrows or a number, then Enter`;

export const colourless: readonly Way[] = [{}, { NO_COLOR: '1' }, { FORCE_COLOR: '1' }, DUMB].map(
  (env): Way => ({
    title: `without colour: ${JSON.stringify(env)}`,
    asked: ['choose'],
    env,
    does: async (pty) => {
      await pty.shows('do nothing');
      assert.ok(!(await pty.coloured()).includes('\u001b'));
      await pty.press('Enter');
    },
    answers: [answered('evict')],
  }),
);

export const plain: readonly Way[] = [
  {
    title: 'in plain lines: a wrong number, a number, a wrong name, the name',
    asked: ['can', 'choose', 'name'],
    env: DUMB,
    does: async (pty) => {
      await pty.shows(`${PLAIN_LIST}\n${NUMBER}`);
      await enter(pty, '4', /3\n.*for 1: *$/);
      await enter(pty, '2', NAME);
      await enter(pty, 'exporter', askedAgain(1));
      await enter(pty, 'reconciler');
    },
    answers: [true, answered('wait'), answered(true)],
    screen: `${PLAIN_LIST}
${NUMBER} 4
that is no number from 1 to 3
${NUMBER} 2
${NAME} exporter
that is not reconciler
${NAME} reconciler`,
  },
  {
    title: 'in plain lines, declined by three answers that are no number',
    asked: ['choose'],
    env: DUMB,
    does: async (pty) => {
      await pty.shows(NUMBER);
      for (const typed of ['0', 'x', '01']) await enter(pty, typed, `${typed}\nthat is no number`);
    },
    answers: [declined],
  },
  {
    title: 'in plain lines, left with Ctrl-C',
    asked: ['choose'],
    env: DUMB,
    does: async (pty) => {
      await pty.shows(NUMBER);
      await pty.press('C-c');
    },
    answers: [interrupted('SIGINT')],
  },
  {
    title: 'in plain lines, left with Ctrl-D, and with it every later one',
    asked: ['name', 'name'],
    env: DUMB,
    does: async (pty) => {
      await pty.shows(NAME);
      await pty.press('C-d');
    },
    answers: [ended, ended],
  },
];
