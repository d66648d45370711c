/** The outside world as far as functions may see it; injected, so that evaluation stays pure and tests control it. */
export interface Host {
  /** The bytes of a file; a relative path is resolved against the configuration's directory. */
  readFile(path: string): HostFile
  /** An environment variable, or nothing where it is not set. */
  environment(name: string): string | undefined
}

/** `reason` completes "Cannot read the file: …", e.g. `it does not exist`. */
export type HostFile =
  { readonly outcome: 'read'; readonly bytes: Uint8Array } | { readonly outcome: 'failed'; readonly reason: string }
