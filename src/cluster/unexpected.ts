// The server said yes with what no Kubernetes API server answers: what it was, and who sent it.
import { Failure } from '../errors.ts';
import { text, type RawObject } from '../lease/lease.ts';
import { statusFailure } from './refusal.ts';

/** Nothing is known of what the server did. */
export class UnexpectedAnswer extends Failure {}

/** `body`: the object in `content`, undefined where there is none; `kind`: what was asked for. */
export function unexpected(
  server: string,
  content: string,
  body: RawObject | undefined,
  kind = 'JSON object',
): Failure {
  // client-go takes a Status for what it says, whatever code it came with.
  const failure = body && statusFailure(500, body);
  if (failure) return failure;
  if (!body && /^\s*[[{]/.test(content.slice(0, 1000))) {
    return new UnexpectedAnswer(
      `error: the JSON that ${server} answered with is cut off or malformed`,
    );
  }
  const what = body ? kindOf(body) : formOf(content);
  return new UnexpectedAnswer(`error: ${server} answered with ${what}, not with a ${kind}`, {
    hint: 'It is no Kubernetes API server, or a login page or a proxy answers for it.',
  });
}

function kindOf(body: RawObject): string {
  const kind = text(body['kind']);
  return kind ? `a ${kind.slice(0, 64)}` : 'an object without a kind';
}

function formOf(content: string): string {
  const start = content.slice(0, 1000).trim();
  if (start === '') return 'nothing';
  return /^<(!doctype|html)/i.test(start) ? 'a web page' : 'something that is not JSON';
}
