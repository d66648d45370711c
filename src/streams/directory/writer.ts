import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Clock } from '../../model/clock.ts'
import type { EventWriter, NewEvent } from '../../model/event-writer.ts'
import { crc32c } from '../../lib/crc32c.ts'
import { errorCode } from '../../io/disk/error-code.ts'
import { EVENTS_NOT_APPENDED } from './diagnostics.ts'
import { partitionFile } from './layout.ts'
import { PARTLY_WRITTEN, PartitionWriter } from './partition-writer.ts'
import { problem } from './problem.ts'
import { requireTopic } from './require-topic.ts'

/** Opens the partition files for appending. Rejects with a DiagnosedError when the stream was not made. */
export async function openDirectoryWriter(root: string, clock: Clock): Promise<EventWriter> {
  const { partitions } = await requireTopic(root)
  const writers: PartitionWriter[] = []
  try {
    for (let partition = 0; partition < partitions; partition++)
      writers.push(await openPartition(root, partition, clock))
  } catch (error) {
    await closeAll(writers)
    throw error
  }
  const close = () => closeAll(writers)
  return { append: (events, signal) => append(writers, events, signal), close, [Symbol.asyncDispose]: close }
}

async function openPartition(root: string, partition: number, clock: Clock): Promise<PartitionWriter> {
  const file = await open(partitionFile(root, partition), constants.O_RDWR | constants.O_APPEND)
  return new PartitionWriter(file, clock)
}

async function append(
  writers: readonly PartitionWriter[],
  events: readonly NewEvent[],
  signal: AbortSignal,
): Promise<void> {
  const lines = writers.map((): string[] => [])
  for (const { key, value } of events) lines[partitionOfKey(key, writers.length)]?.push(value)
  for (const [partition, values] of lines.entries()) {
    signal.throwIfAborted()
    await writers[partition]?.append(values).catch((error: unknown) => refuse(error, partition))
  }
}

function refuse(error: unknown, partition: number): never {
  const code = errorCode(error)
  if (code === undefined) throw error
  const detail = `Cannot write to the file of partition ${partition}: ${REASONS[code] ?? code}. Some of the last events may have been appended.`
  throw problem(EVENTS_NOT_APPENDED, detail, error)
}

const REASONS: { readonly [code: string]: string } = {
  [PARTLY_WRITTEN]: 'only a part of the events found room on the disk',
  ENOSPC: 'no space is left on the disk',
  EDQUOT: 'the quota is used up',
  EFBIG: 'the file would become larger than allowed',
  EIO: 'the disk failed',
  EROFS: 'the disk is read-only',
}

function partitionOfKey(key: string, partitions: number): number {
  return partitions === 1 ? 0 : crc32c(Buffer.from(key)) % partitions
}

async function closeAll(writers: readonly PartitionWriter[]): Promise<void> {
  for (const writer of writers) await writer.close()
}
