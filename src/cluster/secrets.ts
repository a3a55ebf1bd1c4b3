// Which headers of a request are secrets, and answers in which a server sends them back.
import type { Connection } from './connection.ts';
import type { Reply, Request, Transport } from './transport.ts';

export function isSecret(name: string): boolean {
  return /^(proxy-)?authorization$|cookie/i.test(name);
}

/** A token, or a user's password and both together in base64; parts too short would mask anything. */
export function secretsIn(headers: readonly (readonly [string, string])[]): string[] {
  return headers
    .filter(([name]) => isSecret(name))
    .flatMap(([, value]) => {
      const [scheme = '', credentials = ''] = value.split(' ');
      const password = /^basic$/i.test(scheme)
        ? Buffer.from(credentials, 'base64').toString('utf8').split(':').slice(1).join(':')
        : '';
      return [credentials, password].filter((secret) => secret.length > 3);
    });
}

/**
 * What a server says of a refusal is shown to the person, and a proxy or a webhook may quote the
 * request in it. Headers and refusals are masked, letter by letter, so that lengths stay true.
 */
export function masking(transport: Transport, { headers }: Connection): Transport {
  return {
    ...transport,
    async send(request) {
      const secrets = secretsOf(headers, request);
      const reply = await transport.send(request);
      return secrets.length === 0 ? reply : masked(reply, secrets);
    },
  };
}

function secretsOf(headers: Connection['headers'], request: Request): string[] {
  return secretsIn([...headers, ...Object.entries(request.headers ?? {})]);
}

function masked(reply: Reply, secrets: readonly string[]): Reply {
  const hide = (text: string): string =>
    secrets.reduce((rest, secret) => rest.replaceAll(secret, '*'.repeat(secret.length)), text);
  return {
    ...reply,
    header(name) {
      const value = reply.header(name);
      return value === undefined ? undefined : hide(value);
    },
    async *chunks() {
      if (reply.status < 300) {
        yield* reply.chunks();
        return;
      }
      const whole = Buffer.concat(await Array.fromAsync(reply.chunks()));
      // Byte by byte: a refusal may be protobuf.
      yield Buffer.from(hide(whole.toString('latin1')), 'latin1');
    },
  };
}
