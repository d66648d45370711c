import { open } from 'node:fs/promises'
import { errorCode } from '../../io/disk/error-code.ts'
import type { PartitionBounds, StreamDescription } from '../../model/stream.ts'
import { PARTITION_MISSING } from './diagnostics.ts'
import { partitionFile } from './layout.ts'
import { lastLineEnd } from './last-line-end.ts'
import { logIdentity } from './log-identity.ts'
import { problem } from './problem.ts'
import { requireTopic } from './require-topic.ts'

/** The stream as it is now, partitions that were added while running included. `latest` is the end of the last complete line. */
export async function describeDirectory(root: string, signal: AbortSignal): Promise<StreamDescription> {
  const topic = await requireTopic(root)
  const partitions: PartitionBounds[] = []
  for (let partition = 0; partition < topic.partitions; partition++) {
    signal.throwIfAborted()
    partitions.push(await describePartition(root, partition))
  }
  return { topic: topic.topic, partitions }
}

async function describePartition(root: string, partition: number): Promise<PartitionBounds> {
  const path = partitionFile(root, partition)
  const file = await open(path, 'r').catch((error: unknown) => {
    throw errorCode(error) === 'ENOENT' ? missing(path, error) : error
  })
  try {
    const { size } = await file.stat()
    return { partition, earliest: 0, latest: await lastLineEnd(file, size), log: await logIdentity(file) }
  } finally {
    await file.close()
  }
}

function missing(path: string, cause: unknown): Error {
  const detail = `The file "${path}" is gone. Put it back as it was, or run "strmctl apply" to have an empty one made where its events do not matter.`
  return problem(PARTITION_MISSING, detail, cause)
}
