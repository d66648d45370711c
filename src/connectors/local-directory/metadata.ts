import { createHash } from 'node:crypto'
import { readFile, readdir } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { StoredObject, StoredMetadata } from '../../model/connector.ts'
import { crc32c } from '../../lib/crc32c.ts'
import { createDurably } from '../../io/disk/create-durably.ts'
import { unless } from '../../io/disk/error-code.ts'
import { metadataDirectory } from './keys.ts'
import type { Root } from './root.ts'

/** What a candidate says. It belongs to the object only if size and CRC32C are the object's own. */
interface Candidate {
  readonly size: number
  readonly crc32c: number
  readonly metadata: StoredMetadata
}

const FORMAT_VERSION = 1
const READ_BYTES = 1024 * 1024
const SAFE_BATCH = /^[A-Za-z0-9_-]{1,100}$/

/**
 * Writes an object's metadata, durably, before the object gets its name: after a race there may be several candidates.
 * The file is named for the batch and for its own content, so equal ones share a file and no two ever replace each other.
 */
export async function writeCandidate(root: Root, object: StoredObject, signal: AbortSignal): Promise<void> {
  const candidate: Candidate = { size: object.size, crc32c: crcOf(object.body), metadata: object.metadata }
  const text = `${JSON.stringify({ version: FORMAT_VERSION, ...candidate })}\n`
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16)
  const batch = object.metadata['batch'] ?? ''
  const name = `${SAFE_BATCH.test(batch) ? `${batch}.` : ''}${digest}.json`
  const path = join(metadataDirectory(root.path, object.key), name)
  await createDurably(path, [Buffer.from(text)], { signal, files: root.files })
}

/** The metadata of an existing object; empty where none belongs to it. `file` is the open object. */
export async function findMetadata(
  root: Root,
  key: string,
  object: { readonly file: FileHandle; readonly size: number },
): Promise<StoredMetadata> {
  const candidates = (await readCandidates(metadataDirectory(root.path, key))).filter(
    ({ size }) => size === object.size,
  )
  if (candidates.length === 0) return {}
  const crc = await crcOfFile(object.file)
  return candidates.find((candidate) => candidate.crc32c === crc)?.metadata ?? {}
}

function crcOf(body: readonly Uint8Array[]): number {
  let crc = 0
  for (const part of body) crc = crc32c(part, crc)
  return crc
}

async function crcOfFile(file: FileHandle): Promise<number> {
  const buffer = Buffer.allocUnsafe(READ_BYTES)
  let crc = 0
  for (let position = 0; ;) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position)
    if (bytesRead === 0) return crc
    crc = crc32c(buffer.subarray(0, bytesRead), crc)
    position += bytesRead
  }
}

async function readCandidates(directory: string): Promise<readonly Candidate[]> {
  const names = (await unless(['ENOENT', 'ENOTDIR'], readdir(directory))) ?? []
  const candidates: Candidate[] = []
  for (const name of names.toSorted()) {
    if (!name.endsWith('.json')) continue
    const text = await unless(['ENOENT', 'EISDIR'], readFile(join(directory, name), 'utf8'))
    const candidate = text === undefined ? undefined : parseCandidate(text)
    if (candidate !== undefined) candidates.push(candidate)
  }
  return candidates
}

/** Nothing for what is not a candidate or was damaged. */
function parseCandidate(text: string): Candidate | undefined {
  const value = parseJson(text)
  if (!isRecord(value) || value['version'] !== FORMAT_VERSION) return undefined
  const { size, crc32c: crc, metadata } = value
  if (typeof size !== 'number' || typeof crc !== 'number' || !isStoredMetadata(metadata)) return undefined
  return { size, crc32c: crc, metadata }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isStoredMetadata(value: unknown): value is StoredMetadata {
  return isRecord(value) && Object.values(value).every((part) => typeof part === 'string')
}
