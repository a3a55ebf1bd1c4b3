// Rows in which no whole answer comes.
import { close, first, hang, leases, reset, stall, truncate } from './answers.ts';
import { lease, type Fault } from './fault.ts';

const CUT = 'unexpected error when reading response body. Please retry. Original error:';
const ROW = /^a +/;
const found = { code: 0, stdout: ROW, line: 'kubectl lease ls --no-headers' } as const;

const lost: readonly Fault[] = [
  {
    row: '14',
    title: 'a connection that is closed every time is tried ten times more',
    answer: close,
    visits: 11,
    stderr: 'Unable to connect to the server: EOF\n',
  },
  {
    row: '14',
    title: 'a connection that is closed once is not noticed',
    answer: first(1, close, leases(lease('a'))),
    visits: 2,
    ...found,
  },
  {
    row: '14',
    title: 'a connection that is reset twice is not noticed',
    answer: first(2, reset, leases(lease('a'))),
    visits: 3,
    ...found,
  },
  {
    row: '15',
    title: 'an answer that is cut off every time is tried ten times more',
    answer: truncate,
    visits: 11,
    stderr: `${CUT} unexpected EOF\n`,
  },
  {
    row: '15',
    title: 'an answer that is cut off once is read again',
    answer: first(1, truncate, leases(lease('a'))),
    visits: 2,
    ...found,
  },
];

const silent: readonly Fault[] = [
  {
    row: '14',
    title: '--request-timeout ends the wait for an answer',
    line: 'kubectl lease ls --request-timeout=1s',
    answer: hang,
    stderr: 'Unable to connect to the server: request timed out after 1s\n',
  },
  {
    row: '14',
    title: '--request-timeout ends an answer that stopped coming',
    line: 'kubectl lease ls --request-timeout=1s',
    answer: stall,
    stderr: `${CUT} request timed out after 1s\n`,
  },
  {
    row: '14',
    title: '--request-timeout counts over all tries',
    line: 'kubectl lease ls --request-timeout=1s',
    answer: first(1, close, hang),
    visits: 2,
    stderr: 'Unable to connect to the server: request timed out after 1s\n',
  },
  {
    row: '14',
    title: 'without it an answer has 10 seconds to begin',
    answer: hang,
    stderr:
      'Unable to connect to the server: no answer within 10s\n--request-timeout=1m waits for a slower server.\n',
  },
  {
    row: '14',
    title: 'and 30 seconds between two parts of it',
    answer: stall,
    stderr: `${CUT} the answer stopped coming for 30s\n--request-timeout=1m waits for a slower server.\n`,
  },
];

export const connections: readonly Fault[] = [...lost, ...silent];
