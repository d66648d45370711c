import { readdir, stat } from 'node:fs/promises'
import { createDurably } from '../../io/disk/create-durably.ts'
import { errorCode, unless } from '../../io/disk/error-code.ts'
import { makeDirectoryDurably } from '../../io/disk/make-directory-durably.ts'
import { NODE_FILES } from '../../io/disk/node-disk-files.ts'
import { refuseNetworkFileSystem } from '../../io/disk/refuse-network-file-system.ts'
import { UnsuitableFileSystemError } from '../../io/disk/unsuitable-file-system-error.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { NOT_A_DIRECTORY, PARTITIONS_LOWERED, STREAM_DISK_UNSUITABLE, STREAM_NOT_ACCESSIBLE } from './diagnostics.ts'
import { partitionFile, partitionOf } from './layout.ts'
import { problem } from './problem.ts'
import type { DirectorySettings } from './settings.ts'
import type { Topic } from './topic-file.ts'
import { createTopic, readTopic, replaceTopic } from './topic-file.ts'

/**
 * Makes the stream, or what of it is absent; partition files that are there already are taken over with their events.
 * Idempotent and durable. Rejects with a DiagnosedError.
 */
export async function ensureDirectory(settings: DirectorySettings, uuid: () => string): Promise<void> {
  try {
    const found = await unless(['ENOENT'], stat(settings.root))
    if (found?.isDirectory() === false) throw notADirectory(settings.root)
    await makeDirectoryDurably(settings.root)
    await refuseNetworkFileSystem(settings.root, NODE_FILES)
    await ensureTopic(settings, () => ({
      topic: uuid(),
      partitions: settings.partitions,
      madeDirectory: found === undefined,
    }))
  } catch (error) {
    throw explained(error, settings.root)
  }
}

/** Partition files first: a number of partitions is only told when all of them are there. */
async function ensureTopic({ root, partitions }: DirectorySettings, make: () => Topic): Promise<void> {
  const before = await readTopic(root)
  const present = Math.max(before?.partitions ?? 0, ...(await partitionsPresent(root)).map((number) => number + 1))
  if (present > partitions) throw lowered(root, present, partitions)
  for (let partition = 0; partition < partitions; partition++) await createDurably(partitionFile(root, partition), [])
  const topic = before ?? (await createTopic(root, make()))
  if (topic.partitions > partitions) throw lowered(root, topic.partitions, partitions)
  if (topic.partitions < partitions) await replaceTopic(root, { ...topic, partitions })
}

async function partitionsPresent(root: string): Promise<readonly number[]> {
  return (await readdir(root)).map(partitionOf).filter((partition) => partition !== undefined)
}

function explained(error: unknown, root: string): unknown {
  if (error instanceof DiagnosedError) return error
  if (error instanceof UnsuitableFileSystemError) {
    const detail = `The directory "${root}" cannot hold a stream: ${error.reason}. Choose a path on a local disk.`
    return problem(STREAM_DISK_UNSUITABLE, detail, error)
  }
  const code = errorCode(error)
  if (code === 'ENOTDIR' || code === 'EEXIST') return notADirectory(root, error)
  if (code === undefined) return error
  const why = error instanceof Error ? error.message : code
  return problem(STREAM_NOT_ACCESSIBLE, `The directory "${root}" cannot be set up as a stream: ${why}.`, error)
}

function notADirectory(root: string, cause?: unknown): Error {
  const detail = `The path "${root}" is not a directory, or lies below something that is none. Choose another path, or move away what is there.`
  return problem(NOT_A_DIRECTORY, detail, cause)
}

function lowered(root: string, present: number, wanted: number): Error {
  return problem(
    PARTITIONS_LOWERED,
    `The stream in "${root}" has ${present} partition files, but "partitions" says ${wanted}. The events of the others would never be exported. Write partitions = ${present} or more.`,
  )
}
