import { open } from 'node:fs/promises'
import type { Connector, ConnectorDeps } from '../../model/connector.ts'
import type { FieldValues } from '../../model/fields.ts'
import { checkLocalDirectory } from './check.ts'
import { LOCAL_DIRECTORY_LIMITS, localDirectoryPath } from './fields.ts'
import { listObjects } from './list.ts'
import { realPlace, Root } from './root.ts'
import { objectPath } from './keys.ts'
import { sinkError } from './sink-error.ts'
import { LocalDirectorySink } from './sink.ts'
import { Work } from './work.ts'

/** Opens the destination; creates nothing: `check` does. */
export async function openLocalDirectory(settings: FieldValues, deps: ConnectorDeps): Promise<Connector> {
  const root = new Root(await realPlace(localDirectoryPath(settings, deps.directory)))
  const work = new Work()
  const close = () => work.settle()
  return {
    limits: LOCAL_DIRECTORY_LIMITS,
    place: root.path,
    sink: new LocalDirectorySink(root, work),
    check: (prefix, signal) => checkLocalDirectory(root, { prefix, uuid: deps.uuid(), signal }),
    list: (prefix, signal) => listObjects(root.path, prefix, { signal }),
    read: (key, signal) => readObject(root.path, key, signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}

const CHUNK_BYTES = 1024 * 1024

/** The bytes of an object, each chunk in memory of its own. Rejects with SinkError or the signal's reason. */
async function* readObject(root: string, key: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
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
