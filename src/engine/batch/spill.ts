/** Room outside memory for bytes of open batches. Nothing in it outlives the process, and nothing needs to. */
export interface Spill {
  /** Keeps a copy; gives nothing where there is no room for it, be it the bound or the disk. */
  write(bytes: Uint8Array): Spilled | undefined
}

/** Bytes that were spilled. */
export interface Spilled {
  /** How many. */
  readonly length: number
  /** Fills memory of exactly this length. Throws where they cannot be read. */
  read(into: Uint8Array): void
  /** Their room may be used again. Idempotent. */
  release(): void
}
