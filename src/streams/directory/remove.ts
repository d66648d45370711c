import { readdir, rmdir, stat, unlink } from 'node:fs/promises'
import { unless } from '../../io/disk/error-code.ts'
import { partitionFile, reservedDirectory, topicFile } from './layout.ts'
import { readTopic } from './topic-file.ts'

/** What may be in the way of removing a directory: that it is not empty or not ours. */
const KEPT = ['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR', 'EACCES', 'EPERM', 'EBUSY', 'EROFS']

/**
 * Removes what `ensureDirectory` made, but never an event: partition files only when they are empty, directories only when
 * nothing is left in them. While the ledger of any exporter is there, also one of another configuration, everything stays.
 * No producer should be writing: a file that is empty now may get its first event while it is removed.
 */
export async function removeDirectory(root: string): Promise<void> {
  const topic = await readTopic(root)
  if (topic === undefined || (await hasLedgers(root))) return
  for (let partition = 0; partition < topic.partitions; partition++) await removeIfEmpty(partitionFile(root, partition))
  await unless(['ENOENT'], unlink(topicFile(root)))
  await unless(KEPT, rmdir(reservedDirectory(root)))
  if (topic.madeDirectory) await unless(KEPT, rmdir(root))
}

async function hasLedgers(root: string): Promise<boolean> {
  const entries = await readdir(reservedDirectory(root), { withFileTypes: true })
  return entries.some((entry) => entry.isDirectory())
}

async function removeIfEmpty(path: string): Promise<void> {
  const found = await unless(['ENOENT'], stat(path))
  if (found?.size === 0) await unless(['ENOENT'], unlink(path))
}
