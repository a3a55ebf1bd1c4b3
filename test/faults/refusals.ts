// Rows in which the server answers, and the answer is no.
import { html, status, text } from './answers.ts';
import { refused, SUBJECT, type Fault } from './fault.ts';

const FORBIDDEN =
  'leases.coordination.k8s.io is forbidden: User "u" cannot list resource "leases" in API group "coordination.k8s.io" in the namespace "team-a"';

const proxies: readonly Fault[] = [
  refused(
    '3.6',
    'a 500 without a Status is quoted',
    text(500, 'boom\n'),
    `Error from server (InternalError): an error on the server ("boom") has prevented the request from succeeding ${SUBJECT}`,
  ),
  refused(
    '3.6',
    "a gateway's 502 in HTML is quoted",
    html(502, '<html>502 Bad Gateway</html>'),
    `Error from server (InternalError): an error on the server ("<html>502 Bad Gateway</html>") has prevented the request from succeeding ${SUBJECT}`,
  ),
  refused(
    '3.6',
    'a 503 without a Status has its own words',
    text(503, 'no upstream'),
    `Error from server (ServiceUnavailable): the server is currently unable to handle the request ${SUBJECT}`,
  ),
  refused(
    '3.6',
    'a 504 without a Status has its own words',
    html(504, '<html></html>'),
    `Error from server (Timeout): the server was unable to return a response in the time allotted, but may still be processing the request ${SUBJECT}`,
  ),
  refused(
    '3.6',
    'a 403 without a Status says what the server wrote',
    text(403, 'denied by policy'),
    `Error from server (Forbidden): denied by policy ${SUBJECT}`,
  ),
  refused(
    '3.6',
    'a 404 without a Status says what was listed',
    text(404, '404 page not found\n'),
    `Error from server (NotFound): Unable to list "coordination.k8s.io/v1, Resource=leases": the server could not find the requested resource ${SUBJECT}`,
  ),
  refused(
    '3.6',
    'https asked in plain http is a bad request',
    text(400, 'Client sent an HTTP request to an HTTPS server.\n'),
    `Error from server (BadRequest): Unable to list "coordination.k8s.io/v1, Resource=leases": the server rejected our request for an unknown reason ${SUBJECT}`,
  ),
  refused(
    '3.6',
    'a code that nobody knows is told',
    text(418, 'teapot'),
    `Error from server: the server responded with the status code 418 but did not return more information ${SUBJECT}`,
  ),
];

const statuses: readonly Fault[] = [
  refused(
    '2',
    'a 504 of the API server is its own message',
    status(
      504,
      'Timeout',
      'Timeout: request did not complete within requested timeout - context deadline exceeded',
    ),
    'Error from server (Timeout): Timeout: request did not complete within requested timeout - context deadline exceeded',
  ),
  refused(
    '3.6',
    'a 401 asks to log in',
    status(401, 'Unauthorized', 'Unauthorized'),
    'error: You must be logged in to the server (Unauthorized)',
  ),
  refused(
    '3.6',
    'a 401 without a Status asks to log in',
    text(401, 'no'),
    `error: You must be logged in to the server (the server has asked for the client to provide credentials ${SUBJECT})`,
  ),
  refused(
    '3.6',
    'a 403 is its own message',
    status(403, 'Forbidden', FORBIDDEN),
    `Error from server (Forbidden): ${FORBIDDEN}`,
  ),
  refused(
    '3.6',
    'a Status without a reason has none',
    status(500, '', 'nobody knows'),
    'Error from server: nobody knows',
  ),
  {
    row: '25',
    title: 'what a server writes cannot colour or turn round a line',
    answer: status(403, 'Forbidden', 'no \u001b[31m\u202e\u009b\rway'),
    stderr: 'Error from server (Forbidden): no ^[[31m\\u{202e}\\u{9b}\\rway\n',
  },
];

export const refusals: readonly Fault[] = [...proxies, ...statuses];
