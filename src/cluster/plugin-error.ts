// A credential plugin that gave no credentials, in client-go's words; never with what it printed.

export class PluginError extends Error {
  /** Further lines. */
  readonly more: readonly string[];

  constructor(message: string, more: readonly string[] = []) {
    super(message);
    this.more = more;
  }
}
