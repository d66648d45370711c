import type { Connector, ConnectorDeps } from '../../model/connector.ts'
import type { FieldValues } from '../../model/fields.ts'
import { checkLocalDirectory } from './check.ts'
import { LOCAL_DIRECTORY_LIMITS, localDirectoryPath } from './fields.ts'
import { listObjects } from './list.ts'
import { readObject } from './read.ts'
import { realPlace, Root } from './root.ts'
import { LocalDirectorySink } from './sink.ts'
import { Work } from './work.ts'

/** Opens the destination; makes nothing: `check` does. */
export async function openLocalDirectory(settings: FieldValues, deps: ConnectorDeps): Promise<Connector> {
  const root = new Root(await realPlace(localDirectoryPath(settings, deps.directory)))
  const work = new Work()
  const close = () => work.settle()
  return {
    limits: LOCAL_DIRECTORY_LIMITS,
    place: root.path,
    sink: new LocalDirectorySink(root, work),
    check: (prefix, signal) => checkLocalDirectory({ root, prefix, uuid: deps.uuid(), signal }),
    list: (prefix, signal) => listObjects(root.path, prefix, { signal }),
    read: (key, signal) => readObject(root.path, key, signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}
