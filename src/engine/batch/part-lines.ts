import type { PartLines } from '../objects/new-object.ts'
import type { TakenLines } from './partition-taker.ts'

/** What was taken, as an object has it. Nothing more may be taken. */
export function partLines({ lines, records }: TakenLines): PartLines {
  return { records, crc: lines.crc(), size: lines.size, chunks: () => lines.chunks() }
}
