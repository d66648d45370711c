import type { PutRequest } from './put-object.ts'

/** A stretch of an object that is uploaded by itself. */
export interface Part {
  /** From 1. */
  readonly number: number
  readonly chunks: readonly Uint8Array[]
  readonly size: number
}

const PART_BYTES = 16 << 20
/** Of one upload: https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html */
const MOST_PARTS = 10_000

/** An object in equal parts, the last one smaller, as views of its body. */
export function* partsOf({ body, size }: Pick<PutRequest, 'body' | 'size'>): Iterable<Part> {
  const most = Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS))
  let number = 1
  let part: Uint8Array[] = []
  let room = most
  for (const chunk of body) {
    let rest = chunk
    while (rest.length > 0) {
      const piece = rest.subarray(0, room)
      part.push(piece)
      room -= piece.length
      rest = rest.subarray(piece.length)
      if (room > 0) continue
      yield { number: number++, chunks: part, size: most }
      part = []
      room = most
    }
  }
  if (part.length > 0) yield { number, chunks: part, size: most - room }
}
