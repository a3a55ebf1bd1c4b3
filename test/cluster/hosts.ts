// Host names: several machines' worth of processes on one machine.
type Command = readonly [string, ...string[]];

/**
 * A command that sees a host name of its own, and a hosts file where it is given one. Identities
 * are built from the name: without this they would carry that of whatever machine the tests run on.
 */
export function onHost(host: string, command: Command, hostsFile?: string): [string, ...string[]] {
  // Without root there is no namespace to be had, and the machine's own name serves.
  if (process.getuid?.() !== 0) return [...command];
  const [namespaces, hosts] =
    hostsFile === undefined
      ? [['--uts'], '']
      : [['--uts', '--mount'], `mount --bind '${hostsFile}' /etc/hosts && `];
  const script = `hostname ${host} && ${hosts}exec "$@"`;
  return ['unshare', ...namespaces, 'sh', '-c', script, 'sh', ...command];
}

/** A command that is started again when it ends, as a kubelet does with a static Pod's. */
export function keptRunning(command: Command): [string, ...string[]] {
  return ['sh', '-c', 'while true; do "$@"; sleep 1; done', 'sh', ...command];
}
