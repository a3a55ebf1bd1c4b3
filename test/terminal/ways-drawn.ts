// Ways through a question that is drawn: answered, declined, stopped.
import { HOSTILE } from './hostile.ts';
import type { Pty } from './pty.ts';
import {
  LIST,
  NAME,
  answered,
  askedAgain,
  declined,
  ended,
  enter,
  interrupted,
  type Way,
} from './way.ts';

export const drawn: readonly Way[] = [
  {
    title: 'whose first choice is taken with Enter',
    asked: ['choose'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('Enter');
    },
    answers: [answered('evict')],
    screen: '? How should it step down? fence, evict its Pod',
  },
  {
    title: 'whose mark is moved by arrows, not beyond the list and not by other keys',
    asked: ['choose'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('Down', 'Down', 'Down', 'Down');
      await pty.shows('> do nothing');
      await pty.press('Up');
      await pty.shows('> fence, wait');
      await pty.press('Left', 'd', 'o', 'k', 'j');
      await pty.shows('> fence, wait');
      await pty.press('Enter');
    },
    answers: [answered('wait')],
  },
  {
    title: 'whose mark is moved by a number',
    asked: ['choose'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('3');
      await pty.shows('> do nothing');
      await pty.press('Enter');
    },
    answers: [answered('nothing')],
    screen: '? How should it step down? do nothing',
  },
  {
    title: 'followed by a name that is typed wrong, and right',
    asked: ['choose', 'name'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('Enter');
      await pty.shows(NAME);
      await enter(pty, 'reconcile', askedAgain(1));
      await enter(pty, 'reconciler');
    },
    answers: [answered('evict'), answered(true)],
    screen: `? How should it step down? fence, evict its Pod
${NAME} reconcile
that is not reconciler
${NAME} reconciler`,
  },
  {
    title: 'declined by three wrong names: none, one with a blank behind, one in capitals',
    asked: ['name'],
    does: async (pty) => {
      await pty.shows(NAME);
      await pty.press('Enter');
      await pty.shows(askedAgain(1));
      await pty.type('reconciler ');
      await pty.shows(`${NAME} reconciler`);
      await pty.press('Enter');
      await pty.shows(askedAgain(2));
      await enter(pty, 'RECONCILER');
    },
    answers: [declined],
    screen: `${NAME}
that is not reconciler
${NAME} reconciler
that is not reconciler
${NAME} RECONCILER
that is not reconciler`,
  },
  {
    title: 'for a name full of escape sequences, typed as it is shown',
    asked: ['hostile'],
    does: async (pty) => {
      await pty.shows(NAME);
      await enter(pty, 'reconciler', askedAgain(1));
      await enter(pty, HOSTILE);
    },
    answers: [answered(true)],
    screen: `${NAME} reconciler\nthat is not ${HOSTILE}\n${NAME} ${HOSTILE}`,
  },
  {
    title: 'left with Ctrl-D, which behind a text means nothing',
    asked: ['name', 'name'],
    does: async (pty) => {
      await pty.shows(NAME);
      await pty.type('reco');
      await pty.shows(`${NAME} reco`);
      await pty.press('C-d');
      await pty.type('nciler');
      await pty.shows(`${NAME} reconciler`);
      await pty.press('Enter');
      await pty.shows(/reconciler\n.*: *$/);
      await pty.press('C-d');
    },
    answers: [answered(true), ended],
  },
  {
    title: 'left with Ctrl-D right behind a number',
    asked: ['choose'],
    does: async (pty) => {
      await pty.shows(LIST);
      await pty.press('2', 'C-d');
    },
    answers: [ended],
  },
];

export const stopped: readonly Way[] = ['choose', 'name'].flatMap((asked) => {
  const shown = asked === 'choose' ? LIST : NAME;
  const stop = (title: string, end: (pty: Pty) => Promise<void>, answer: unknown): Way => ({
    title: `${title}, asked to ${asked}`,
    asked: [asked],
    does: async (pty) => {
      await pty.shows(shown);
      await end(pty);
    },
    answers: [answer],
    screen: shown,
  });
  return [
    stop('left with Ctrl-C', (pty) => pty.press('C-c'), interrupted('SIGINT')),
    stop('left with Ctrl-D', (pty) => pty.press('C-d'), ended),
    ...(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((signal) =>
      stop(`ended by ${signal}`, (pty) => pty.signal(signal), interrupted(signal)),
    ),
  ];
});
