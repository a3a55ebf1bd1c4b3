// Requests to the API server: a JSON object back, or a failure in kubectl's words.
import { Failure } from '../errors.ts';
import { object, text, type RawObject } from '../lease/lease.ts';
import { SECOND, type Micros } from '../lease/time.ts';
import {
  ConnectionError,
  userAgent,
  type Reply,
  type Request,
  type Transport,
} from './transport.ts';

export interface Answer {
  readonly body: RawObject;
  /** The server's Date header; undefined where it sent none. */
  readonly date: Micros | undefined;
}

export interface StreamedAnswer {
  readonly date: Micros | undefined;
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Every call throws a Failure where no answer came and an ApiFailure where the server said no. */
export interface Api {
  get(path: string): Promise<Answer>;
  /** The text of the answer, for client-node, which reads it by itself. */
  call(request: Request): Promise<{ readonly status: number; readonly content: string }>;
  /** The answer as it arrives; a ConnectionError within it is already a Failure. */
  stream(request: Request): Promise<StreamedAnswer>;
  close(): void;
}

/** The server answered, and it was no. */
export class ApiFailure extends Failure {
  readonly status: number;
  /** The Status' reason, such as NotFound or Forbidden. */
  readonly reason: string;

  constructor(status: number, reason: string, sentence: string) {
    super(sentence);
    this.status = status;
    this.reason = reason;
  }
}

/** `server` is named in sentences about a connection that failed. */
export function apiOver(transport: Transport, server: string, version: string): Api {
  const common = { Accept: 'application/json', 'User-Agent': userAgent(version) };
  const send = (request: Request): Promise<Reply> =>
    transport.send({ ...request, headers: { ...common, ...request.headers } });
  const call = async (request: Request): Promise<{ reply: Reply; content: string }> => {
    try {
      const reply = await send(request);
      const content = await reply.text();
      if (!isSuccess(reply)) throw refusal(reply.status, content);
      return { reply, content };
    } catch (thrown) {
      throw unanswered(thrown, server);
    }
  };
  return {
    async get(path) {
      const { reply, content } = await call({ method: 'GET', path });
      const body = jsonObject(content);
      if (body === undefined) throw notKubernetes(server, content);
      return { body, date: dateOf(reply) };
    },
    async call(request) {
      const { reply, content } = await call(request);
      return { status: reply.status, content };
    },
    async stream(request) {
      try {
        const reply = await send(request);
        if (!isSuccess(reply)) throw refusal(reply.status, await reply.text());
        return {
          date: dateOf(reply),
          contentType: reply.header('content-type') ?? '',
          chunks: answered(reply.chunks(), server),
        };
      } catch (thrown) {
        throw unanswered(thrown, server);
      }
    },
    close() {
      transport.close();
    },
  };
}

function isSuccess({ status }: Reply): boolean {
  return status >= 200 && status <= 299;
}

async function* answered(
  chunks: AsyncIterable<Uint8Array>,
  server: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (thrown) {
    throw unanswered(thrown, server);
  }
}

function dateOf(reply: Reply): Micros | undefined {
  const millis = Date.parse(reply.header('date') ?? '');
  return Number.isNaN(millis) ? undefined : (millis / 1000) * SECOND;
}

function jsonObject(content: string): RawObject | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? object(value) : undefined;
  } catch {
    return undefined;
  }
}

/** kubectl's sentences for a server that cannot be reached (conventions §3.6). */
function unanswered(thrown: unknown, server: string): unknown {
  if (!(thrown instanceof ConnectionError)) return thrown;
  if (thrown.problem === 'refused') {
    return new Failure(
      `The connection to the server ${hostOf(server)} was refused - did you specify the right host or port?`,
      { cause: thrown },
    );
  }
  return new Failure(`Unable to connect to the server: ${thrown.message}`, { cause: thrown });
}

function hostOf(server: string): string {
  return server.replace(/^https:\/\//, '').replace(/^http:\/\/(?=[^/]*$)/, '');
}

/** A Status in kubectl's words; what is no Status is quoted, as kubectl does. */
function refusal(status: number, content: string): ApiFailure {
  if (status === 401) {
    return new ApiFailure(
      401,
      'Unauthorized',
      'error: You must be logged in to the server (Unauthorized)',
    );
  }
  const body = jsonObject(content);
  const message = text(body?.['message']);
  const reason = text(body?.['reason']) ?? '';
  if (body?.['kind'] !== 'Status' || !message) {
    const quoted = JSON.stringify(content.slice(0, 200));
    return new ApiFailure(
      status,
      'InternalError',
      `Error from server (InternalError): an error on the server (${quoted}) has prevented the request from succeeding`,
    );
  }
  return new ApiFailure(
    status,
    reason,
    `Error from server${reason ? ` (${reason})` : ''}: ${message}`,
  );
}

function notKubernetes(server: string, content: string): Failure {
  const what = /^\s*<(!doctype|html)/i.test(content) ? 'a web page' : 'something that is not JSON';
  return new Failure(
    `error: ${server} answered with ${what}: it is no Kubernetes API server, or a proxy answers for it`,
  );
}
