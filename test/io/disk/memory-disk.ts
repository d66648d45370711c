import { basename, dirname } from 'node:path'
import type { DiskFile, DiskFiles, FileFacts, OpenMode } from '../../../src/io/disk/disk-files.ts'

interface FileNode {
  readonly kind: 'file'
  readonly id: number
  content: Buffer
  durableLength: number
  modifiedMs: number
}

interface DirectoryNode {
  readonly kind: 'directory'
  readonly id: number
  readonly names: Map<string, Node>
  durable: Map<string, Node>
}

type Node = FileNode | DirectoryNode

/**
 * A disk that forgets at a power failure what was not made durable: bytes without fsync of their file, names without fsync of
 * their directory. Files may only be appended to, as the code under test does.
 */
export class MemoryDisk {
  #ids = 1
  readonly #root: DirectoryNode = this.#directory()
  readonly #watchers = new Map<string, Set<() => void>>()
  timeMs = 1_700_000_000_000
  type = 0xef53

  /** The disk as a process sees it; each process takes its own, since what a process knows to be durable goes by this value. */
  mount(): DiskFiles {
    return {
      open: async (path, how) => this.#open(path, how),
      link: async (existing, path) => this.#link(existing, path),
      rename: async (from, to) => this.#rename(from, to),
      remove: async (path) => this.#remove(path),
      makeDirectory: async (path) => this.#makeDirectory(path),
      list: async (path) => [...this.#directoryAt(path).names.keys()],
      facts: async (path) => this.#facts(this.#at(path)),
      syncDirectory: async (path) => {
        const directory = this.#directoryAt(path)
        directory.durable = new Map(directory.names)
      },
      fileSystemType: async () => this.type,
      watch: (directory, onChange) => this.#watch(directory, onChange),
    }
  }

  /** The power fails: what was not synced is gone, or is kept in part when `kept` says so (0 to 1 for each file and name). */
  loseUnsynced(kept: () => number = () => 0): void {
    this.#forget(this.#root, kept)
  }

  /** Names of all files with their bytes. */
  contents(): Map<string, Buffer> {
    const found = new Map<string, Buffer>()
    const visit = (node: Node, path: string): void => {
      if (node.kind === 'file') found.set(path, node.content)
      else for (const [name, child] of node.names) visit(child, `${path}/${name}`)
    }
    visit(this.#root, '')
    return found
  }

  /** Changes the bytes of a file behind everybody's back. */
  edit(path: string, change: (content: Buffer) => Buffer): void {
    const node = this.#at(path)
    if (node.kind === 'directory') throw systemError('EISDIR', path)
    node.content = change(Buffer.from(node.content))
    node.durableLength = node.content.length
  }

  #forget(directory: DirectoryNode, kept: () => number): void {
    for (const [name, node] of Array.from(directory.names))
      if (directory.durable.get(name) !== node && kept() < 0.5) {
        const before = directory.durable.get(name)
        if (before === undefined) directory.names.delete(name)
        else directory.names.set(name, before)
      }
    for (const [name, node] of directory.durable)
      if (!directory.names.has(name) && kept() < 0.5) directory.names.set(name, node)
    directory.durable = new Map(directory.names)
    for (const node of directory.names.values()) {
      if (node.kind === 'directory') this.#forget(node, kept)
      else {
        const length = node.durableLength + Math.floor(kept() * (node.content.length - node.durableLength + 0.999))
        node.content = node.content.subarray(0, length)
        node.durableLength = length
      }
    }
  }

  #open(path: string, how: OpenMode): DiskFile {
    const parent = this.#directoryAt(dirname(path))
    const found = parent.names.get(basename(path))
    if (how === 'create') {
      if (found !== undefined) throw systemError('EEXIST', path)
      const node: FileNode = {
        kind: 'file',
        id: this.#ids++,
        content: Buffer.alloc(0),
        durableLength: 0,
        modifiedMs: this.timeMs,
      }
      parent.names.set(basename(path), node)
      return this.#file(node, dirname(path))
    }
    if (found === undefined) throw systemError('ENOENT', path)
    if (found.kind === 'directory') throw systemError('EISDIR', path)
    return this.#file(found, dirname(path))
  }

  #file(node: FileNode, directory: string): DiskFile {
    return {
      write: async (data) => {
        node.content = Buffer.concat([node.content, data])
        node.modifiedMs = this.timeMs
        this.#notify(directory)
        return data.length
      },
      read: async (buffer, position) => node.content.copy(buffer, 0, position, position + buffer.length),
      sync: async () => void (node.durableLength = node.content.length),
      dataSync: async () => void (node.durableLength = node.content.length),
      facts: async () => this.#facts(node),
      close: async () => {},
    }
  }

  #link(existing: string, path: string): void {
    const node = this.#at(existing)
    const parent = this.#directoryAt(dirname(path))
    if (parent.names.has(basename(path))) throw systemError('EEXIST', path)
    parent.names.set(basename(path), node)
    this.#notify(dirname(path))
  }

  #rename(from: string, to: string): void {
    const node = this.#at(from)
    this.#directoryAt(dirname(to)).names.set(basename(to), node)
    this.#directoryAt(dirname(from)).names.delete(basename(from))
    this.#notify(dirname(to))
  }

  #remove(path: string): void {
    this.#at(path)
    this.#directoryAt(dirname(path)).names.delete(basename(path))
    this.#notify(dirname(path))
  }

  #makeDirectory(path: string): void {
    const parent = this.#directoryAt(dirname(path))
    if (parent.names.has(basename(path))) throw systemError('EEXIST', path)
    parent.names.set(basename(path), this.#directory())
  }

  #directory(): DirectoryNode {
    return { kind: 'directory', id: this.#ids++, names: new Map(), durable: new Map() }
  }

  #facts(node: Node): FileFacts {
    if (node.kind === 'directory') return { identity: `1:${node.id}`, size: 0, modifiedMs: 0 }
    return { identity: `1:${node.id}`, size: node.content.length, modifiedMs: node.modifiedMs }
  }

  #at(path: string): Node {
    let node: Node = this.#root
    for (const name of path.split('/').filter(Boolean)) {
      if (node.kind === 'file') throw systemError('ENOTDIR', path)
      const child: Node | undefined = node.names.get(name)
      if (child === undefined) throw systemError('ENOENT', path)
      node = child
    }
    return node
  }

  #directoryAt(path: string): DirectoryNode {
    const node = this.#at(path)
    if (node.kind === 'file') throw systemError('ENOTDIR', path)
    return node
  }

  #watch(directory: string, onChange: () => void): () => void {
    const callbacks = this.#watchers.get(directory) ?? new Set()
    this.#watchers.set(directory, callbacks.add(onChange))
    return () => void callbacks.delete(onChange)
  }

  #notify(directory: string): void {
    for (const callback of this.#watchers.get(directory) ?? []) queueMicrotask(callback)
  }
}

export function systemError(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code })
}
