// The server said no: its Status in kubectl's words, or those of client-go where it sent none.
import { object, text, type RawObject } from '../lease/lease.ts';
import { ApiFailure } from './api.ts';
import { jsonObject } from './json.ts';
import type { Whole } from './retry.ts';
import { decodeStatus } from './status-protobuf.ts';
import type { Request } from './transport.ts';

/** client-go rest/request.go, maxUnstructuredResponseTextBytes. */
const MOST_QUOTED = 2048;

/** All that apimachinery has are shorter. */
const LONGEST_REASON = 64;

/** apimachinery pkg/api/errors, NewGenericServerResponse: the reason, and what it says by itself. */
const GENERIC: ReadonlyMap<number, readonly [reason: string, message: string]> = new Map([
  [400, ['BadRequest', 'the server rejected our request for an unknown reason']],
  [401, ['Unauthorized', 'the server has asked for the client to provide credentials']],
  [404, ['NotFound', 'the server could not find the requested resource']],
  [405, ['MethodNotAllowed', 'the server does not allow this method on the requested resource']],
  [409, ['Conflict', 'the server reported a conflict']],
  [410, ['Gone', 'the server says that this is gone']],
  [422, ['Invalid', 'the server rejected our request due to an error in our request']],
  [
    429,
    [
      'TooManyRequests',
      'the server has received too many requests and has asked us to try again later',
    ],
  ],
  [503, ['ServiceUnavailable', 'the server is currently unable to handle the request']],
  [
    504,
    [
      'Timeout',
      'the server was unable to return a response in the time allotted, but may still be processing the request',
    ],
  ],
]);

/** Those whose message is what the server wrote. */
const QUOTED: ReadonlyMap<number, string> = new Map([
  [403, 'Forbidden'],
  [406, 'NotAcceptable'],
  [415, 'UnsupportedMediaType'],
]);

export function refusal(request: Request, answer: Whole): ApiFailure {
  const body = decodeStatus(answer.bytes) ?? jsonObject(answer.bytes.toString('utf8')) ?? {};
  return statusFailure(answer.status, body, request.path) ?? unstructured(request, answer);
}

/** A Status that tells of a failure, whatever it came with; undefined where the body is none. */
export function statusFailure(
  status: number,
  body: RawObject,
  path?: string,
): ApiFailure | undefined {
  if (body['kind'] !== 'Status' || body['status'] === 'Success') return undefined;
  const reason = (text(body['reason']) ?? '').slice(0, LONGEST_REASON);
  const message = shortened(text(body['message']) ?? '');
  const code = typeof body['code'] === 'number' ? body['code'] : status;
  if (reason !== '') {
    const isNone = code === 404 && path !== undefined && isAbout(path, body);
    return inKubectlsWords(code, reason, message, isNone);
  }
  return message === '' ? undefined : new ApiFailure(code, '', `Error from server: ${message}`);
}

/** A 404 of a proxy, of another object or of a whole API does not say that this object is none. */
function isAbout(path: string, body: RawObject): boolean {
  const name = text(object(body['details'])['name']);
  const segments = path.split('?', 1)[0]?.split('/') ?? [];
  return (
    body['reason'] === 'NotFound' &&
    name !== undefined &&
    segments.includes(encodeURIComponent(name))
  );
}

/** One of an API server has a few hundred characters, and more where an object has many faults. */
function shortened(message: string): string {
  return message.length > MOST_QUOTED ? `${message.slice(0, MOST_QUOTED)}...` : message;
}

function unstructured(request: Request, { status, header, bytes }: Whole): ApiFailure {
  const type = header('content-type') ?? '';
  const written = bytes.toString('utf8', 0, MOST_QUOTED).trim();
  const said = type === '' || type.startsWith('text/') ? written : 'unknown';
  const [reason, message] = generic(status, said);
  return inKubectlsWords(status, reason, `${message}${subject(request)}`);
}

function generic(status: number, said: string): readonly [reason: string, message: string] {
  const quoting = QUOTED.get(status);
  if (quoting !== undefined) return [quoting, said];
  const known = GENERIC.get(status);
  if (known) return known;
  return status >= 500
    ? [
        'InternalError',
        `an error on the server (${JSON.stringify(said)}) has prevented the request from succeeding`,
      ]
    : [
        '',
        `the server responded with the status code ${status} but did not return more information`,
      ];
}

/** kubectl pkg/cmd/util, StandardErrorMessage. */
function inKubectlsWords(
  status: number,
  reason: string,
  message: string,
  notFound = false,
): ApiFailure {
  const sentence =
    reason === 'Unauthorized'
      ? `error: You must be logged in to the server (${message})`
      : `Error from server${reason === '' ? '' : ` (${reason})`}: ${message}`;
  return new ApiFailure(status, reason, sentence, notFound);
}

/** ` (get leases.coordination.k8s.io NAME)`; nothing for a path that names no resource. */
function subject({ method, path }: Request): string {
  const [, core, group, rest = ''] = /^\/(?:(api)|apis\/([^/]+))\/[^/]+\/([^?]*)/.exec(path) ?? [];
  if (rest === '') return '';
  const [resource, name] = rest.replace(/^namespaces\/[^/]+\/(?=.)/, '').split('/');
  const qualified = core === undefined ? `${resource ?? ''}.${group ?? ''}` : (resource ?? '');
  const named = name === undefined ? '' : ` ${decodeURIComponent(name)}`;
  return ` (${method.toLowerCase()} ${qualified}${named})`;
}
