import test from 'ava'
import { membershipLost } from '../../../src/engine/membership/rejoin-needed.ts'

test('membershipLost() says why, so that a rebalance does not look like a failure', (t) => {
  const { message, fresh } = membershipLost({
    lost: AbortSignal.abort(new Error('the membership ended: a rebalance began')),
  })
  t.is(message, 'the membership ended: a rebalance began')
  t.false(fresh)
})

test('membershipLost() says that it ended where nobody knows why', (t) => {
  t.is(membershipLost({ lost: AbortSignal.abort() }).message, 'the membership ended')
})
