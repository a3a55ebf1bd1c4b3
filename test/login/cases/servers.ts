// Rows about the address of the server: http, a path prefix, and what is no address.
import type { Case, Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const serverCases: Cases = (world) => {
  const { server } = world.cluster;
  const { host, port } = new URL(server);
  const robot = { token: world.tokens.robot };
  const as = world.users.robot;
  const row = (
    title: string,
    address: string,
    rest: Omit<Case, 'title'>,
    user: object = robot,
  ): Case => ({
    title,
    files: {
      config: kubeconfig({ cluster: { server: address, 'certificate-authority': world.ca }, user }),
    },
    ...rest,
  });
  const noUrl = 'host must be a URL or a host:port pair';
  return [
    row('a slash at the end', `${server}/`, { as }),
    row('several slashes at the end', `${server}//`, { as }),
    row('localhost by its name', `https://localhost:${port}`, { as }),
    row('behind a path prefix', world.prefixed.url, { as }),
    row('behind a path prefix with a slash at the end', `${world.prefixed.url}/`, { as }),
    row('behind a path prefix with a query, which is dropped', `${world.prefixed.url}?a=b#c`, {
      as,
    }),
    row('over http no credentials are sent', world.plain.url, { as: 'kubernetes-admin' }),
    row(
      'over http no credential plugin is run',
      world.plain.url,
      { as: 'kubernetes-admin' },
      {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: 'no-such-plugin',
          interactiveMode: 'Never',
        },
      },
    ),
    row('over http nobody has to be named', world.plain.url, { as: 'kubernetes-admin' }, {}),
    row('over http one can be somebody else', world.plain.url, { args: ['--as=dave'], as: 'dave' }),
    row('--server with an http address', server, {
      args: [`--server=${world.plain.url}`],
      as: 'kubernetes-admin',
    }),
    row('host and port alone mean http', host, {
      fails: 'the server rejected our request for an unknown reason',
      ours: /HTTP request to an HTTPS server|the server rejected our request for an unknown reason/,
    }),
    row('a host with a path but no scheme', `${host}/clusters`, { fails: noUrl }),
    row('a path is no server', '/clusters', { fails: noUrl }),
    row('a scheme alone is no server', 'https://', { fails: noUrl }),
    row('a scheme that is not http', 'ftp://127.0.0.1', {
      fails: 'unsupported protocol scheme "ftp"',
    }),
    row('a port where nobody listens', 'https://127.0.0.1:9', {
      fails: 'The connection to the server 127.0.0.1:9 was refused',
    }),
    row('a name that nobody knows', 'https://nowhere.invalid', {
      fails: 'no such host',
      reason: /no such host/,
    }),
    row('an address that is none, whose password only kubectl tells', 'https://gate:sesame@ host', {
      fails: 'host must be a URL or a host:port pair',
      reason: /host must be a URL or a host:port pair/,
    }),
    row('without compression', server, { args: ['--disable-compression'], as }),
  ];
};
