import { RecordBatchError } from './record-batch-error.ts'

/** Bytes of a record batch before its records: https://kafka.apache.org/documentation/#recordbatch */
export const HEADER_BYTES = 61
/** Where the bytes begin that the checksum covers, counted from the batch. */
export const CHECKED_FROM = 21
/** Bytes before those that the length counts: base offset and the length itself. */
export const BEFORE_LENGTH = 12

const LENGTH_AT = 8
const MAGIC_AT = 16
const CURRENT_MAGIC = 2

/** What stands before the records of a batch. */
export interface BatchHeader {
  /** Where the batch begins and ends in its buffer. */
  readonly begin: number
  readonly end: number
  readonly firstOffset: number
  readonly lastOffset: number
  /** Epoch of the leader that appended it. */
  readonly leaderEpoch: number
  readonly checksum: number
  /** Number of the compression codec, 0 to 7. */
  readonly codec: number
  readonly isTransactional: boolean
  readonly isControl: boolean
  readonly producerId: number
  readonly records: number
}

/**
 * The header of the batch that begins at `begin`, or nothing where the answer ends before the batch does. `position` is the offset
 * that errors name. Throws RecordBatchError.
 */
export function readBatchHeader(bytes: Buffer, begin: number, position: number): BatchHeader | undefined {
  if (bytes.length - begin <= MAGIC_AT) return undefined
  const magic = bytes.readInt8(begin + MAGIC_AT)
  if (magic === 0 || magic === 1) throw oldFormat(position, magic)
  if (magic !== CURRENT_MAGIC) throw damaged(position, `its format has the unknown number ${magic}`)
  const length = bytes.readInt32BE(begin + LENGTH_AT)
  if (length < HEADER_BYTES - BEFORE_LENGTH) throw damaged(position, `its length is given as ${length} bytes`)
  const end = begin + BEFORE_LENGTH + length
  return end > bytes.length ? undefined : checked(fields(bytes, begin, end), position)
}

function fields(bytes: Buffer, begin: number, end: number): BatchHeader {
  const attributes = bytes.readInt16BE(begin + 21)
  const firstOffset = readInt64(bytes, begin)
  return {
    begin,
    end,
    firstOffset,
    lastOffset: firstOffset + bytes.readInt32BE(begin + 23),
    leaderEpoch: bytes.readInt32BE(begin + 12),
    checksum: bytes.readUInt32BE(begin + 17),
    codec: attributes & 0b111,
    isTransactional: (attributes & 0b1_0000) !== 0,
    isControl: (attributes & 0b10_0000) !== 0,
    producerId: readInt64(bytes, begin + 43),
    records: bytes.readInt32BE(begin + 57),
  }
}

function checked(header: BatchHeader, position: number): BatchHeader {
  const { firstOffset, lastOffset, records } = header
  const sane = firstOffset >= 0 && lastOffset >= firstOffset && Number.isSafeInteger(lastOffset + 1)
  if (!sane) throw damaged(position, `its offsets are given as ${firstOffset} to ${lastOffset}`)
  if (records < 0) throw damaged(position, `its number of records is given as ${records}`)
  return header
}

/** Producer ids and offsets stay far below 2^53. */
function readInt64(bytes: Buffer, at: number): number {
  return bytes.readInt32BE(at) * 2 ** 32 + bytes.readUInt32BE(at + 4)
}

function damaged(offset: number, reason: string): RecordBatchError {
  return new RecordBatchError('damaged', { offset, reason })
}

function oldFormat(offset: number, magic: number): RecordBatchError {
  return new RecordBatchError('old-format', { offset, reason: `it is in the old message format ${magic}` })
}
