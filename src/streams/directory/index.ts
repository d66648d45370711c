import type { FieldValues } from '../../model/fields.ts'
import type { Stream, StreamActions, StreamDeps } from '../../model/stream.ts'
import { describeDirectory } from './describe.ts'
import { ensureDirectory } from './ensure.ts'
import { DirectoryLedgerAdmin } from './ledger-admin.ts'
import { DirectoryLedger } from './ledger.ts'
import { DirectoryReader } from './reader.ts'
import { removeDirectory } from './remove.ts'
import { directorySettings } from './settings.ts'

/** Opens the stream without touching the disk: `describe` says whether it is there. */
export function openDirectoryStream(values: FieldValues, deps: StreamDeps): Stream {
  const { root } = directorySettings(values, deps.directory)
  return {
    describe: (signal) => describeDirectory(root, signal),
    openReader: () => Promise.resolve(new DirectoryReader(root, deps.clock)),
    openLedger: (uid) => Promise.resolve(new DirectoryLedger(root, uid, deps)),
    ledgerAdmin: (uid) => Promise.resolve(new DirectoryLedgerAdmin(root, uid, deps)),
    close: keepNothingOpen,
    [Symbol.asyncDispose]: keepNothingOpen,
  }
}

export function directoryActions(values: FieldValues, deps: StreamDeps): StreamActions {
  const settings = directorySettings(values, deps.directory)
  return {
    ensure: async (signal) => {
      await ensureDirectory(settings, deps.uuid)
      return describeDirectory(settings.root, signal)
    },
    remove: () => removeDirectory(settings.root),
  }
}

function keepNothingOpen(): Promise<void> {
  return Promise.resolve()
}
