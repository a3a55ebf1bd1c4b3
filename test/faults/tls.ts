// Rows in which the server's certificate is no good: which check failed, as kubectl says it.
import assert from 'node:assert/strict';
import { leases } from './answers.ts';
import { certified, type CertificateOptions } from './certificates.ts';
import { lastLine, setDesk } from './desk.ts';
import { lease } from './fault.ts';
import { judge, type Scene } from './scene.ts';
import { serve } from './server.ts';

interface TlsFault extends CertificateOptions {
  readonly title: string;
  /** After "Unable to connect to the server: tls: failed to verify certificate: x509: ". */
  readonly why: string;
  /** The name of another authority, which is trusted instead. */
  readonly trusts?: string;
}

const NOW = '\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ';

const faults: readonly TlsFault[] = [
  {
    title: 'a certificate that expired',
    to: '2021-01-01',
    why: `certificate has expired or is not yet valid: current time ${NOW} is after 2021-01-01T00:00:00Z`,
  },
  {
    title: 'a certificate that is not valid yet',
    from: '2048-01-01',
    why: `certificate has expired or is not yet valid: current time ${NOW} is before 2048-01-01T00:00:00Z`,
  },
  {
    title: 'a certificate for another name',
    names: ['a.example', 'b.example'],
    why: "cannot validate certificate for 127\\.0\\.0\\.1 because it doesn't contain any IP SANs",
  },
  {
    title: 'a certificate of an unknown authority',
    trusts: 'another',
    why: 'certificate signed by unknown authority',
  },
  {
    title: 'a certificate of an unknown authority with the name of a known one',
    trusts: 'authority',
    why: 'certificate signed by unknown authority',
  },
];

export const tlsScenes: readonly Scene[] = [...faults.map(distrusted), plainHttp()];

function distrusted(fault: TlsFault): Scene {
  const stderr = `^Unable to connect to the server: tls: failed to verify certificate: x509: ${fault.why}\\n$`;
  return {
    row: '18',
    title: `${fault.title} is told as such`,
    async play(program, tally) {
      const { ca, cert, key } = certified(fault);
      const server = await serve({ answer: leases(lease('a')), tls: { cert, key } });
      const trusted = fault.trusts === undefined ? ca : certified({ authority: fault.trusts }).ca;
      const authority = { 'certificate-authority-data': Buffer.from(trusted).toString('base64') };
      const desk = await setDesk({ server: server.url, ...authority }, { token: 'a-token' });
      try {
        tally.injected();
        const came = await desk.type('kubectl lease ls', program);
        assert.ok(server.handshakes() > 0, 'the certificate was looked at');
        judge(came, { stderr: new RegExp(stderr) });
        assert.equal(server.visits(), 0, 'a server that is not trusted is asked nothing');
        tally.hit();
        const kubectls = await desk.kubectl(['get', 'leases.coordination.k8s.io']);
        assert.equal(comparable(lastLine(came)), comparable(lastLine(kubectls)));
      } finally {
        server.close();
        await desk.clear();
      }
    },
  };
}

/** Go adds which authority of the same name it was not, and the second may differ. */
function comparable(line: string): string {
  return line.replace(/current time \S+/, '').replace(/ \(possibly because of .*/, '');
}

function plainHttp(): Scene {
  return {
    row: '18',
    title: 'a server that speaks no TLS is told as such',
    async play(program, tally) {
      const server = await serve({ answer: leases(lease('a')) });
      const url = server.url.replace('http:', 'https:');
      const desk = await setDesk({ server: url }, { token: 'a-token' });
      try {
        tally.injected();
        const came = await desk.type('kubectl lease ls', program);
        assert.ok(server.handshakes() > 0, 'it was connected to');
        judge(came, {
          stderr:
            'Unable to connect to the server: http: server gave HTTP response to HTTPS client\n',
        });
        tally.hit();
        const kubectls = await desk.kubectl(['get', 'leases.coordination.k8s.io']);
        assert.equal(lastLine(came), lastLine(kubectls));
      } finally {
        server.close();
        await desk.clear();
      }
    },
  };
}
