/** An object to be made, complete. */
export interface NewS3Object {
  readonly key: string
  readonly chunks: readonly Uint8Array[]
  /** Bytes of all chunks. */
  readonly size: number
  readonly metadata: { readonly [key: string]: string }
  readonly contentType: string
  /** CRC32C of all chunks, where it is known. */
  readonly crc32c?: number
  /** Told how many bytes from the beginning on have left the process. They are not sent again: the caller may use their memory. */
  readonly onSent?: (bytes: number) => void
}
