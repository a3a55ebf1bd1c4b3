// Rows in which the server asks to come back later.
import { first, leases, text } from './answers.ts';
import { lease, refused, SUBJECT, type Fault } from './fault.ts';

const TOO_MANY =
  'Error from server (TooManyRequests): the server has received too many requests and has asked us to try again later';
const TABLE = /^NAME +KIND +HOLDER +STANDING.*\na +/;

export const throttled: readonly Fault[] = [
  refused('11', 'a 429 without Retry-After is final', text(429, 'slow'), `${TOO_MANY} ${SUBJECT}`),
  {
    ...refused(
      '11',
      'a 429 with Retry-After is tried ten times more',
      text(429, 'slow', { 'Retry-After': '0' }),
      `${TOO_MANY} ${SUBJECT}`,
    ),
    visits: 11,
  },
  {
    ...refused(
      '11',
      'a 500 with Retry-After is tried ten times more',
      text(500, 'boom', { 'Retry-After': '0' }),
      `Error from server (InternalError): an error on the server ("boom") has prevented the request from succeeding ${SUBJECT}`,
    ),
    visits: 11,
  },
  {
    row: '11',
    title: 'a 429 that passes is not noticed',
    answer: first(2, text(429, 'slow', { 'Retry-After': '1' }), leases(lease('a'))),
    visits: 3,
    ...{ code: 0, stdout: TABLE },
  },
  {
    row: '1',
    title: 'an API server that shuts down is asked again when it says so',
    answer: first(
      1,
      text(429, 'The apiserver is shutting down.', { 'Retry-After': '1', Connection: 'close' }),
      leases(lease('a')),
    ),
    visits: 2,
    ...{ code: 0, stdout: TABLE },
  },
  {
    row: '11',
    title: 'a pause longer than --request-timeout is not begun',
    line: 'kubectl lease ls --request-timeout=2s',
    answer: text(429, 'slow', { 'Retry-After': '5' }),
    stderr: `${TOO_MANY} ${SUBJECT}\n`,
  },
  {
    row: '11',
    title: 'a pause longer than anybody waits is not begun',
    answer: text(503, 'maintenance', { 'Retry-After': '3600' }),
    stderr: `Error from server (ServiceUnavailable): the server is currently unable to handle the request ${SUBJECT}\n`,
  },
];
