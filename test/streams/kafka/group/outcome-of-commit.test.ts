import test from 'ava'
import { KAFKA_ERROR } from '../../../../src/io/kafka/protocol/error-codes.ts'
import type { WriteOutcome } from '../../../../src/model/ledger.ts'
import { outcomeOfCommit } from '../../../../src/streams/kafka/group/outcome-of-commit.ts'

type ErrorName = keyof typeof KAFKA_ERROR

const means = test.macro({
  exec(t, outcome: WriteOutcome, names: readonly ErrorName[]) {
    t.is(outcomeOfCommit(names.map((name) => KAFKA_ERROR[name])), outcome)
  },
  title: (_, outcome: WriteOutcome, names: readonly ErrorName[]) => `a commit answered ${names.join()} is ${outcome}`,
})

test(means, 'written', ['NONE', 'NONE'])

const refused: readonly ErrorName[] = [
  'REBALANCE_IN_PROGRESS',
  'ILLEGAL_GENERATION',
  'UNKNOWN_MEMBER_ID',
  'FENCED_INSTANCE_ID',
  'STALE_MEMBER_EPOCH',
  'OFFSET_METADATA_TOO_LARGE',
  'TOPIC_AUTHORIZATION_FAILED',
]
for (const name of refused) test(means, 'fenced', ['NONE', name])

const unclear: readonly ErrorName[] = [
  'NOT_COORDINATOR',
  'COORDINATOR_NOT_AVAILABLE',
  'COORDINATOR_LOAD_IN_PROGRESS',
  'REQUEST_TIMED_OUT',
  'UNKNOWN_SERVER_ERROR',
  'NOT_ENOUGH_REPLICAS_AFTER_APPEND',
]
for (const name of unclear) test(means, 'unknown', ['NONE', name])

test(means, 'unknown', ['ILLEGAL_GENERATION', 'REQUEST_TIMED_OUT'])

test('an error that we do not know leaves the outcome unknown', (t) => {
  t.is(outcomeOfCommit([9999]), 'unknown')
})
