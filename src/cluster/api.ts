// Requests to the API server: an answer, or a failure in kubectl's words.
import { Failure } from '../errors.ts';
import { JsonSize } from '../json-size.ts';
import type { RawObject } from '../lease/lease.ts';
import { isWritable, SECOND, type Micros } from '../lease/time.ts';
import { overLimit } from '../limits.ts';
import type { Connection } from './connection.ts';
import { identified, Newest, type Expected } from './expected.ts';
import { jsonObject } from './json.ts';
import { measuredLines } from './lines.ts';
import { Listing } from './listing.ts';
import { bytesOf, exchange, type Whole } from './retry.ts';
import { userAgent, type Reply, type Request, type Transport } from './transport.ts';

export interface Answer {
  readonly body: RawObject;
  /** The server's Date header; undefined where it sent none. */
  readonly date: Micros | undefined;
  /** Bytes. */
  readonly size: number;
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
  /** What was answered so far. */
  readonly newest: Newest;
  /** Aborted by close(): whoever tries again and again ends. */
  readonly closed: AbortSignal;
  /** A JSON object, the one that is expected; throws a ForeignAnswer where it is another. */
  get(path: string, expected?: Expected): Promise<Answer>;
  /** Whatever the headers accept; where it is not `binary`, the expected object in JSON. */
  read(request: Read, binary: string, expected: Expected): Promise<Answer | BinaryAnswer>;
  /** The object that the server made of a write, or the answer to a question that is posted. */
  write(request: Request, expected: Expected): Promise<Answer>;
  /** The text of the answer, for client-node, which reads it by itself. */
  call(request: Request): Promise<{ readonly status: number; readonly content: string }>;
  /** A watch: the answer as it arrives; a ConnectionError within it is already a Failure. */
  stream(request: Read): Promise<StreamedAnswer>;
  /** What bounds one list, which is several answers. */
  listing(): Listing;
  /** The most fields of one answer. */
  readonly mostValues: number;
  close(): void;
}

/** The server answered, and it was no. */
export class ApiFailure extends Failure {
  readonly status: number;
  /** The Status' reason, such as NotFound or Forbidden. */
  readonly reason: string;

  /** `notFound`: the object that was asked for does not exist; a 404 may say something else. */
  constructor(status: number, reason: string, sentence: string, notFound = false) {
    super(sentence, { notFound, quotes: true });
    this.status = status;
    this.reason = reason;
  }
}

type Way = Pick<Connection, 'server' | 'requestTimeout' | 'limits'>;

/** `server` is named in sentences about what came from there. */
export function apiOver(transport: Transport, connection: Way, version: string): Api {
  const { server, limits, requestTimeout } = connection;
  const common = { Accept: 'application/json', 'User-Agent': userAgent(version) };
  const newest = new Newest();
  const closing = new AbortController();
  const json = async (answer: Promise<Whole>, expected?: Expected): Promise<Answer> => {
    const before = expected && newest.before(expected);
    const found = await jsonAnswer(await answer, connection, expected?.kind);
    if (expected === undefined) return found;
    identified(found.body, expected);
    if (expected.name !== undefined) newest.check(found.body, expected, before);
    return found;
  };
  const whole = async (request: Request): Promise<Whole> => {
    const headers = { ...common, ...request.headers };
    try {
      return await answer(transport, { ...request, headers }, connection);
    } catch (thrown) {
      throw await inWords(thrown, server);
    }
  };
  return {
    newest,
    closed: closing.signal,
    async get(path, expected) {
      const answer = await json(whole({ method: 'GET', path }), expected);
      if (expected?.name !== undefined) newest.saw(answer.body, expected);
      return answer;
    },
    async read(request, binary, expected) {
      const answer = await whole({ method: 'GET', ...request });
      const contentType = answer.header('content-type') ?? '';
      if (!contentType.startsWith(binary)) return json(Promise.resolve(answer), expected);
      return { bytes: answer.bytes, contentType, date: dateOf(answer) };
    },
    async write(request, expected) {
      return json(whole(request), expected);
    },
    async call(request) {
      const { status, bytes } = await whole(request);
      confirmSize(bytes, connection);
      return { status, content: bytes.toString('utf8') };
    },
    async stream(request) {
      try {
        const headers = { ...common, ...request.headers };
        return await openStream(transport, { method: 'GET', ...request, headers }, connection);
      } catch (thrown) {
        throw await inWords(thrown, server);
      }
    },
    listing: () => new Listing(`the list from ${server}`, limits, requestTimeout),
    mostValues: limits.answerValues,
    close() {
      closing.abort();
      transport.close();
    },
  };
}

/** What the server says in the end: redirects followed, refusals thrown. */
async function answer(
  transport: Transport,
  request: Request,
  { server, requestTimeout, limits }: Way,
): Promise<Whole> {
  let current = request;
  const begun = performance.now();
  const time = requestTimeout || limits.time;
  for (let followed = 0; ; followed += 1) {
    const reply = await exchange(transport, current, requestTimeout);
    await showWarnings(reply);
    if (isSuccess(reply)) return reply;
    const location = reply.status < 400 ? reply.header('location') : undefined;
    if (location === undefined) throw (await import('./refusal.ts')).refusal(current, reply);
    if (performance.now() - begun > time) {
      throw overLimit('time', `the answer of ${server}`, time);
    }
    const { redirected } = await import('./redirect.ts');
    current = redirected(current, { server, location, followed });
  }
}

async function openStream(
  transport: Transport,
  request: Request,
  { server, limits }: Way,
): Promise<StreamedAnswer> {
  const canceller = new AbortController();
  const { signal } = canceller;
  const reply = await transport.send({ ...request, signal, watch: true });
  await showWarnings(reply);
  if (!isSuccess(reply)) {
    const { refusal } = await import('./refusal.ts');
    throw refusal(request, { ...reply, bytes: await bytesOf(reply) });
  }
  const isJson = request.path.includes('watch=true');
  const lines = { subject: `one event from ${server}`, isJson, limits };
  return {
    date: dateOf(reply),
    contentType: reply.header('content-type') ?? '',
    chunks: inWordsToo(measuredLines(reply.chunks(), lines), server),
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

async function jsonAnswer(answer: Whole, way: Way, kind?: string): Promise<Answer> {
  const { server } = way;
  confirmSize(answer.bytes, way);
  const content = answer.bytes.toString('utf8');
  const body = jsonObject(content);
  if (body === undefined || (kind !== undefined && body['kind'] !== kind)) {
    throw (await import('./unexpected.ts')).unexpected(server, content, body, kind);
  }
  return { body, date: dateOf(answer), size: answer.bytes.length };
}

/** Before anything is made of it. */
function confirmSize(bytes: Buffer, { server, limits }: Way): void {
  new JsonSize(`the answer of ${server}`, limits).add(bytes);
}

function isSuccess({ status }: Pick<Reply, 'status'>): boolean {
  return status >= 200 && status <= 299;
}

function dateOf(reply: Pick<Reply, 'header'>): Micros | undefined {
  const millis = Date.parse(reply.header('date') ?? '');
  const time = (millis / 1000) * SECOND;
  return isWritable(time) ? time : undefined;
}
