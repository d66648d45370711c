import type { Intent, LedgerEntry, RejectedPart } from '../../model/ledger.ts'

/** Characters of metadata that a broker keeps for each partition (`offset.metadata.max.bytes`, counted in characters). */
export const MOST_CHARACTERS = 4096

/** What an entry begins with; the number is the version of the format. */
const MARK = 'strmctl'
const VERSION = 1
const RADIX = 36
/** More than any topic has; bounds what damaged text can make us allocate. */
const MOST_PARTITIONS = 1_000_000

/** An entry that no broker would take. Nothing was sent. */
export class EntryTooLongError extends Error {
  readonly characters: number

  constructor(characters: number) {
    super(`Cannot write an entry of ${characters} characters: a broker keeps ${MOST_CHARACTERS}`)
    this.name = 'EntryTooLongError'
    this.characters = characters
  }
}

/** Metadata that is not an entry of this version: the message says why, without its text. */
export class ForeignEntryError extends Error {
  /** Whether it is one of a later version, which must not be taken for garbage. */
  readonly isNewer: boolean

  constructor(why: string, { isNewer }: { readonly isNewer: boolean } = { isNewer: false }) {
    super(why)
    this.name = 'ForeignEntryError'
    this.isNewer = isNewer
  }
}

/**
 * All of an entry but its offset, as the metadata of a committed offset:
 * `strmctl1;uid;topic;partitions;end;time;log;proofs;intent`. Numbers are in base 36, offsets count from the committed
 * one, texts are percent-encoded, lists have commas, what is absent is empty. Throws EntryTooLongError.
 */
export function writeEntryText(entry: LedgerEntry): string {
  const { uid, topic, partitions, offset, end, time, log, proof, intent } = entry
  const text = [
    `${MARK}${VERSION}`,
    escape(uid),
    escape(topic),
    number(partitions),
    number(offset - end),
    optional(time, number),
    optional(log, escape),
    proof.map(escape).join(','),
    optional(intent, (open) => intentText(open, entry)),
  ].join(';')
  if (text.length > MOST_CHARACTERS) throw new EntryTooLongError(text.length)
  return text
}

/** Throws ForeignEntryError. */
export function readEntryText(text: string, offset: number): LedgerEntry {
  const [mark = '', uid = '', topic = '', partitions = '', behind = '', time = '', log = '', proof = '', intent = ''] =
    fieldsOf(text)
  checkMark(mark)
  const entry = {
    offset,
    end: offset - integer(behind),
    ...(time === '' ? {} : { time: integer(time) }),
    uid: unescape(uid),
    topic: unescape(topic),
    partitions: integer(partitions),
    ...(log === '' ? {} : { log: unescape(log) }),
    proof: proof === '' ? [] : proof.split(',').map(unescape),
  }
  return intent === '' ? entry : { ...entry, intent: readIntent(intent, entry.end) }
}

/** Its own commas separate fields: `batch,revision,time,length,records,skipped,crc,log,rejected,partitions`. */
function intentText({ batch, revision, time, records, skipped, crc, ...intent }: Intent, { end }: LedgerEntry): string {
  const numbers = [revision, time, intent.end - end, records, skipped, crc].map(number)
  const rejected = optional(intent.rejected, (part) => rejectedText(part, end))
  return [escape(batch), ...numbers, optional(intent.log, escape), rejected, writeRuns(intent.partitions)].join(',')
}

/** `records.crc.from`, the last one counted from the beginning of the range. */
function rejectedText({ records, crc, from }: RejectedPart, begin: number): string {
  return [records, crc, from - begin].map(number).join('.')
}

function readRejected(text: string, begin: number): RejectedPart {
  const [records = '', crc = '', from = '', ...rest] = text.split('.')
  if (rest.length > 0) throw new ForeignEntryError('its dead letters cannot be read')
  return { records: integer(records), crc: integer(crc), from: begin + integer(from) }
}

function readIntent(text: string, begin: number): Intent {
  const fields = text.split(',')
  if (fields.length !== 10) throw new ForeignEntryError('its intent has another number of fields')
  const [batch = '', revision = '', time = '', length = '', records = '', skipped = '', crc = '', log = ''] = fields
  const [rejected = '', runs = ''] = fields.slice(8)
  const partitions = readRuns(runs, MOST_PARTITIONS)
  if (partitions === undefined) throw new ForeignEntryError('its list of partitions cannot be read')
  return {
    batch: unescape(batch),
    revision: integer(revision),
    time: integer(time),
    end: begin + integer(length),
    partitions,
    records: integer(records),
    skipped: integer(skipped),
    crc: integer(crc),
    ...(log === '' ? {} : { log: unescape(log) }),
    ...(rejected === '' ? {} : { rejected: readRejected(rejected, begin) }),
  }
}

function fieldsOf(text: string): readonly string[] {
  if (text === '') throw new ForeignEntryError('it carries no metadata, so another client committed it')
  const fields = text.split(';')
  checkMark(fields[0] ?? '')
  if (fields.length !== 9) throw new ForeignEntryError('it has another number of fields')
  return fields
}

function checkMark(mark: string): void {
  const version = /^strmctl(\d+)$/.exec(mark)?.[1]
  if (version === undefined) throw new ForeignEntryError('its metadata was not written by strmctl')
  if (version !== String(VERSION))
    throw new ForeignEntryError('it was written by another version of strmctl', { isNewer: true })
}

function optional<Value>(value: Value | undefined, write: (value: Value) => string): string {
  return value === undefined ? '' : write(value)
}

function number(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Cannot write ${value} into an entry: it is no integer`)
  return value.toString(RADIX)
}

function integer(text: string): number {
  const value = /^-?[0-9a-z]{1,11}$/.test(text) ? parseInt(text, RADIX) : NaN
  if (!Number.isSafeInteger(value)) throw new ForeignEntryError('one of its numbers cannot be read')
  return value
}

/** Leaves letters, digits, `-` and `_`, which is what ids are made of; nothing that separates fields. */
function escape(text: string): string {
  return encodeURIComponent(text)
}

function unescape(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new ForeignEntryError('one of its texts cannot be read')
  }
}

/**
 * Ascending numbers as short text: runs of neighbours, each as the gap since the run before and the length beyond one,
 * in base 36. 0,1,2,7 is `0+2.4`.
 */
function writeRuns(numbers: readonly number[]): string {
  const runs: string[] = []
  let next = 0
  for (let index = 0; index < numbers.length;) {
    const first = numbers[index] ?? 0
    let length = 1
    while (numbers[index + length] === first + length) length++
    const more = length === 1 ? '' : `+${(length - 1).toString(RADIX)}`
    runs.push(`${(first - next).toString(RADIX)}${more}`)
    next = first + length
    index += length
  }
  return runs.join('.')
}

/** Nothing where the text is no list of runs, or names more than `most` numbers. */
function readRuns(text: string, most: number): readonly number[] | undefined {
  const numbers: number[] = []
  if (text === '') return numbers
  let next = 0
  for (const run of text.split('.')) {
    const [gap, more] = RUN.exec(run)?.slice(1) ?? []
    if (gap === undefined) return undefined
    const first = next + parseInt(gap, RADIX)
    const length = 1 + (more === undefined ? 0 : parseInt(more, RADIX))
    if (numbers.length + length > most) return undefined
    for (let index = 0; index < length; index++) numbers.push(first + index)
    next = first + length
  }
  return numbers
}

const RUN = /^([0-9a-z]{1,7})(?:\+([0-9a-z]{1,7}))?$/
