/** The file system cannot give the guarantees that durable files rest on. */
export class UnsuitableFileSystemError extends Error {
  /** Absolute path of the file or directory. */
  readonly path: string
  /** What the file system is or lacks: `NFS`, `no hard links`. */
  readonly reason: string

  constructor(path: string, reason: string, options?: ErrorOptions) {
    super(`Cannot keep durable files in "${path}": ${reason}`, options)
    this.name = 'UnsuitableFileSystemError'
    this.path = path
    this.reason = reason
  }
}
