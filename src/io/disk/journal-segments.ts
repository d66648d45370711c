import { join } from 'node:path'
import type { CountedLines } from './counted-lines.ts'
import { createDurably } from './create-durably.ts'
import type { DiskFiles } from './disk-files.ts'
import { unless } from './error-code.ts'
import { encodeLine, JOURNAL_FORMAT } from './journal-line.ts'
import type { Lease } from './journal-line.ts'
import type { JsonValue } from './json-value.ts'
import { makeDirectoryDurably } from './make-directory-durably.ts'
import { refuseNetworkFileSystem } from './refuse-network-file-system.ts'
import { SegmentFile } from './segment-file.ts'

const NAME = /^journal-(\d+)\.log$/

export interface SegmentPlace {
  readonly directory: string
  readonly files: DiskFiles
  /** Permissions of the segments, before the umask. */
  readonly mode: number
}

/**
 * Opens the current segment and reads it; nothing where there is none. The current one is the one with the highest number;
 * the second look at the directory tells whether the file was removed and put back by a stalled process in the meantime.
 */
export async function openCurrentSegment(
  place: SegmentPlace,
  how: 'read' | 'append',
): Promise<SegmentFile | undefined> {
  for (;;) {
    const number = (await segmentNumbers(place)).at(-1)
    if (number === undefined) return undefined
    const path = segmentPath(place, number)
    const segment = await unless(['ENOENT'], SegmentFile.open({ number, path, files: place.files }, how))
    if (segment === undefined) continue
    if (await isCurrentWhenRead(segment, place)) return segment
    await segment.close()
  }
}

async function isCurrentWhenRead(segment: SegmentFile, place: SegmentPlace): Promise<boolean> {
  try {
    if ((await segmentNumbers(place)).at(-1) !== segment.number) return false
    await segment.readOn()
    return true
  } catch (error) {
    await segment.close()
    throw error
  }
}

/** Makes the first segment unless there is one, in a directory that is made for it. */
export async function createFirstSegment(place: SegmentPlace, base: readonly JsonValue[]): Promise<void> {
  await makeDirectoryDurably(place.directory, { files: place.files })
  await refuseNetworkFileSystem(place.directory, place.files)
  await linkSegment(place, { number: 1, lease: undefined, base })
}

/** Makes the segment after a sealed one, unless somebody has. What it begins with follows from the counted lines alone. */
export async function createNextSegment(
  place: SegmentPlace,
  sealed: { readonly number: number; readonly counted: CountedLines },
  compact: (payloads: readonly JsonValue[]) => readonly JsonValue[],
): Promise<void> {
  const { counted, number } = sealed
  await linkSegment(place, { number: number + 1, lease: counted.lease, base: compact(counted.payloads) })
}

/** Removes all segments but the current one and the one before it. One that a stalled process links again is older than the current one and is not looked at. */
export async function removeOldSegments(place: SegmentPlace, current: number): Promise<void> {
  for (const number of await segmentNumbers(place))
    if (number < current - 1) await unless(['ENOENT'], place.files.remove(segmentPath(place, number)))
}

async function linkSegment(
  place: SegmentPlace,
  segment: { readonly number: number; readonly lease: Lease | undefined; readonly base: readonly JsonValue[] },
): Promise<void> {
  const { number, lease, base } = segment
  const head = encodeLine({ kind: 'head', format: JOURNAL_FORMAT, segment: number, base: base.length, lease })
  const lines = base.map((payload) => encodeLine({ kind: 'base', payload }))
  await createDurably(segmentPath(place, number), [head, ...lines], { mode: place.mode, files: place.files })
}

async function segmentNumbers(place: SegmentPlace): Promise<readonly number[]> {
  const names = (await unless(['ENOENT'], place.files.list(place.directory))) ?? []
  const numbers = names.map((name) => NAME.exec(name)?.[1]).filter((digits) => digits !== undefined)
  return numbers.map(Number).toSorted((a, b) => a - b)
}

function segmentPath(place: SegmentPlace, number: number): string {
  return join(place.directory, `journal-${number}.log`)
}
