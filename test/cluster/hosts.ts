// Host names: several machines' worth of processes on one machine.

/**
 * A command that sees a host name of its own. Identities are built from it: without this the
 * control plane's would carry the name of whatever machine the tests run on.
 */
export function onHost(
  host: string,
  command: readonly [string, ...string[]],
): [string, ...string[]] {
  // Without root there is no namespace to be had, and the machine's own name serves.
  if (process.getuid?.() !== 0) return [...command];
  return ['unshare', '--uts', 'sh', '-c', `hostname ${host} && exec "$@"`, 'sh', ...command];
}

/** A command that is started again when it ends, as a kubelet does with a static Pod's. */
export function keptRunning(command: readonly [string, ...string[]]): [string, ...string[]] {
  return ['sh', '-c', 'while true; do "$@"; sleep 1; done', 'sh', ...command];
}
