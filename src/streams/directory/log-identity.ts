import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { readFully } from './read-fully.ts'

/** Enough that two files of similar events differ in it. */
const HEAD_BYTES = 512
const FORM = /^(\d+):(\d+):([0-9a-f]{16})$/

/**
 * What tells a partition file from another one at its place: `<inode>:<length>:<hash of the first length bytes>`.
 * A short file has a short head; it stays the same file while it grows. The device is left out: its number may change
 * when the machine starts again.
 */
export async function logIdentity(file: FileHandle): Promise<string> {
  const { ino, size } = await file.stat({ bigint: true })
  const length = Math.min(HEAD_BYTES, Number(size))
  return `${ino}:${length}:${await hashHead(file, length)}`
}

/** Whether the open file is the one that had this identity, perhaps when it was shorter. */
export async function isSameLog(file: FileHandle, identity: string): Promise<boolean> {
  const [, inode, length, hash] = FORM.exec(identity) ?? []
  if (length === undefined) return false
  const { ino } = await file.stat({ bigint: true })
  return String(ino) === inode && (await hashHead(file, Number(length))) === hash
}

/** Whether a longer head would tell more. */
export function isShortIdentity(identity: string): boolean {
  return Number(FORM.exec(identity)?.[2]) < HEAD_BYTES
}

async function hashHead(file: FileHandle, length: number): Promise<string> {
  const head = Buffer.alloc(Math.min(length, HEAD_BYTES))
  const read = await readFully(file, head, 0)
  return createHash('sha256').update(head.subarray(0, read)).digest('hex').slice(0, 16)
}
