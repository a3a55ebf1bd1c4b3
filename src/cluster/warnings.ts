// Warning headers of the server, each once a process, as kubectl prints them (client-go rest/warnings.go).
import { oneLine } from '../text.ts';

const printed = new Set<string>();

/** A server that has another warning in each answer is not heard for ever. */
const MOST = 100;

/** Of one answer; several headers arrive joined by commas. Only code 299 is meant for users. */
export function printWarnings(header: string): void {
  for (const [, code, quoted = ''] of header.matchAll(/(\d{3}) \S+ "((?:[^"\\]|\\.)*)"/g)) {
    const text = quoted.replace(/\\(.)/g, '$1').replace(/[\p{Cc}\p{Cf}]/gu, '');
    if (code !== '299' || text === '' || printed.has(text) || printed.size >= MOST) continue;
    printed.add(text);
    process.stderr.write(`${prefix()} ${oneLine(text)}\n`);
  }
}

/** cli-runtime printers, AllowsColorOutput. */
function prefix(): string {
  const { env, platform, stderr } = process;
  const plain =
    !stderr.isTTY ||
    env['TERM'] === 'dumb' ||
    env['NO_COLOR'] !== undefined ||
    (platform === 'win32' && env['WT_SESSION'] === undefined);
  return plain ? 'Warning:' : '\u001b[33;1mWarning:\u001b[0m';
}
