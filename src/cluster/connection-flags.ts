// What the connection flags of a command line ask for.

/** kubectl's connection flags, parsed; undefined where not given (conventions §3.2). */
export interface ConnectionFlags {
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly cluster?: string | undefined;
  readonly user?: string | undefined;
  readonly namespace?: string | undefined;
  readonly server?: string | undefined;
  readonly token?: string | undefined;
  readonly clientCertificate?: string | undefined;
  readonly clientKey?: string | undefined;
  readonly certificateAuthority?: string | undefined;
  readonly insecureSkipTlsVerify?: boolean | undefined;
  readonly tlsServerName?: string | undefined;
  readonly disableCompression?: boolean | undefined;
  /** The file of the credential plugin policy. */
  readonly kuberc?: string | undefined;
  readonly as?: string | undefined;
  readonly asUid?: string | undefined;
  readonly asGroup?: readonly string[] | undefined;
  readonly asUserExtra?: readonly string[] | undefined;
  /** Milliseconds; 0 for none. */
  readonly requestTimeout?: number | undefined;
  /** klog's -v. */
  readonly verbosity?: number | undefined;
}
