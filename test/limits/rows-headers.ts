// Rows in which the headers of an answer have no end.
import { body, dripInto, list, pour, raw } from './answers.ts';
import { LS, type Row } from './row.ts';
import { slow } from './rows-answers.ts';

const BAD_HEADERS = /: the headers of the answer are malformed, too many or too long\n$/;

export const headerRows: readonly Row[] = [
  {
    title: 'headers without end are refused',
    answer: raw('HTTP/1.1 200 OK\r\n', (socket) => {
      pour(socket, Buffer.from(`x-a: ${'v'.repeat(1000)}\r\n`.repeat(64)));
    }),
    stderr: BAD_HEADERS,
  },
  {
    title: 'one header without end is refused',
    answer: raw('HTTP/1.1 200 OK\r\nx-a: ', (socket) => {
      pour(socket, Buffer.alloc(65_536, 'v'));
    }),
    stderr: BAD_HEADERS,
  },
  {
    title: 'headers that come byte by byte end',
    answer: raw('HTTP/1.1 200 OK\r\n', (socket) => {
      dripInto(socket, 'x-a: v\r\n');
    }),
    ...slow,
  },
  {
    title: 'a thousand warnings are a hundred',
    words: [...LS, '--no-headers'],
    answer: (visit) => {
      const warnings = Array.from({ length: 40 }, (_, at) => `299 - "no ${visit.nth} ${at}"`);
      body(list(visit.nth < 25 ? `t${visit.nth}` : ''), { Warning: warnings })(visit);
    },
    ...{ code: 0, stdout: /^at1 +/, stderr: /^(Warning: no \d+ \d+\n){100}$/ },
  },
];
