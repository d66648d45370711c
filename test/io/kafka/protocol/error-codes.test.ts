import test from 'ava'
import { KAFKA_ERROR, errorName } from '../../../../src/io/kafka/protocol/error-codes.ts'

test('errorName() gives the name of a code, and the code of one that is not known', (t) => {
  t.is(errorName(0), 'NONE')
  t.is(errorName(16), 'NOT_COORDINATOR')
  t.is(errorName(-1), 'UNKNOWN_SERVER_ERROR')
  t.is(errorName(999), 'UNKNOWN_999')
})

test('KAFKA_ERROR has each code once', (t) => {
  const codes = Object.values(KAFKA_ERROR)
  t.is(new Set(codes).size, codes.length)
})
