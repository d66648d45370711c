import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import { FrameReceiver } from '../../../src/io/kafka/frame-receiver.ts'
import { WireError } from '../../../src/io/kafka/protocol/wire-error.ts'

/** A stream of frames, each with its size before it. */
function streamOf(frames: readonly Uint8Array[]): Buffer {
  return Buffer.concat(
    frames.flatMap((frame) => {
      const size = Buffer.alloc(4)
      size.writeInt32BE(frame.length)
      return [size, frame]
    }),
  )
}

/** As a socket does: fills what it is given, at most as much as has arrived. */
function feed(receiver: FrameReceiver, stream: Buffer, pieces: readonly number[]): void {
  for (let position = 0, turn = 0; position < stream.length; turn += 1) {
    const into = receiver.next()
    const arrived = pieces[turn % pieces.length] ?? stream.length
    const count = stream.copy(into, 0, position, position + Math.min(arrived, into.length))
    receiver.received(count, into)
    position += count
  }
}

test('FrameReceiver delivers each frame whole, however the stream is cut', (t) => {
  const size = fc.oneof(fc.integer({ min: 4, max: 64 }), fc.integer({ min: 10_000, max: 100_000 }))
  const frames = fc.array(fc.tuple(size, fc.nat(255)), { maxLength: 6 })
  const pieces = fc.array(fc.oneof(fc.integer({ min: 1, max: 10 }), fc.integer({ min: 1, max: 70_000 })), {
    minLength: 1,
  })
  fc.assert(
    fc.property(frames, pieces, (shapes, cuts) => {
      // No frame is made of tiny pieces only: that takes too long and shows nothing more.
      const sent = shapes.map(([bytes, seed]) =>
        Buffer.from(Array.from({ length: bytes }, (_, at) => (at * 7 + seed) & 0xff)),
      )
      const receiver = new FrameReceiver()
      const received: Buffer[] = []
      receiver.deliverTo((frame) => received.push(frame))
      feed(receiver, streamOf(sent), [...cuts, 70_000])
      t.deepEqual(
        received.map((frame) => frame.length),
        sent.map((frame) => frame.length),
      )
      t.true(received.every((frame, at) => frame.equals(sent[at] ?? Buffer.alloc(0))))
    }),
    { numRuns: 50 },
  )
})

test('FrameReceiver receives the rest of a large frame without a copy', (t) => {
  const receiver = new FrameReceiver()
  const delivered: Buffer[] = []
  receiver.deliverTo((frame) => delivered.push(frame))
  const stream = streamOf([Buffer.alloc(200_000, 1)])
  const small = receiver.next()
  receiver.received(stream.copy(small, 0, 0, 1000), small)
  const large = receiver.next()
  t.is(large.length, 200_000 - 996)
  receiver.received(stream.copy(large, 0, 1000), large)
  t.is(delivered[0]?.buffer, large.buffer)
  t.is(receiver.next(), small)
})

for (const { title, bytes } of [
  { title: 'an HTTP server', bytes: Buffer.from('HTTP/1.1 400 Bad Request') },
  { title: 'a TLS server', bytes: Buffer.from('15030300020250', 'hex') },
  { title: 'a negative size', bytes: Buffer.from('ffffffff', 'hex') },
]) {
  test(`FrameReceiver refuses what comes from ${title}`, (t) => {
    const receiver = new FrameReceiver()
    const into = receiver.next()
    t.throws(() => receiver.received(bytes.copy(into), into), { instanceOf: WireError })
  })
}
