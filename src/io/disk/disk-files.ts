/** What `stat` tells about a file or directory. */
export interface FileFacts {
  /** Device and inode: two files with the same identity are the same file. */
  readonly identity: string
  readonly size: number
  /** Time of the last change by the file system's clock: milliseconds since the epoch. */
  readonly modifiedMs: number
}

/** An open file. */
export interface DiskFile {
  /** One `write(2)`; gives the number of bytes that were written. */
  write(data: Uint8Array): Promise<number>
  /** Fills the buffer from a byte position; gives the number of bytes, 0 at the end. */
  read(buffer: Uint8Array, position: number): Promise<number>
  sync(): Promise<void>
  /** Like `sync`, without the metadata that no reader needs. */
  dataSync(): Promise<void>
  facts(): Promise<FileFacts>
  close(): Promise<void>
}

/**
 * How a file is opened.
 * - `read`: an existing file
 * - `append`: an existing file, for reading and for writing at its end (O_APPEND); never makes one
 * - `create`: a new file for writing; EEXIST where there is one
 */
export type OpenMode = 'read' | 'append' | 'create'

/** The system calls that durable files rest on; the seam where tests let a crash, a full disk or another process come between two of them. */
export interface DiskFiles {
  open(path: string, how: OpenMode, mode?: number): Promise<DiskFile>
  /** Gives an existing file a second name; EEXIST where the name is taken. */
  link(existing: string, path: string): Promise<void>
  rename(from: string, to: string): Promise<void>
  remove(path: string): Promise<void>
  makeDirectory(path: string, mode?: number): Promise<void>
  list(path: string): Promise<readonly string[]>
  facts(path: string): Promise<FileFacts>
  /** Makes the names in a directory durable. */
  syncDirectory(path: string): Promise<void>
  /** The type number of `statfs(2)`. */
  fileSystemType(path: string): Promise<number>
  /** Calls back after changes in a directory, where the system can tell; gives the function that ends it. */
  watch(directory: string, onChange: () => void): () => void
}
