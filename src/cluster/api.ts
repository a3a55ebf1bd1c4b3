// Requests to the API server: an answer, or a failure in kubectl's words.
import { Failure } from '../errors.ts';
import type { RawObject } from '../lease/lease.ts';
import { SECOND, type Micros } from '../lease/time.ts';
import type { Connection } from './connection.ts';
import { jsonObject } from './json.ts';
import { bytesOf, exchange, type Whole } from './retry.ts';
import { userAgent, type Reply, type Request, type Transport } from './transport.ts';

export interface Answer {
  readonly body: RawObject;
  /** The server's Date header; undefined where it sent none. */
  readonly date: Micros | undefined;
}

export interface BinaryAnswer {
  readonly date: Micros | undefined;
  readonly contentType: string;
  readonly bytes: Buffer;
}

export interface StreamedAnswer {
  readonly date: Micros | undefined;
  readonly contentType: string;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Ends the connection: a stream that is merely not read on would keep the process alive. */
  cancel(): void;
}

type Read = Pick<Request, 'path' | 'headers'>;

/** Every call throws a Failure where no answer came and an ApiFailure where the server said no. */
export interface Api {
  /** A JSON object of this kind, where one is named. */
  get(path: string, kind?: string): Promise<Answer>;
  /** Whatever the headers accept; where it is not `binary`, an object of this kind in JSON. */
  read(request: Read, binary: string, kind: string): Promise<Answer | BinaryAnswer>;
  /** The object that the server made of a write. */
  write(request: Request, kind: string): Promise<Answer>;
  /** The text of the answer, for client-node, which reads it by itself. */
  call(request: Request): Promise<{ readonly status: number; readonly content: string }>;
  /** A watch: the answer as it arrives; a ConnectionError within it is already a Failure. */
  stream(request: Read): Promise<StreamedAnswer>;
  close(): void;
}

/** The server answered, and it was no. */
export class ApiFailure extends Failure {
  readonly status: number;
  /** The Status' reason, such as NotFound or Forbidden. */
  readonly reason: string;

  constructor(status: number, reason: string, sentence: string) {
    super(sentence, { notFound: status === 404, quotes: true });
    this.status = status;
    this.reason = reason;
  }
}

/** `server` is named in sentences about what came from there. */
export function apiOver(
  transport: Transport,
  connection: Pick<Connection, 'server' | 'requestTimeout'>,
  version: string,
): Api {
  const { server } = connection;
  const common = { Accept: 'application/json', 'User-Agent': userAgent(version) };
  const whole = async (request: Request): Promise<Whole> => {
    const headers = { ...common, ...request.headers };
    try {
      return await answer(transport, { ...request, headers }, connection);
    } catch (thrown) {
      throw await inWords(thrown, server);
    }
  };
  return {
    async get(path, kind) {
      return jsonAnswer(await whole({ method: 'GET', path }), server, kind);
    },
    async read(request, binary, kind) {
      const answer = await whole({ method: 'GET', ...request });
      const contentType = answer.header('content-type') ?? '';
      if (!contentType.startsWith(binary)) return jsonAnswer(answer, server, kind);
      return { bytes: answer.bytes, contentType, date: dateOf(answer) };
    },
    async write(request, kind) {
      return jsonAnswer(await whole(request), server, kind);
    },
    async call(request) {
      const { status, bytes } = await whole(request);
      return { status, content: bytes.toString('utf8') };
    },
    async stream(request) {
      try {
        const headers = { ...common, ...request.headers };
        return await openStream(transport, { method: 'GET', ...request, headers }, server);
      } catch (thrown) {
        throw await inWords(thrown, server);
      }
    },
    close() {
      transport.close();
    },
  };
}

/** What the server says in the end: redirects followed, refusals thrown. */
async function answer(
  transport: Transport,
  request: Request,
  { server, requestTimeout }: Pick<Connection, 'server' | 'requestTimeout'>,
): Promise<Whole> {
  let current = request;
  for (let followed = 0; ; followed += 1) {
    const reply = await exchange(transport, current, requestTimeout);
    await showWarnings(reply);
    if (isSuccess(reply)) return reply;
    const location = reply.status < 400 ? reply.header('location') : undefined;
    if (location === undefined) throw (await import('./refusal.ts')).refusal(current, reply);
    const { redirected } = await import('./redirect.ts');
    current = redirected(current, { server, location, followed });
  }
}

async function openStream(
  transport: Transport,
  request: Request,
  server: string,
): Promise<StreamedAnswer> {
  const canceller = new AbortController();
  const { signal } = canceller;
  const reply = await transport.send({ ...request, signal, watch: true });
  await showWarnings(reply);
  if (!isSuccess(reply)) {
    const { refusal } = await import('./refusal.ts');
    throw refusal(request, { ...reply, bytes: await bytesOf(reply) });
  }
  return {
    date: dateOf(reply),
    contentType: reply.header('content-type') ?? '',
    chunks: inWordsToo(reply.chunks(), server),
    cancel: () => {
      canceller.abort();
    },
  };
}

async function* inWordsToo(
  chunks: AsyncIterable<Uint8Array>,
  server: string,
): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (thrown) {
    throw await inWords(thrown, server);
  }
}

async function inWords(thrown: unknown, server: string): Promise<unknown> {
  return thrown instanceof Failure
    ? thrown
    : (await import('./unreachable.ts')).unreachable(thrown, server);
}

async function showWarnings(reply: Pick<Reply, 'header'>): Promise<void> {
  const header = reply.header('warning');
  if (header !== undefined) (await import('./warnings.ts')).printWarnings(header);
}

async function jsonAnswer(answer: Whole, server: string, kind?: string): Promise<Answer> {
  const content = answer.bytes.toString('utf8');
  const body = jsonObject(content);
  if (body === undefined || (kind !== undefined && body['kind'] !== kind)) {
    throw (await import('./unexpected.ts')).unexpected(server, content, body, kind);
  }
  return { body, date: dateOf(answer) };
}

function isSuccess({ status }: Pick<Reply, 'status'>): boolean {
  return status >= 200 && status <= 299;
}

function dateOf(reply: Pick<Reply, 'header'>): Micros | undefined {
  const millis = Date.parse(reply.header('date') ?? '');
  return Number.isNaN(millis) ? undefined : (millis / 1000) * SECOND;
}
