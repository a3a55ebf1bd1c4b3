// Plays a fault on a loopback server, and lets the real kubectl meet it too.
import assert from 'node:assert/strict';
import { lastLine, setDesk } from './desk.ts';
import type { Fault } from './fault.ts';
import { judge, type Scene } from './scene.ts';
import { serve } from './server.ts';

export function onLoopback(fault: Fault): Scene {
  const { row, title, line = 'kubectl lease ls', visits = 1, asKubectl } = fault;
  return {
    row,
    title,
    async play(program, tally) {
      const server = await serve(fault);
      const desk = await setDesk({ server: server.url });
      try {
        tally.injected();
        const came = await desk.type(line, program);
        const met = server.visits();
        judge(came, fault, server.url);
        assert.equal(met, visits, `the fault was met ${met} times`);
        tally.hit();
        if (!asKubectl) return;
        const kubectls = await desk.kubectl(['get', 'leases.coordination.k8s.io']);
        assert.equal(lastLine(came), lastLine(kubectls), 'as kubectl says it');
        assert.equal(came.code, kubectls.code, 'as kubectl ends');
      } finally {
        server.close();
        await desk.clear();
      }
    },
  };
}
