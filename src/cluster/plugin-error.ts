// A credential plugin that gave no credentials, in client-go's words; never with what it printed.

export class PluginError extends Error {}
