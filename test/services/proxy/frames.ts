import type { Socket } from 'node:net'

/** The messages of the Kafka protocol that a socket receives, each with its size in front (four bytes). */
export async function* frames(socket: Socket): AsyncGenerator<Buffer> {
  let chunks: Buffer[] = []
  let held = 0
  let wanted = 4
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    chunks.push(chunk)
    held += chunk.length
    while (held >= wanted) {
      const all = Buffer.concat(chunks)
      chunks = [all]
      const size = 4 + all.readInt32BE(0)
      if (held < size) {
        wanted = size
        break
      }
      yield all.subarray(0, size)
      chunks = [all.subarray(size)]
      held -= size
      wanted = 4
    }
  }
}
