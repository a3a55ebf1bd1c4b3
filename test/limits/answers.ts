// What a hostile server sends: without end, packed, drop by drop.
import { gzipSync } from 'node:zlib';
import type { Writable } from 'node:stream';
import type { ServerResponse } from 'node:http';
import { lease, leaseList } from '../faults/fault.ts';
import type { Answer } from './row.ts';

type Headers = Readonly<Record<string, string | string[]>>;

const JSON_TYPE = { 'Content-Type': 'application/json' };

export const body =
  (content: string | Buffer, headers: Headers = {}, code = 200): Answer =>
  ({ response }) => {
    response.writeHead(code, { ...JSON_TYPE, ...headers }).end(content);
  };

export const list = (next = '', metadata: object = {}): string => {
  const whole = leaseList([lease(`a${next}`)], next) as { metadata: object };
  return JSON.stringify({ ...whole, metadata: { ...whole.metadata, ...metadata } });
};

/** So many megabytes of one byte in gzip, which takes a thousandth. */
export const bomb = (megabytes: number, byte = ' '): Buffer =>
  gzipSync(Buffer.alloc(megabytes * 1_000_000, byte), { level: 9 });

/** The same as many members in a row, which are one stream. */
export const bombs = (megabytes: number, byte = ' '): Buffer =>
  Buffer.concat(Array<Buffer>(megabytes / 10).fill(bomb(10, byte)));

/** As fast as it is read; `before` comes first. */
export const endless =
  (text: string, headers: Headers = {}, code = 200, before = ''): Answer =>
  ({ response }) => {
    response.writeHead(code, { ...JSON_TYPE, ...headers }).write(before);
    pour(response, Buffer.from(text.repeat(Math.ceil(65_536 / text.length))));
  };

export function pour(response: Writable, part: Buffer): void {
  let isOpen = true;
  response.on('close', () => (isOpen = false));
  response.on('error', () => (isOpen = false));
  const more = (): void => {
    while (isOpen && response.write(part));
    if (isOpen) response.once('drain', () => setImmediate(more));
  };
  more();
}

/** The bytes one by one, a tenth of a second apart, and no end. */
export const drip =
  (text: string, headers: Headers = {}, code = 200): Answer =>
  ({ response }) => {
    response.writeHead(code, { ...JSON_TYPE, ...headers });
    dripInto(response, text);
  };

export function dripInto(response: Writable, content: string | Buffer): void {
  const bytes = Buffer.from(content);
  let at = 0;
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + 1));
    at = (at + 1) % bytes.length;
  }, 100);
  response.on('close', () => {
    clearInterval(timer);
  });
  response.on('error', () => {
    clearInterval(timer);
  });
}

/** The socket itself, before any header. */
export const raw =
  (before: string, then: (socket: NonNullable<ServerResponse['socket']>) => void): Answer =>
  ({ response }) => {
    const { socket } = response;
    if (!socket) return;
    socket.on('error', () => undefined);
    socket.write(before);
    then(socket);
  };

export const nested = (depth: number): string =>
  `{"kind":"LeaseList","metadata":{},"items":[],"x":${'['.repeat(depth)}${']'.repeat(depth)}}`;

/** The answer to a list, then this to the watch. */
export const watchOf =
  (answer: Answer): Answer =>
  (visit) => {
    (visit.path.includes('watch=true') ? answer : body(list()))(visit);
  };
