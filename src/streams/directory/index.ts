import type { FieldValues } from '../../model/fields.ts'
import type { Stream, StreamActions, StreamSurroundings } from '../../model/stream.ts'
import { describeDirectory } from './describe.ts'
import { ensureDirectory } from './ensure.ts'
import { DirectoryLedgerAdmin } from './ledger-admin.ts'
import { DirectoryLedger } from './ledger.ts'
import { DirectoryReader } from './reader.ts'
import { removeDirectory } from './remove.ts'
import { directorySettings } from './settings.ts'

/** Opens the stream without touching the disk: `describe` says whether it is there. */
export function openDirectoryStream(values: FieldValues, surroundings: StreamSurroundings): Stream {
  const { root } = directorySettings(values, surroundings.directory)
  return {
    describe: (signal) => describeDirectory(root, signal),
    openReader: () => Promise.resolve(new DirectoryReader(root, surroundings.clock)),
    openLedger: (uid) => Promise.resolve(new DirectoryLedger(root, uid, surroundings)),
    ledgerAdmin: (uid) => Promise.resolve(new DirectoryLedgerAdmin(root, uid, surroundings)),
    close: keepNothingOpen,
    [Symbol.asyncDispose]: keepNothingOpen,
  }
}

export function directoryActions(values: FieldValues, surroundings: StreamSurroundings): StreamActions {
  const settings = directorySettings(values, surroundings.directory)
  return {
    ensure: async (signal) => {
      await ensureDirectory(settings, surroundings.uuid)
      return describeDirectory(settings.root, signal)
    },
    remove: () => removeDirectory(settings.root),
  }
}

function keepNothingOpen(): Promise<void> {
  return Promise.resolve()
}
