import type { DiskFile, DiskFiles } from '../../../src/io/disk/disk-files.ts'

/** A call on the way to the disk. `size`: bytes to be written. */
export interface DiskCall {
  readonly call: keyof DiskFiles | keyof DiskFile
  readonly path: string
  readonly size?: number
}

/** Passes every call through a gate that may wait, fail, or never answer; a number cuts a write to that many bytes. */
export type Gate = (call: DiskCall) => Promise<number | void>

export function gatedFiles(files: DiskFiles, gate: Gate): DiskFiles {
  return {
    open: async (path, how, mode) => {
      await gate({ call: 'open', path })
      return gatedFile(await files.open(path, how, mode), path, gate)
    },
    link: async (existing, path) => {
      await gate({ call: 'link', path })
      return files.link(existing, path)
    },
    rename: async (from, to) => {
      await gate({ call: 'rename', path: to })
      return files.rename(from, to)
    },
    remove: (path) => gate({ call: 'remove', path }).then(() => files.remove(path)),
    makeDirectory: (path, mode) => gate({ call: 'makeDirectory', path }).then(() => files.makeDirectory(path, mode)),
    list: (path) => gate({ call: 'list', path }).then(() => files.list(path)),
    facts: (path) => gate({ call: 'facts', path }).then(() => files.facts(path)),
    syncDirectory: (path) => gate({ call: 'syncDirectory', path }).then(() => files.syncDirectory(path)),
    fileSystemType: (path) => files.fileSystemType(path),
    watch: (directory, onChange) => files.watch(directory, onChange),
  }
}

function gatedFile(file: DiskFile, path: string, gate: Gate): DiskFile {
  return {
    write: async (data) => {
      const cut = await gate({ call: 'write', path, size: data.length })
      return file.write(typeof cut === 'number' ? data.subarray(0, cut) : data)
    },
    read: (buffer, position) => gate({ call: 'read', path }).then(() => file.read(buffer, position)),
    sync: () => gate({ call: 'sync', path }).then(() => file.sync()),
    dataSync: () => gate({ call: 'dataSync', path }).then(() => file.dataSync()),
    facts: () => file.facts(),
    close: () => file.close(),
  }
}
