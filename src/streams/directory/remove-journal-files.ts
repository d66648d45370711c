import { readdir, rmdir, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { errorCode, unless } from '../../io/disk/error-code.ts'

/** More rounds than processes that can be stopped in the middle of making a file. */
const ROUNDS = 100

/**
 * Removes a journal whose lease one holds; oldest segments first, so that whoever looks meanwhile finds the newest one or
 * none. Idempotent. Files that a process which was stopped in the middle makes meanwhile are removed too; it cannot make
 * the directory again.
 */
export async function removeJournalFiles(directory: string): Promise<void> {
  for (let round = 0; round < ROUNDS; round++) {
    const names = (await unless(['ENOENT'], readdir(directory))) ?? []
    for (const name of names.toSorted(bySegment)) await unless(['ENOENT'], unlink(join(directory, name)))
    if (await isGone(directory)) return
  }
  throw new Error(`Cannot remove ledger "${directory}": other processes go on writing to it`)
}

function bySegment(a: string, b: string): number {
  return segmentOf(a) - segmentOf(b)
}

/** Others than segments go first. */
function segmentOf(name: string): number {
  return Number(/^journal-(\d+)\.log$/.exec(name)?.[1] ?? 0)
}

async function isGone(directory: string): Promise<boolean> {
  try {
    await rmdir(directory)
    return true
  } catch (error) {
    const code = errorCode(error)
    if (code === 'ENOENT') return true
    if (code === 'ENOTEMPTY' || code === 'EEXIST') return false
    throw error
  }
}
