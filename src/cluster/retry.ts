// One exchange with the server: sent again where that is safe, until the whole answer is there.
import {
  ConnectionError,
  LONGEST_TIMER,
  type Reply,
  type Request,
  type Transport,
} from './transport.ts';

/** An answer that arrived to its end. */
export interface Whole extends Pick<Reply, 'status' | 'header'> {
  readonly bytes: Buffer;
}

/** client-go rest/request.go, maxRetries: beside the first try. */
const RETRIES = 10;
/** How long all tries may take where no --request-timeout says so; client-go knows no end. */
const BUDGET = 60_000;
const LONGEST_PAUSE = 500;

/** `requestTimeout` (0 for none) bounds all tries together; throws a ConnectionError. */
export async function exchange(
  transport: Transport,
  request: Request,
  requestTimeout: number,
): Promise<Whole> {
  const deadline = Date.now() + (requestTimeout || BUDGET);
  const bounded =
    requestTimeout > 0 ? { ...request, signal: timeoutSignal(requestTimeout) } : request;
  for (let retry = 0; ; retry += 1) {
    const outcome = await attempt(transport, bounded);
    const pause = retry === RETRIES ? undefined : pauseAfter(outcome, request, retry);
    if (pause === undefined || Date.now() + pause > deadline) {
      if (outcome instanceof ConnectionError) throw outcome;
      return outcome;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(pause, LONGEST_TIMER)));
  }
}

function timeoutSignal(milliseconds: number): AbortSignal {
  const controller = new AbortController();
  const words = `request timed out after ${milliseconds / 1000}s`;
  setTimeout(
    () => {
      controller.abort(new ConnectionError('timeout', words));
    },
    Math.min(milliseconds, LONGEST_TIMER),
  ).unref();
  return controller.signal;
}

async function attempt(transport: Transport, request: Request): Promise<Whole | ConnectionError> {
  try {
    const reply = await transport.send(request);
    return { ...reply, bytes: await bytesOf(reply) };
  } catch (thrown) {
    if (thrown instanceof ConnectionError) return thrown;
    throw thrown;
  }
}

export async function bytesOf(reply: Reply): Promise<Buffer> {
  return Buffer.concat(await Array.fromAsync(reply.chunks()));
}

/** Milliseconds; undefined where the outcome stands. */
function pauseAfter(
  outcome: Whole | ConnectionError,
  { method, once }: Request,
  retry: number,
): number | undefined {
  if (once) return undefined;
  if (outcome instanceof ConnectionError) {
    // A write may have been carried out all the same.
    if (method !== 'GET' || outcome.problem !== 'lost') return undefined;
    return retry === 0 ? 0 : Math.min(LONGEST_PAUSE, 25 * 2 ** retry);
  }
  const { status, header } = outcome;
  // 429 says that nothing was done; of a write, a 5xx does not.
  const asked = status === 429 || (status >= 500 && method === 'GET');
  const seconds = asked ? header('retry-after') : undefined;
  // client-go reads whole seconds alone (rest/with_retry.go, retryAfterSeconds), no dates.
  return seconds !== undefined && /^\d{1,9}$/.test(seconds) ? Number(seconds) * 1000 : undefined;
}
