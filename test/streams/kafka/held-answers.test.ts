import test from 'ava'
import { HeldAnswers } from '../../../src/streams/kafka/read/held-answers.ts'

test('HeldAnswers are released once, when the last holder lets go', (t) => {
  let released = 0
  const held = new HeldAnswers(() => released++)
  const release = [held.hold(), held.hold()]
  held.release()
  release[0]?.()
  t.is(released, 0)
  release[1]?.()
  t.is(released, 1)
})
