import type { SinkErrorReason } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import { errorCode } from '../../io/disk/error-code.ts'
import { UnsuitableFileSystemError } from '../../io/disk/unsuitable-file-system-error.ts'
import { messageOf } from '../../lib/message-of.ts'

const REASONS: { readonly [code: string]: SinkErrorReason } = {
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'permission',
  ENOSPC: 'no-space',
  EDQUOT: 'no-space',
  EFBIG: 'no-space',
  ENOENT: 'missing-place',
  ENOTDIR: 'conflict',
  EISDIR: 'conflict',
  EEXIST: 'conflict',
  ENAMETOOLONG: 'invalid',
  EILSEQ: 'invalid',
  EINVAL: 'invalid',
  ELOOP: 'invalid',
  EIO: 'unavailable',
  EBUSY: 'unavailable',
  EAGAIN: 'unavailable',
  EMFILE: 'unavailable',
  ENFILE: 'unavailable',
  ESTALE: 'unavailable',
  ETIMEDOUT: 'unavailable',
  ENOTCONN: 'unavailable',
  EHOSTDOWN: 'unavailable',
}

/** What a failed system call means for a sink; a SinkError and the reason of an aborted signal stay what they are. */
export function sinkError(error: unknown, action: string, signal?: AbortSignal): unknown {
  if (error instanceof SinkError || (signal?.aborted === true && error === signal.reason)) return error
  const remedy = errorCode(error) === 'EROFS' ? READ_ONLY : undefined
  return new SinkError(reasonOf(error), `Cannot ${action}: ${messageOf(error)}`, { cause: error, remedy })
}

const READ_ONLY = 'Its file system is mounted read-only: mount it writable, or choose another directory.'

function reasonOf(error: unknown): SinkErrorReason {
  if (error instanceof UnsuitableFileSystemError) return 'invalid'
  return REASONS[errorCode(error) ?? ''] ?? 'unknown'
}
