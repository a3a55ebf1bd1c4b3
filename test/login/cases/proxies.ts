// Rows about proxies: proxy-url of the kubeconfig, and HTTPS_PROXY, HTTP_PROXY and NO_PROXY as Go reads them.
import type { Case, Cases } from '../case.ts';
import { kubeconfig } from '../kubeconfig.ts';

export const proxyCases: Cases = (world) => {
  const { proxies, hiddenServer } = world;
  const { server } = world.cluster;
  const user = { token: world.tokens.robot };
  const as = world.users.robot;
  const ca = { 'certificate-authority': world.ca };
  const trace = () => Object.values(proxies).flatMap((proxy) => proxy.drain());
  const row = (title: string, cluster: object, rest: Omit<Case, 'title'>): Case => ({
    title,
    files: { config: kubeconfig({ cluster: { server: hiddenServer, ...ca, ...cluster }, user }) },
    trace,
    ...rest,
  });
  const through = (url: string) => ({ 'proxy-url': url });
  const secret = proxies.login.url;
  const wrongLogin = secret.replace('sesame', 'swordfish');
  const lost = { fails: 'no such host', reason: /no such host/ };
  const plainHidden = world.plain.url.replace('127.0.0.1', 'plain.invalid');
  // An address that is nobody's here: what goes there directly does not arrive.
  const address = {
    server: hiddenServer.replace('kubernetes.default.svc', '240.0.0.1'),
    'tls-server-name': 'kubernetes.default.svc',
  };
  const range = (title: string, noProxy: string): Case =>
    row(`NO_PROXY: ${title}`, address, {
      env: { HTTPS_PROXY: proxies.http.url, NO_PROXY: noProxy },
      as,
    });
  const ranges = [
    range('another range', '10.0.0.0/8,240.0.1.0/24'),
    range('another address', '240.0.0.2, 240.0.0.1:1'),
    range('a range of IPv6', '::/0,2001:db8::/32'),
    range('a domain is no address', '.0.0.1,0.0.1'),
    range('what is malformed', ',,:443,240.0.0.0/33,240.0.0.0/'),
  ];
  return [
    row('proxy-url: an http proxy', through(proxies.http.url), { as }),
    row('proxy-url: also for loopback', { server, ...through(proxies.http.url) }, { as }),
    row('proxy-url: NO_PROXY does not count', through(proxies.http.url), {
      env: { NO_PROXY: '*', no_proxy: '*' },
      as,
    }),
    row('proxy-url: it beats HTTPS_PROXY', through(proxies.http.url), {
      env: { HTTPS_PROXY: 'http://127.0.0.1:9' },
      as,
    }),
    row('proxy-url: a proxy with a login', through(secret), { as }),
    row('proxy-url: a proxy that refuses the login', through(wrongLogin), {
      fails: 'Proxy Authentication Required',
    }),
    row('proxy-url: a proxy over TLS', through(proxies.https.url), { as }),
    row('proxy-url: a SOCKS5 proxy', through(proxies.socks.url), { as }),
    row(
      'proxy-url: a SOCKS5 proxy and an address',
      { server, ...through(proxies.socks.url) },
      { as },
    ),
    row('proxy-url: a proxy where nobody listens', through('http://127.0.0.1:9'), {
      fails: `The connection to the server kubernetes.default.svc`,
    }),
    row('proxy-url: another scheme', through('ftp://127.0.0.1'), {
      fails: 'unsupported scheme "ftp", must be http, https, or socks5',
    }),
    row('proxy-url: no URL', through('127.0.0.1:3128'), {
      fails: 'could not parse: 127.0.0.1:3128',
    }),
    row(
      'proxy-url: http to a server over http',
      { server: plainHidden, ...through(proxies.http.url) },
      { as: 'kubernetes-admin' },
    ),
    row(
      'proxy-url: a proxy over TLS to a server over http',
      { server: plainHidden, ...through(proxies.https.url) },
      { env: { SSL_CERT_FILE: world.ca }, as: 'kubernetes-admin' },
    ),
    row(
      'proxy-url: SOCKS5 to a server over http',
      { server: plainHidden, ...through(proxies.socks.url) },
      { as: 'kubernetes-admin' },
    ),
    row(
      'proxy-url: a proxy over TLS that is not to be trusted',
      { ...through(proxies.https.url), 'certificate-authority': world.otherCa },
      {
        fails: 'x509: certificate signed by unknown authority',
        reason: /tls: failed to verify certificate: x509: certificate signed by unknown authority/,
      },
    ),
    row('without a proxy the name leads nowhere', {}, lost),
    row('HTTPS_PROXY', {}, { env: { HTTPS_PROXY: proxies.http.url }, as }),
    row('https_proxy in small letters', {}, { env: { https_proxy: proxies.http.url }, as }),
    row(
      'HTTPS_PROXY without a scheme',
      {},
      { env: { HTTPS_PROXY: proxies.http.url.replace('http://', '') }, as },
    ),
    row('HTTPS_PROXY: a SOCKS5 proxy', {}, { env: { HTTPS_PROXY: proxies.socks.url }, as }),
    row(
      'HTTPS_PROXY is never used for 127.0.0.1',
      { server },
      { env: { HTTPS_PROXY: 'http://127.0.0.1:9' }, as },
    ),
    row(
      'HTTPS_PROXY is never used for localhost',
      { server: server.replace('127.0.0.1', 'localhost') },
      { env: { HTTPS_PROXY: 'http://127.0.0.1:9' }, as },
    ),
    row('HTTP_PROXY is not for https', {}, { env: { HTTP_PROXY: proxies.http.url }, ...lost }),
    row(
      'HTTP_PROXY for a server over http',
      { server: plainHidden },
      { env: { HTTP_PROXY: proxies.http.url }, as: 'kubernetes-admin' },
    ),
    row('ALL_PROXY is not known', {}, { env: { ALL_PROXY: proxies.http.url }, ...lost }),
    row(
      'NO_PROXY: the name',
      {},
      {
        env: { HTTPS_PROXY: proxies.http.url, NO_PROXY: 'example.com,kubernetes.default.svc' },
        ...lost,
      },
    ),
    row(
      'NO_PROXY: a domain above it',
      {},
      { env: { HTTPS_PROXY: proxies.http.url, NO_PROXY: 'default.svc' }, ...lost },
    ),
    row(
      'NO_PROXY: a domain with a star',
      {},
      { env: { HTTPS_PROXY: proxies.http.url, no_proxy: '*.svc' }, ...lost },
    ),
    row(
      'NO_PROXY: everything',
      {},
      { env: { HTTPS_PROXY: proxies.http.url, NO_PROXY: '*' }, ...lost },
    ),
    row(
      'NO_PROXY: another port',
      {},
      { env: { HTTPS_PROXY: proxies.http.url, NO_PROXY: 'kubernetes.default.svc:1' }, as },
    ),
    row(
      'NO_PROXY: a name that merely ends so',
      {},
      {
        env: { HTTPS_PROXY: proxies.http.url, NO_PROXY: 'efault.svc, .kubernetes.default.svc' },
        as,
      },
    ),
    row(
      'proxy-url: another scheme, whose password only kubectl tells',
      through('ftp://gate:sesame@host'),
      {
        fails: 'unsupported scheme "ftp", must be http, https, or socks5',
        reason: /unsupported scheme "ftp", must be http, https, or socks5/,
      },
    ),
    ...ranges,
  ];
};
