import type { ObjectFormat } from '../../model/object-format.ts'

const NEWLINE = 0x0a

/** JSON Lines: a record is a line as it came, whatever stands in it. Records lie in memory as they are stored. */
export const JSONL: ObjectFormat = {
  doc: 'JSON Lines: a record is a line, not empty and without a line break',
  suffix: '.jsonl',
  contentType: 'application/x-ndjson',
  records: { separator: NEWLINE, separatorReason: 'it contains a newline', emptyReason: 'it is empty' },
  countRecords: countLines,
}

async function countLines(content: AsyncIterable<Uint8Array>): Promise<number> {
  let count = 0
  for await (const chunk of content) {
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count++
  }
  return count
}
