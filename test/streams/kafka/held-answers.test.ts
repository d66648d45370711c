import test from 'ava'
import { HeldAnswers } from '../../../src/streams/kafka/read/held-answers.ts'

test('HeldAnswers are released once, when the last holder lets go', (t) => {
  let released = 0
  const held = new HeldAnswers(() => released++)
  const letGo = [held.hold(), held.hold()]
  held.letGo()
  letGo[0]?.()
  t.is(released, 0)
  letGo[1]?.()
  t.is(released, 1)
})
