// A credential plugin that gave no credentials, in client-go's words; never with what it printed.

export class PluginError extends Error {
  /** The next step, where there is one. */
  readonly hint: string | undefined;

  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}
