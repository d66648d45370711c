import test from 'ava'
import { fc } from '../tooling/properties.ts'
import { formatDuration, parseDuration, type DurationReading } from '../../src/lib/duration.ts'

const reads = test.macro({
  exec: (t, text: string, seconds: number) => t.deepEqual(parseDuration(text), { outcome: 'read', seconds }),
  title: (_, text: string) => `parseDuration() reads ${text}`,
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
  exec: (t, text: string, expected: DurationReading) => t.deepEqual(parseDuration(text), expected),
  title: (_, text: string) => `parseDuration() refuses ${JSON.stringify(text)}`,
})

test(refuses, '60', { outcome: 'unit-missing', suggestion: '60s' })
test(refuses, '1.5', { outcome: 'unit-missing', suggestion: '1.5s' })
test(refuses, '5 minutes', { outcome: 'malformed', suggestion: '5m' })
test(refuses, '1 hour and 30 mins', { outcome: 'malformed', suggestion: '1h30m' })
test(refuses, '1H', { outcome: 'malformed', suggestion: '1h' })
test(refuses, '90 s', { outcome: 'malformed', suggestion: '90s' })
test(refuses, '', { outcome: 'malformed' })
test(refuses, '-5s', { outcome: 'malformed' })
test(refuses, 's', { outcome: 'malformed' })
test(refuses, '5x', { outcome: 'malformed' })
test(refuses, '0.0001s', { outcome: 'malformed' })
test(refuses, `${'9'.repeat(30)}h`, { outcome: 'malformed' })

test('formatDuration() writes what parseDuration() reads, for every millisecond', (t) => {
  fc.assert(
    fc.property(fc.nat(1_000_000_000), (milliseconds) => {
      const seconds = milliseconds / 1000
      t.deepEqual(parseDuration(formatDuration(seconds)), { outcome: 'read', seconds })
    }),
  )
})
