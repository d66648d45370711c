import test from 'ava'
import { fc } from '../tooling/properties.ts'
import { formatBytes, parseBytes } from '../../src/lib/bytes.ts'

const reads = test.macro({
  exec: (t, text: string, bytes: number) => t.deepEqual(parseBytes(text), { outcome: 'read', bytes }),
  title: (_, text: string) => `parseBytes() reads ${text}`,
})

test(reads, '0', 0)
test(reads, '512', 512)
test(reads, '512B', 512)
test(reads, '64MiB', 67_108_864)
test(reads, '1.5KiB', 1536)
test(reads, '500kB', 500_000)
test(reads, '2GB', 2_000_000_000)
test(reads, '1TiB', 1_099_511_627_776)

const refuses = test.macro({
  exec: (t, text: string, suggestion?: string) => {
    t.deepEqual(
      parseBytes(text),
      suggestion === undefined ? { outcome: 'malformed' } : { outcome: 'malformed', suggestion },
    )
  },
  title: (_, text: string, _suggestion?: string) => `parseBytes() refuses ${JSON.stringify(text)}`,
})

test(refuses, '64mb', '64MB')
test(refuses, '64 MiB', '64MiB')
test(refuses, '64M', '64MiB')
test(refuses, '1gi', '1GiB')
test(refuses, '1,024', '1024')
test(refuses, '')
test(refuses, '-1')
test(refuses, '1.5')
test(refuses, '0.3KiB')
test(refuses, 'lots')
test(refuses, '99999999TiB')

test('formatBytes() writes what parseBytes() reads, as short as it goes', (t) => {
  fc.assert(fc.property(fc.nat(), (bytes) => t.deepEqual(parseBytes(formatBytes(bytes)), { outcome: 'read', bytes })))
  t.is(formatBytes(64 * 1024 ** 2), '64MiB')
  t.is(formatBytes(1000), '1000')
  t.is(formatBytes(0), '0')
})
