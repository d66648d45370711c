import test from 'ava'
import { partitionOfKey } from '../../../../src/io/kafka/records/murmur2.ts'

const placed = test.macro({
  exec(t, key: string, hash: number) {
    for (const partitions of [1, 3, 16, 200]) {
      t.is(partitionOfKey(Buffer.from(key), partitions), (hash & 0x7fffffff) % partitions)
    }
  },
  title: (_, key: string) => `partitionOfKey() places ${JSON.stringify(key)} as the Java client does`,
})

// From the tests of Kafka itself: UtilsTest.testMurmur2
test(placed, '21', -973932308)
test(placed, 'foobar', -790332482)
test(placed, 'a-little-bit-long-string', -985981536)
test(placed, 'a-little-bit-longer-string', -1486304829)
test(placed, 'lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971)
test(placed, 'abc', 479470107)
