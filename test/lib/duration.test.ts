import test from 'ava'
import fc from 'fast-check'
import { formatDuration, parseDuration } from '../../src/lib/duration.ts'

const reads = test.macro({
  exec: (t, text: string, seconds: number) => t.deepEqual(parseDuration(text), { outcome: 'read', seconds }),
  title: (_, text) => `parseDuration() reads ${text}`,
})

test(reads, '90s', 90)
test(reads, '0s', 0)
test(reads, '1m30s', 90)
test(reads, '1.5h', 5400)
test(reads, '1d', 86_400)
test(reads, '250ms', 0.25)
test(reads, '1h1m1s1ms', 3661.001)
test(reads, '0.001s', 0.001)

const refuses = test.macro({
  exec: (t, text: string, outcome: 'unit-missing' | 'malformed', suggestion?: string) => {
    t.deepEqual(parseDuration(text), suggestion === undefined ? { outcome } : { outcome, suggestion })
  },
  title: (_, text) => `parseDuration() refuses ${JSON.stringify(text)}`,
})

test(refuses, '60', 'unit-missing', '60s')
test(refuses, '1.5', 'unit-missing', '1.5s')
test(refuses, '5 minutes', 'malformed', '5m')
test(refuses, '1 hour and 30 mins', 'malformed', '1h30m')
test(refuses, '1H', 'malformed', '1h')
test(refuses, '90 s', 'malformed', '90s')
test(refuses, '', 'malformed')
test(refuses, '-5s', 'malformed')
test(refuses, 's', 'malformed')
test(refuses, '5x', 'malformed')
test(refuses, '0.0001s', 'malformed')
test(refuses, `${'9'.repeat(30)}h`, 'malformed')

test('formatDuration() writes what parseDuration() reads, for every millisecond', (t) => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (milliseconds) => {
      const seconds = milliseconds / 1000
      t.deepEqual(parseDuration(formatDuration(seconds)), { outcome: 'read', seconds })
    }),
  )
})
