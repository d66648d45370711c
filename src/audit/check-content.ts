import { crc32c } from '../lib/crc32c.ts'
import type { Codecs } from '../model/codec.ts'
import { SinkError, type Connector } from '../model/connector.ts'
import { DEFAULT_FORMAT, writtenAs, type FormatCatalogue, type ObjectFormat } from '../model/object-format.ts'
import type { ObjectMetadata } from '../model/object-metadata.ts'
import { messageOf } from '../lib/message-of.ts'

export interface ContentCheck {
  readonly connector: Connector
  readonly key: string
  readonly metadata: ObjectMetadata
  readonly codecs: Codecs
  readonly formats: FormatCatalogue
  readonly signal: AbortSignal
}

/** Reads an object as it is stored and compares it with its metadata; gives the difference in words, or nothing. Rejects with SinkError. */
export async function checkContent(check: ContentCheck): Promise<string | undefined> {
  const { connector, key, metadata, codecs, formats, signal } = check
  const stored = connector.read(key, signal)
  // Under another name than it was written with, it is taken for what most objects are.
  const { format = formats[DEFAULT_FORMAT], compression = 'none' } = writtenAs(key, formats) ?? {}
  if (format === undefined) return 'its format is not known'
  const content = compression === 'none' ? stored : codecs[compression].decompress(stored)
  try {
    return await compare(content, format, metadata)
  } catch (error) {
    if (signal.aborted || error instanceof SinkError) throw error
    const what = compression === 'none' ? 'read' : 'decompressed'
    return `it cannot be ${what}: ${messageOf(error)}`
  }
}

async function compare(
  content: AsyncIterable<Uint8Array>,
  format: ObjectFormat,
  metadata: ObjectMetadata,
): Promise<string | undefined> {
  let crc = 0
  const records = await format.countRecords(
    (async function* () {
      for await (const chunk of content) {
        crc = crc32c(chunk, crc)
        yield chunk
      }
    })(),
  )
  if (records !== metadata.records) return `it has ${records} records, its metadata says ${metadata.records}`
  return crc === metadata.crc ? undefined : 'its CRC32C is not the one of its metadata'
}
