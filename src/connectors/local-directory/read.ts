import { open } from 'node:fs/promises'
import { objectPath } from './keys.ts'
import { sinkError } from './sink-error.ts'

const CHUNK_BYTES = 1024 * 1024

/** The bytes of an object, each chunk in memory of its own. Rejects with SinkError or the signal's reason. */
export async function* readObject(root: string, key: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const action = `read the object "${key}" in "${root}"`
  const file = await open(objectPath(root, key), 'r').catch((error: unknown) => {
    throw sinkError(error, action)
  })
  try {
    for (let position = 0; ;) {
      signal.throwIfAborted()
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafeSlow(CHUNK_BYTES), 0, CHUNK_BYTES, position)
      if (bytesRead === 0) return
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } catch (error) {
    throw sinkError(error, action, signal)
  } finally {
    await file.close()
  }
}
