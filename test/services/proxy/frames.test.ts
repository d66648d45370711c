import { PassThrough } from 'node:stream'
import type { Socket } from 'node:net'
import test from 'ava'
import { frames } from './frames.ts'

for (const size of [1, 3, 4, 5, 7, 1000]) {
  test(`frames() puts messages together from pieces of ${size} B`, async (t) => {
    const sent = ['', 'a', 'bc', 'x'.repeat(20), ''].map(framed)
    const all = Buffer.concat(sent)
    const stream = new PassThrough()
    for (let at = 0; at < all.length; at += size) stream.write(all.subarray(at, at + size))
    stream.end()
    const received: Buffer[] = []
    for await (const frame of frames(stream as unknown as Socket)) received.push(Buffer.from(frame))
    t.deepEqual(received, sent)
  })
}

function framed(text: string): Buffer {
  const size = Buffer.alloc(4)
  size.writeInt32BE(text.length)
  return Buffer.concat([size, Buffer.from(text)])
}
