import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { ChunkBody } from './chunk-body.ts'

/** Signed in place of the body's hash: a hash of it all would cost more than the rest of the upload (decision 0010). */
const UNSIGNED = 'UNSIGNED-PAYLOAD'

/** Names of this machine itself: nobody is in between. */
const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/

/**
 * What a request says about its body in `x-amz-content-sha256`; nothing where the SDK knows best. Over TLS and on this
 * machine the body is not signed, since its CRC32C is; elsewhere a body of chunks is hashed piece by piece.
 */
export async function payloadHash(request: {
  readonly protocol: string
  readonly hostname: string
  readonly body?: unknown
}): Promise<string | undefined> {
  if (!(request.body instanceof ChunkBody)) return undefined
  if (request.protocol === 'https:' || LOOPBACK.test(request.hostname)) return UNSIGNED
  const hash = createHash('sha256')
  for (const chunk of request.body.chunks) {
    hash.update(chunk)
    await setImmediate()
  }
  return hash.digest('hex')
}
