// -v: what goes over the wire, in the form of client-go's transport/round_trippers.go, without secrets.
import { STATUS_CODES } from 'node:http';
import type { Connection } from './connection.ts';
import { visible } from '../text.ts';
import { isSecret, secretsIn } from './secrets.ts';
import type { Reply, Request, Transport } from './transport.ts';

const MASK = '<masked>';
/** client-go rest/request.go, truncateBody: characters of a body by verbosity. */
const SHOWN: ReadonlyMap<number, number> = new Map([
  [8, 1024],
  [9, 10_240],
]);

export function verbose(transport: Transport, connection: Connection): Transport {
  const { verbosity, server } = connection;
  return {
    async send(request) {
      const log = new Log(verbosity, connection, request);
      const url = JSON.stringify(server + request.path);
      log.write(7, `"Request" verb=${quoted(request.method)} url=${url}${log.requestHeaders()}`);
      const begun = performance.now();
      const answered = (status: string, headers = ''): void => {
        const milliseconds = Math.round(performance.now() - begun);
        const which = `verb=${quoted(request.method)} url=${url} `;
        log.write(
          6,
          `"Response" ${which}status=${quoted(status)}${headers} milliseconds=${milliseconds}`,
        );
      };
      try {
        const reply = await transport.send(request);
        const phrase = STATUS_CODES[reply.status] ?? '';
        answered(`${reply.status} ${phrase}`, verbosity >= 8 ? headersOf(reply) : '');
        return verbosity >= 8 ? overheard(reply, log) : reply;
      } catch (thrown) {
        answered('');
        throw thrown;
      }
    },
    close() {
      transport.close();
    },
  };
}

class Log {
  readonly verbosity: number;
  readonly #headers: readonly (readonly [string, string])[];
  readonly #secrets: readonly string[];

  constructor(verbosity: number, { headers }: Connection, request: Request) {
    this.verbosity = verbosity;
    this.#headers = [...headers, ...Object.entries(request.headers ?? {})];
    this.#secrets = secretsIn(this.#headers);
  }

  /** As klog: severity, month and day, time, process. Whatever a server echoes is masked as well. */
  write(verbosity: number, line: string): void {
    if (verbosity > this.verbosity) return;
    const [date = '', time = ''] = new Date().toISOString().replace('Z', '000').split('T');
    const header = `I${date.slice(5).replace('-', '')} ${time} ${String(process.pid).padStart(7)} kubectl-lease]`;
    const masked = this.#secrets.reduce((text, secret) => text.replaceAll(secret, MASK), line);
    // Its line breaks are ours, between headers. Nothing is cut: who asks for bodies wants all of them.
    const shown = masked.split('\n\t').map((part) => part.split('\n').map(visible).join('\n'));
    process.stderr.write(`${header} ${shown.join('\n\t')}\n`);
  }

  requestHeaders(): string {
    return listed(
      this.#headers.map(([name, value]) => [name, isSecret(name) ? maskedScheme(value) : value]),
    );
  }
}

/** client-go transport/round_trippers.go, maskValue. */
function maskedScheme(value: string): string {
  const scheme = /^(bearer|basic|negotiate) /i.exec(value)?.[0] ?? '';
  return `${scheme}${MASK}`;
}

const RESPONSE_HEADERS = ['audit-id', 'content-encoding', 'content-length', 'content-type'];
const MORE_RESPONSE_HEADERS = [
  'date',
  'location',
  'retry-after',
  'warning',
  'x-kubernetes-pf-flowschema-uid',
  'x-kubernetes-pf-prioritylevel-uid',
];

function headersOf(reply: Reply): string {
  return listed(
    [...RESPONSE_HEADERS, ...MORE_RESPONSE_HEADERS].flatMap((name) => {
      const value = reply.header(name);
      if (value === undefined) return [];
      return [[name, name === 'location' ? withoutSecrets(value) : value] as const];
    }),
  );
}

/** A URL's user and query may be somebody's login. */
function withoutSecrets(url: string): string {
  return url.replace(/\/\/[^/?#]*@/, `//${MASK}@`).replace(/[?#].*/, `?${MASK}`);
}

function listed(headers: readonly (readonly [string, string])[]): string {
  return ` headers=<\n${headers.map(([name, value]) => `\t${name}: ${printable(value)}\n`).join('')} >`;
}

/** What passes is kept up to what is shown of it. */
function overheard(reply: Reply, log: Log): Reply {
  return {
    ...reply,
    async *chunks() {
      const most = SHOWN.get(log.verbosity) ?? Infinity;
      const [parts, size] = [[] as Uint8Array[], { kept: 0, all: 0 }];
      for await (const chunk of reply.chunks()) {
        if (size.kept < most) parts.push(chunk.slice(0, most - size.kept));
        size.kept = Math.min(most, size.kept + chunk.length);
        size.all += chunk.length;
        yield chunk;
      }
      const cut = size.all > size.kept ? ` [truncated ${size.all - size.kept} chars]` : '';
      const body = printable(Buffer.concat(parts).toString('utf8'));
      log.write(8, `"Response Body" body=${quoted(body + cut)}`);
    },
  };
}

/** Protobuf too is readable as far as it holds text. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\ufffd]+/gu, '.');
}

function quoted(text: string): string {
  return JSON.stringify(text);
}
