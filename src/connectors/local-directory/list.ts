import { opendir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { ListedObject } from '../../model/connector.ts'
import { unless } from '../../io/disk/error-code.ts'
import { isTestObject, RESERVED_NAME } from '../reserved-names.ts'
import { objectPath } from './keys.ts'

/** Names of one directory that are held in memory at once; a larger directory is read several times. */
const NAMES_AT_ONCE = 65_536

export interface ListOptions {
  readonly signal: AbortSignal
  /** For tests. */
  readonly namesAtOnce?: number
}

/**
 * The objects below a prefix by the bytes of their keys, as object stores list them: a directory stands where its name
 * with a slash would. What appears while it is listed may be left out.
 */
export async function* listObjects(root: string, prefix: string, options: ListOptions): AsyncIterable<ListedObject> {
  const directory = prefix === '' ? root : objectPath(root, prefix)
  const facts = await unless(['ENOENT', 'ENOTDIR'], stat(directory, { bigint: true }))
  if (!facts?.isDirectory()) return
  const above = [`${facts.dev}:${facts.ino}`]
  yield* listDirectory({ root, above, ...options }, prefix === '' ? '' : `${prefix}/`)
}

interface Walk extends ListOptions {
  readonly root: string
  /** Device and inode of the directories that led here: a symbolic link back to one of them is not followed. */
  readonly above: readonly string[]
}

async function* listDirectory(walk: Walk, base: string): AsyncIterable<ListedObject> {
  for await (const name of namesInOrder(join(walk.root, base), walk)) {
    const key = base + name
    const facts = await unless(['ENOENT', 'ELOOP'], stat(join(walk.root, key), { bigint: true }))
    const identity = facts === undefined ? '' : `${facts.dev}:${facts.ino}`
    if (name.endsWith('/')) {
      if (!walk.above.includes(identity)) yield* listDirectory({ ...walk, above: [...walk.above, identity] }, key)
    } else if (facts?.isFile() === true && !isTestObject(key)) yield { key, size: Number(facts.size) }
  }
}

/** The names in a directory in byte order, directories with a slash at their end; never more than `namesAtOnce` of them in memory, twice that while gathering. */
async function* namesInOrder(directory: string, walk: Walk): AsyncIterable<string> {
  const most = walk.namesAtOnce ?? NAMES_AT_ONCE
  let after: string | undefined
  for (;;) {
    const names = await smallestNames(directory, { after, most, signal: walk.signal })
    yield* names
    if (names.length < most) return
    after = names.at(-1)
  }
}

async function smallestNames(
  directory: string,
  options: { readonly after: string | undefined; readonly most: number; readonly signal: AbortSignal },
): Promise<readonly string[]> {
  const { after, most } = options
  let names: string[] = []
  const entries = await unless(['ENOENT'], opendir(directory, { bufferSize: 1024 }))
  for await (const entry of entries ?? []) {
    options.signal.throwIfAborted()
    if (entry.name.startsWith(RESERVED_NAME)) continue
    const isDirectory =
      entry.isDirectory() || (entry.isSymbolicLink() && (await leadsToDirectory(directory, entry.name)))
    const name = isDirectory ? `${entry.name}/` : entry.name
    if (after !== undefined && compareBytes(name, after) <= 0) continue
    names.push(name)
    if (names.length >= 2 * most) names = names.toSorted(compareBytes).slice(0, most)
  }
  return names.toSorted(compareBytes).slice(0, most)
}

async function leadsToDirectory(directory: string, name: string): Promise<boolean> {
  return (await unless(['ENOENT', 'ELOOP'], stat(join(directory, name))))?.isDirectory() ?? false
}

/** The order of the UTF-8 bytes: that of the code points, which is not that of JavaScript's own comparison. */
function compareBytes(a: string, b: string): number {
  for (let at = 0; ; at++) {
    const [left, right] = [a.codePointAt(at), b.codePointAt(at)]
    if (left === undefined || right === undefined) return a.length - b.length
    if (left !== right) return left - right
  }
}
