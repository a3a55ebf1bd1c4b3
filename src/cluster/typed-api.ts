// client-node's generated APIs over our own transport; imported only by who needs them, because
// importing them costs more than everything else a command does.
import {
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  BatchV1Api,
  CoordinationV1beta1Api,
  CoreV1Api,
  RbacAuthorizationV1Api,
  ResponseContext,
  SelfDecodingBody,
  ServerConfiguration,
  createConfiguration,
  wrapHttpLibrary,
} from '@kubernetes/client-node';
import type { Answer, Api } from './api.ts';
import type { Expected } from './expected.ts';
import type { Request } from './transport.ts';

export interface TypedApis {
  readonly core: CoreV1Api;
  readonly apps: AppsV1Api;
  readonly batch: BatchV1Api;
  readonly coordination: CoordinationV1beta1Api;
  readonly authentication: AuthenticationV1Api;
  readonly authorization: AuthorizationV1Api;
  readonly rbac: RbacAuthorizationV1Api;
}

export function typedApis(api: Api): TypedApis {
  const configuration = createConfiguration({
    baseServer: new ServerConfiguration('https://unused', {}),
    authMethods: {},
    httpApi: wrapHttpLibrary({
      async send(request) {
        const url = new URL(request.getUrl());
        const body = request.getBody();
        const { status, content } = await api.call({
          method: request.getHttpMethod() as string as Request['method'],
          path: url.pathname + url.search,
          ...(typeof body === 'string' ? { body, headers: request.getHeaders() } : {}),
        });
        return new ResponseContext(
          status,
          { 'content-type': 'application/json' },
          new SelfDecodingBody(Promise.resolve(Buffer.from(content))),
        );
      },
    }),
  });
  return {
    core: new CoreV1Api(configuration),
    apps: new AppsV1Api(configuration),
    batch: new BatchV1Api(configuration),
    coordination: new CoordinationV1beta1Api(configuration),
    authentication: new AuthenticationV1Api(configuration),
    authorization: new AuthorizationV1Api(configuration),
    rbac: new RbacAuthorizationV1Api(configuration),
  };
}

/**
 * client-node makes the request, and the answer is read as the JSON that it is, once it is what was
 * asked for: client-node's objects have times without microseconds, take three times as long to
 * make, and may be made of anything.
 */
export async function askedFor(
  api: Api,
  expected: Expected,
  ask: (apis: TypedApis) => Promise<object> | undefined,
): Promise<Answer> {
  let answer: Answer | undefined;
  const listening: Api = {
    ...api,
    async call(request) {
      answer = await api.write(request, expected);
      return { status: 200, content: '{}' };
    },
  };
  await ask(typedApis(listening));
  if (answer === undefined) throw new Error(`there is no way to ask for a ${expected.kind}`);
  return answer;
}
