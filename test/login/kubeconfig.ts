// Kubeconfigs for the cases, as objects.

interface Parts {
  readonly user?: object;
  readonly cluster: object;
  readonly context?: object;
}

/** One context, cluster and user, all called `name`. */
export function kubeconfig({ user, cluster, context = {} }: Parts, name = 'it'): object {
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    clusters: [{ name, cluster }],
    contexts: [{ name, context: { cluster: name, ...(user ? { user: name } : {}), ...context } }],
    users: user ? [{ name, user }] : [],
  };
}

/** A user of the plugin `command`, which is bin/plugin in the case's directory. */
export function execUser(exec: object = {}): object {
  return {
    exec: {
      apiVersion: 'client.authentication.k8s.io/v1',
      command: './bin/plugin',
      interactiveMode: 'Never',
      ...exec,
    },
  };
}
