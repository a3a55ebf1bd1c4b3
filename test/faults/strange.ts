// Rows in which the answer is one that no API server gives, or says more than the list.
import { first, html, json, leases, redirect, text } from './answers.ts';
import { lease, type Fault, type Visit } from './fault.ts';

const NOT_ONE = 'It is no Kubernetes API server, or a login page or a proxy answers for it.\n';
const found = { code: 0, stdout: /^a +/, line: 'kubectl lease ls --no-headers' } as const;

/** On the same server, and somewhere the program must not go. */
const elsewhere = ({ request, path }: Visit): string =>
  `http://localhost:${request.socket.localPort ?? 0}${path}`;

const odd: readonly Fault[] = [
  {
    row: '16',
    title: "a captive portal's page is named, and who sent it",
    answer: html(200, '<!DOCTYPE html><html><body>Log in to the WLAN</body></html>'),
    stderr: `error: SERVER answered with a web page, not with a LeaseList\n${NOT_ONE}`,
  },
  {
    row: '16',
    title: 'so is what is not JSON',
    answer: text(200, 'hello'),
    stderr: `error: SERVER answered with something that is not JSON, not with a LeaseList\n${NOT_ONE}`,
  },
  {
    row: '16',
    title: 'so is nothing',
    answer: text(200, ''),
    stderr: `error: SERVER answered with nothing, not with a LeaseList\n${NOT_ONE}`,
  },
  {
    row: '16',
    title: 'so is JSON that ends too early',
    answer: text(200, '{"kind": "LeaseL'),
    stderr: 'error: the JSON that SERVER answered with is cut off or malformed\n',
  },
  {
    row: '16',
    title: 'so is an object of another kind',
    answer: json({ kind: 'PodList', apiVersion: 'v1', items: [] }),
    stderr: `error: SERVER answered with a PodList, not with a LeaseList\n${NOT_ONE}`,
  },
  {
    row: '16',
    title: 'so is an object without a kind',
    answer: json({ items: [] }),
    stderr: `error: SERVER answered with an object without a kind, not with a LeaseList\n${NOT_ONE}`,
  },
  {
    row: '16',
    title: 'one Lease of another kind is not taken for one',
    line: 'kubectl lease who-holds a',
    answer: json({ kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a' } }),
    stderr: `error: SERVER answered with a Pod, not with a Lease\n${NOT_ONE}`,
  },
  {
    row: '16',
    title: 'a Status of failure is one, whatever code it came with',
    answer: json({
      ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure', code: 500 },
      ...{ reason: 'InternalError', message: 'no' },
    }),
    stderr: 'Error from server (InternalError): no\n',
    asKubectl: true,
  },
  {
    row: '17',
    title: 'a read follows a redirect on the same server',
    answer: first(
      1,
      redirect(307, ({ path }) => `${path}&moved=1`),
      leases(lease('a')),
    ),
    visits: 2,
    ...found,
  },
  {
    row: '17',
    title: 'a read follows no redirect to another server: the credentials would go there',
    answer: redirect(302, (visit) => `${elsewhere(visit)}&token=s3cret`),
    stderr:
      /^error: http:\/\/127\.0\.0\.1:\d+ answered a GET with a redirect to http:\/\/localhost:\d+\/apis\/coordination\.k8s\.io\/v1\/namespaces\/team-a\/leases, which is not followed\nA login page/,
  },
  {
    row: '17',
    title: 'redirects in a circle end',
    answer: redirect(302, ({ path }) => path),
    visits: 10,
    stderr: 'Unable to connect to the server: stopped after 10 redirects\n',
    asKubectl: true,
  },
  {
    row: '17',
    title: 'a redirect to nowhere is a refusal',
    answer: text(302, ''),
    stderr:
      'Error from server: the server responded with the status code 302 but did not return more information (get leases.coordination.k8s.io)\n',
    asKubectl: true,
  },
];

const warned: readonly Fault[] = [
  {
    row: '3.6',
    title: 'warnings are printed once, and only those for users',
    answer: json(
      { kind: 'LeaseList', apiVersion: 'coordination.k8s.io/v1', metadata: {}, items: [] },
      {
        Warning: [
          '299 - "one is \\"deprecated\\", use two"',
          '299 - "one is \\"deprecated\\", use two"',
          '199 - "not for users"',
        ],
      },
    ),
    code: 0,
    stderr: 'Warning: one is "deprecated", use two\nNo resources found in team-a namespace.\n',
    asKubectl: true,
  },
];

export const strange: readonly Fault[] = [...odd, ...warned];
