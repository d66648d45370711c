import { join } from 'node:path'
import { InternalError } from '../../model/internal-error.ts'

/** Below the stream's directory: what belongs to strmctl and not to the events. */
const RESERVED_DIRECTORY = '.strmctl'

const PARTITION_FILE = /^partition-(0|[1-9][0-9]{0,8})\.jsonl$/
const UID = /^[A-Za-z0-9][A-Za-z0-9_-]{0,99}$/

export function partitionFile(root: string, partition: number): string {
  return join(root, `partition-${partition}.jsonl`)
}

/** The partition whose file has this name, or nothing where it is none. */
export function partitionOf(fileName: string): number | undefined {
  const digits = PARTITION_FILE.exec(fileName)?.[1]
  return digits === undefined ? undefined : Number(digits)
}

export function reservedDirectory(root: string): string {
  return join(root, RESERVED_DIRECTORY)
}

/** Holds the topic's id and the number of partitions. */
export function topicFile(root: string): string {
  return join(root, RESERVED_DIRECTORY, 'stream.json')
}

/** One directory per exporter (state/FORMAT.md, "Ledger in local files"). */
export function ledgerDirectory(root: string, uid: string): string {
  if (!UID.test(uid)) throw new InternalError(`Cannot name a ledger: "${uid}" is not the uid of an exporter`)
  return join(root, RESERVED_DIRECTORY, uid)
}
