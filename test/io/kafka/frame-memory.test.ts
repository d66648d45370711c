import test from 'ava'
import { FrameMemory } from '../../../src/io/kafka/frame-memory.ts'

const LARGE = 3 << 20

test('FrameMemory gives memory again only when it was given back, and once', (t) => {
  const memory = new FrameMemory()
  const [first, second] = [memory.take(LARGE), memory.take(LARGE)]
  t.not(first.buffer, second.buffer)
  memory.recycle(first.buffer)
  memory.recycle(first.buffer)
  const third = memory.take(LARGE - 100)
  t.is(third.buffer, first.buffer)
  t.is(third.length, LARGE - 100)
  t.not(memory.take(LARGE).buffer, first.buffer)
})

test('FrameMemory never takes memory that it did not give: small frames share theirs with others', (t) => {
  const memory = new FrameMemory()
  const small = memory.take(100)
  memory.recycle(small.buffer)
  memory.recycle(new ArrayBuffer(LARGE))
  const [one, other] = [memory.take(100), memory.take(LARGE)]
  t.is(one.length, 100)
  t.not(other.buffer, small.buffer)
})

test('FrameMemory does not squeeze a frame into memory that is too small', (t) => {
  const memory = new FrameMemory()
  const small = memory.take(LARGE)
  memory.recycle(small.buffer)
  const larger = memory.take(2 * LARGE)
  t.is(larger.length, 2 * LARGE)
  t.not(larger.buffer, small.buffer)
})

test('FrameMemory keeps nothing while only little comes', (t) => {
  const memory = new FrameMemory()
  const large = memory.take(LARGE)
  memory.recycle(large.buffer)
  memory.take(100)
  t.not(memory.take(LARGE).buffer, large.buffer)
})
